using Grains.Keys;

namespace Tests.Unit.Keys;

/// <summary>The two steps of a replacement, and what others may do between them.</summary>
public sealed class KeyReplacerTests : IDisposable
{
    private static readonly Guid Customer = Guid.NewGuid();
    private readonly MemoryKeyStore store = new();
    private readonly PlainWrapper wrapper = new();
    private readonly KeyReplacer replacer;
    private readonly VaultEntry entry;

    public KeyReplacerTests()
    {
        replacer = new(store, wrapper);
        var key = CustomerKey.Fresh();
        var row = new CustomerKeyRow { Customer = Customer, PersonalKeyId = key.Id, Personal = key.Wrap(wrapper), EvidenceKeyId = Guid.NewGuid(), Floor = 3 };
        store[Customer] = row;
        entry = new VaultEntry(row, key);
    }

    public void Dispose() => entry.Dispose();

    [Fact]
    public async Task A_fresh_key_stands_beside_the_present_one_until_it_takes_its_place()
    {
        var former = entry.Key!.Id;
        Assert.Equal((false, 3L), (entry.IsReplaced, entry.Floor));
        await replacer.Prepare(entry);
        var pending = entry.Pending!.Id;
        Assert.Equal((former, pending, pending, false), (entry.Key.Id, store[Customer]!.PendingKeyId, entry.Row!.PendingKeyId, entry.IsReplaced));
        await replacer.Prepare(entry);
        Assert.Equal(pending, entry.Pending.Id); // one at a time

        entry.TakeOver();
        Assert.Equal((pending, null, true), (entry.Key.Id, entry.Pending, entry.IsReplaced));
        await replacer.Finish(entry);
        Assert.Equal((pending, null, null, false), (store[Customer]!.PersonalKeyId, store[Customer]!.Pending, entry.Row.Pending, entry.IsReplaced));
        Assert.Equal<Guid>([former], store[Customer]!.Former.ToArray());
        using var opened = CustomerKey.UnwrapPersonal(store[Customer]!, wrapper);
        Assert.Equal(former, opened.IdOf(KeyUses.AuditSubject));
        await replacer.Finish(entry); // nothing to do
        Assert.Equal(pending, store[Customer]!.PersonalKeyId);
    }

    [Fact]
    public async Task A_row_that_was_wrapped_again_or_whose_generation_is_retired_is_prepared_at_the_next_try()
    {
        store.Race(s => s[Customer] = s[Customer]! with { Personal = new WrappedKey("newer", s[Customer]!.Personal!.Bytes) });
        store.Retired.Add("plain");
        wrapper.Newer = "newer";
        await replacer.Prepare(entry);
        Assert.Equal((1, "newer"), (wrapper.Reloads, store[Customer]!.Pending!.WrappedBy));
        Assert.Equal(store[Customer]!.PendingKeyId, entry.Pending!.Id);
    }

    [Fact]
    public async Task A_key_that_another_activation_prepared_is_taken_up()
    {
        using var theirs = CustomerKey.Fresh();
        store.Race(s => s[Customer] = s[Customer]! with { PendingKeyId = theirs.Id, Pending = theirs.Wrap(wrapper) });
        await replacer.Prepare(entry);
        Assert.Equal((theirs.Id, theirs.Id), (entry.Pending!.Id, entry.Row!.PendingKeyId));
        Assert.Equal(entry.Key!.Id, entry.Pending.IdOf(KeyUses.AuditSubject));
    }

    [Fact]
    public async Task Nothing_is_prepared_beside_a_key_that_is_gone_or_where_the_store_never_takes_it()
    {
        store.Retired.Add("plain");
        await Assert.ThrowsAsync<KeyUnavailableException>(async () => await replacer.Prepare(entry));
        Assert.Equal(5, wrapper.Reloads);
        Assert.Null(entry.Pending);

        var row = entry.Row!;
        foreach (var other in (CustomerKeyRow[])[row with { Personal = null, Status = CustomerKeyStatus.Erased }, row with { PersonalKeyId = Guid.NewGuid(), Personal = new WrappedKey("x", new byte[32]) }])
        {
            entry.Row = row;
            store[Customer] = row;
            store.Race(s => s[Customer] = other);
            await Assert.ThrowsAsync<KeyUnavailableException>(async () => await replacer.Prepare(entry));
            Assert.Null(entry.Pending);
        }
    }

    [Fact]
    public async Task The_end_survives_a_row_that_was_wrapped_again_or_ended_by_another_and_no_other_change()
    {
        await replacer.Prepare(entry);
        entry.TakeOver();
        var prepared = entry.Row!;
        store.Race(s => s[Customer] = s[Customer]! with { Personal = new WrappedKey("newer", s[Customer]!.Personal!.Bytes), Pending = s[Customer]!.Pending! with { WrappedBy = "newer" } });
        await replacer.Finish(entry);
        Assert.Equal((entry.Key!.Id, "newer"), (store[Customer]!.PersonalKeyId, store[Customer]!.Personal!.WrappedBy));

        entry.Row = prepared;
        await replacer.Finish(entry); // it had ended
        Assert.Equal(entry.Key.Id, entry.Row!.PersonalKeyId);

        entry.Row = prepared;
        store[Customer] = prepared with { Personal = null, Pending = null, Status = CustomerKeyStatus.Erased };
        await Assert.ThrowsAsync<KeyUnavailableException>(async () => await replacer.Finish(entry));
        store[Customer] = prepared with { PersonalKeyId = Guid.NewGuid(), PendingKeyId = null, Personal = new WrappedKey("x", new byte[32]) };
        await Assert.ThrowsAsync<KeyUnavailableException>(async () => await replacer.Finish(entry));
    }

    [Fact]
    public async Task A_row_that_changes_under_every_try_ends_it()
    {
        await replacer.Prepare(entry);
        entry.TakeOver();
        for (var race = 0; race < 5; race++)
        {
            store.Race(s => s[Customer] = s[Customer]! with { Personal = new WrappedKey("newer", [.. s[Customer]!.Personal!.Bytes]) });
        }

        await Assert.ThrowsAsync<KeyUnavailableException>(async () => await replacer.Finish(entry));
        Assert.True(entry.IsReplaced);
        await replacer.Finish(entry);
        Assert.False(entry.IsReplaced);
    }

    [Fact]
    public async Task Every_key_that_is_let_go_is_zeroed()
    {
        var former = Bytes(entry.Key!);
        await replacer.Prepare(entry);
        var successor = Bytes(entry.Pending!);
        entry.TakeOver();
        Assert.DoesNotContain(former, static b => b != 0);
        Assert.Contains(successor, static b => b != 0);
        await replacer.Finish(entry);
        entry.Dispose();
        Assert.DoesNotContain(successor, static b => b != 0);

        var (one, other) = (CustomerKey.Fresh(), CustomerKey.Fresh());
        var (held, pending) = (Bytes(one), Bytes(other));
        new VaultEntry(null, one, other).Dispose();
        Assert.DoesNotContain(held.Concat(pending), static b => b != 0);
        static byte[] Bytes(CustomerKey key) => (byte[])typeof(CustomerKey).GetField("key", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(key)!;
    }
}
