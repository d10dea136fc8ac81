using System.Reflection;
using Grains.Keys;

namespace Tests.Unit.Keys;

/// <summary>What of a customer's first key outlives its replacement, and what does not.</summary>
public sealed class KeyLineageTests : IDisposable
{
    private static readonly Guid Customer = Guid.NewGuid();
    private readonly CustomerKey first = CustomerKey.Fresh();
    private readonly CustomerKey second = CustomerKey.Fresh();
    private readonly CustomerKey third = CustomerKey.Fresh();

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
        third.Dispose();
    }

    [Fact]
    public void The_lasting_uses_stay_the_same_over_every_replacement_and_the_sections_do_not()
    {
        string[] sections = ["consent", "profile", "activity", "model", "lineage"];
        var (uses, others) = (KeyUses.Lasting.Select(use => Derived(first, use)).ToList(), sections.Select(section => Derived(first, section)).ToList());
        third.After(second.After(first));
        foreach (var key in new[] { second, third })
        {
            Assert.Equal(uses, KeyUses.Lasting.Select(use => Derived(key, use)));
            Assert.DoesNotContain(sections.Select(section => Derived(key, section)), others.Contains);
            Assert.All(KeyUses.Lasting, use => Assert.Equal(first.Id, key.IdOf(use)));
            Assert.All(sections, section => Assert.Equal(key.Id, key.IdOf(section)));
        }
    }

    [Fact]
    public void A_first_key_has_no_lineage()
    {
        Assert.Null(first.SealLineage(Customer));
        Assert.All(KeyUses.Lasting, use => Assert.Equal(first.Id, first.IdOf(use)));
    }

    [Fact]
    public void It_opens_with_its_key_for_its_customer_and_in_no_other_way()
    {
        var held = second.After(first).SealLineage(Customer)!;
        using (var opened = KeyLineage.Open(held, second, Customer))
        {
            Assert.Equal(first.Id, opened.Origin);
            Assert.Equal(Derived(first, KeyUses.AuditSubject), Convert.ToHexString(opened.Find(KeyUses.AuditSubject)));
            Assert.True(opened.Find("profile").IsEmpty);
        }

        Assert.Throws<KeyUnavailableException>(() => KeyLineage.Open(held, third, Customer));
        Assert.Throws<KeyUnavailableException>(() => KeyLineage.Open(held, second, Guid.NewGuid()));
        for (var i = 0; i < held.Length; i++)
        {
            held[i] ^= 1;
            Assert.Throws<KeyUnavailableException>(() => KeyLineage.Open(held, second, Customer));
            held[i] ^= 1;
            Assert.Throws<KeyUnavailableException>(() => KeyLineage.Open(held.AsSpan(0, i), second, Customer));
        }
    }

    [Fact]
    public void The_keys_row_gives_the_key_back_with_its_lineage_and_one_that_is_damaged_gives_none()
    {
        var wrapper = new PlainWrapper();
        var row = new CustomerKeyRow
        {
            Customer = Customer, PersonalKeyId = second.Id, Personal = second.Wrap(wrapper), EvidenceKeyId = Guid.NewGuid(), Lineage = second.After(first).SealLineage(Customer),
        };
        using var key = CustomerKey.UnwrapPersonal(row, wrapper);
        Assert.Equal(Derived(first, KeyUses.Decision), Derived(key, KeyUses.Decision));
        Assert.Equal(Derived(second, "profile"), Derived(key, "profile"));
        var refused = Assert.Throws<KeyUnavailableException>(() => CustomerKey.UnwrapPersonal(row with { Customer = Guid.NewGuid() }, wrapper));
        Assert.Equal("A key is not available.", refused.Message); // says no more, whatever the cause
    }

    [Fact]
    public void The_order_of_the_lasting_uses_is_what_stored_lineages_were_written_in() => Assert.Equal(
        ["audit-subject", "audit-operation", "audit-text", "break-glass", "decision", "answers", "access-text", "rights-details"], KeyUses.Lasting);

    [Fact]
    public void A_row_whose_key_was_replaced_names_every_key_that_the_customer_had()
    {
        var pending = new WrappedKey("g", [2]);
        var row = new CustomerKeyRow
        {
            Customer = Customer, PersonalKeyId = second.Id, Personal = new WrappedKey("g", [1]), EvidenceKeyId = Guid.NewGuid(), Former = [first.Id], Floor = 7,
            PendingKeyId = third.Id, Pending = pending,
        };
        var replaced = row.Replaced([3]);
        Assert.Equal((third.Id, pending, null, null), (replaced.PersonalKeyId, replaced.Personal, replaced.PendingKeyId, replaced.Pending));
        Assert.Equal<Guid>([first.Id, second.Id], replaced.Former.ToArray());
        Assert.Equal([3], replaced.Lineage!);
        Assert.Equal((7L, row.EvidenceKeyId), (replaced.Floor, replaced.EvidenceKeyId));
        Assert.Equal<Guid>([second.Id, third.Id, first.Id], row.KeyIds.ToArray());
        Assert.Equal<Guid>([third.Id, first.Id, second.Id], replaced.KeyIds.ToArray());
    }

    /// <summary>Lineages lie in the keys store: one that was sealed by an earlier release opens.</summary>
    [Fact]
    public void A_lineage_is_sealed_for_its_customer_and_key_by_their_bytes_in_network_order()
    {
        var held = second.After(first).SealLineage(Customer)!;
        using var aes = second.Cipher("lineage");
        var plain = new byte[held.Length - 13 - 16];
        byte[] place = [1, .. Customer.ToByteArray(bigEndian: true), .. second.Id.ToByteArray(bigEndian: true)];
        aes.Decrypt(held.AsSpan(1, 12), held.AsSpan(13, plain.Length), held.AsSpan(^16), plain, place);
        Assert.Equal(first.Id, new Guid(plain.AsSpan(0, 16), bigEndian: true));
        Assert.Equal(16 + (32 * KeyUses.Lasting.Count), plain.Length);
    }

    /// <summary>A use that was added since is not of it, and is derived from the present key.</summary>
    [Fact]
    public void A_lineage_of_an_earlier_release_knows_fewer_uses()
    {
        byte[] place = [1, .. Customer.ToByteArray(bigEndian: true), .. second.Id.ToByteArray(bigEndian: true)];
        foreach (var uses in (int[])[0, 2])
        {
            var plain = new byte[16 + (32 * uses)];
            first.Id.TryWriteBytes(plain, bigEndian: true, out _);
            Array.Fill(plain, (byte)7, 16, 32 * uses);
            var held = new byte[13 + plain.Length + 16];
            held[0] = 1;
            using (var aes = second.Cipher("lineage"))
            {
                aes.Encrypt(held.AsSpan(1, 12), plain, held.AsSpan(13, plain.Length), held.AsSpan(^16), place);
            }

            using var lineage = KeyLineage.Open(held, second, Customer);
            Assert.Equal(first.Id, lineage.Origin);
            Assert.Equal(uses, KeyUses.Lasting.Count(use => !lineage.Find(use).IsEmpty));
        }
    }

    [Fact]
    public void Every_sealing_has_a_nonce_of_its_own()
    {
        var (one, other) = (second.After(first).SealLineage(Customer)!, second.SealLineage(Customer)!);
        Assert.Equal(1, one[0]);
        Assert.NotEqual(one[1..13], other[1..13]);
        Assert.Contains(one[1..13], static b => b != 0);
        Assert.NotEqual(one[13..], other[13..]);
    }

    [Fact]
    public void Disposal_leaves_nothing_of_a_key_nor_of_its_lineage()
    {
        using var key = CustomerKey.Fresh().After(first);
        var bytes = Field<byte[]>(key, "key");
        var lineage = Field<byte[]>(Field<object>(key, "lineage"), "bytes");
        Assert.Contains(bytes, static b => b != 0);
        Assert.Contains(lineage, static b => b != 0);
        key.Dispose();
        Assert.DoesNotContain(bytes, static b => b != 0);
        Assert.DoesNotContain(lineage, static b => b != 0);
        static T Field<T>(object of, string name) => (T)of.GetType().GetField(name, BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(of)!;
    }

    [Fact]
    public void A_platform_key_and_its_id_follow_from_its_bytes()
    {
        using var one = CustomerKey.OfPlatform(Enumerable.Repeat((byte)1, 32).ToArray());
        using var same = CustomerKey.OfPlatform(Enumerable.Repeat((byte)1, 32).ToArray());
        using var other = CustomerKey.OfPlatform(Enumerable.Repeat((byte)2, 32).ToArray());
        Assert.Equal((one.Id, Derived(one, "note")), (same.Id, Derived(same, "note")));
        Assert.NotEqual(one.Id, other.Id);
        Assert.NotEqual(Derived(one, "note"), Derived(other, "note"));
    }

    [Fact]
    public void A_mac_is_of_its_key_its_use_and_its_data()
    {
        Assert.Equal(Mac(first, "decision", 1), Mac(first, "decision", 1));
        Assert.Equal(4, new[] { Mac(first, "decision", 1), Mac(second, "decision", 1), Mac(first, "answers", 1), Mac(first, "decision", 2) }.Distinct().Count());
        Assert.Equal(Convert.ToHexString(System.Security.Cryptography.HMACSHA256.HashData(Convert.FromHexString(Derived(first, "decision")), (byte[])[1])), Mac(first, "decision", 1));
        static string Mac(CustomerKey key, string use, byte data)
        {
            var mac = new byte[32];
            key.Mac(use, [data], mac);
            return Convert.ToHexString(mac);
        }
    }

    private static string Derived(CustomerKey key, string use)
    {
        var derived = new byte[CustomerKey.Length];
        key.Derive(use, derived);
        return Convert.ToHexString(derived);
    }
}
