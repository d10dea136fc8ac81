using Grains;
using Grains.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Tests.Unit.Keys;

/// <summary>How a customer's keys are made, fetched, given anew, and how the version floor rises while others change the row.</summary>
public sealed class CustomerVaultTests
{
    private static readonly Guid Customer = Guid.NewGuid();
    private static readonly Serializer Serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
    private readonly MemoryKeyStore store = new();
    private readonly PlainWrapper wrapper = new();
    private readonly CustomerVault vault;

    public CustomerVaultTests() => vault = new(store, wrapper, Serializer, Options.Create(new ClusterOptions { ServiceId = "service" }));

    [Fact]
    public async Task Nobody_is_known_before_keys_are_made_and_another_activation_gets_the_same()
    {
        using var nobody = await vault.Open(Customer);
        Assert.Equal((null, null, 0L), (nobody.Status, nobody.Key, nobody.Floor));

        using var made = await vault.Create(Customer);
        using var again = await vault.Create(Customer);
        using var opened = await vault.Open(Customer);

        Assert.Equal(CustomerKeyStatus.Active, made.Status);
        Assert.Equal(made.Key!.Id, again.Key!.Id);
        Assert.Equal(Derived(made.Key), Derived(opened.Key!));
        Assert.NotEqual(made.Row!.PersonalKeyId, made.Row.EvidenceKeyId);
        using var evidence = vault.OpenEvidence(made.Row)!;
        Assert.NotEqual(Derived(made.Key), Derived(evidence));
        Assert.Equal(made.Row.EvidenceKeyId, evidence.Id);
        Assert.Null(vault.OpenEvidence(made.Row with { Evidence = null }));
    }

    [Fact]
    public async Task A_key_of_a_generation_that_another_silo_retired_is_wrapped_again_by_the_newest()
    {
        store.Retired.Add(wrapper.Newest);
        wrapper.Newer = "newer";
        using var made = await vault.Create(Customer);
        Assert.Equal(("newer", 1), (made.Row!.Personal!.WrappedBy, wrapper.Reloads));

        store.Retired.Add("newer");
        await Assert.ThrowsAsync<RetiredGenerationException>(async () => await vault.Create(Guid.NewGuid()));
    }

    [Fact]
    public async Task A_released_id_gets_a_new_personal_key_and_keeps_its_evidence_key_where_it_has_one()
    {
        using var made = await vault.Create(Customer);
        var tombstone = made.Row! with { Status = CustomerKeyStatus.Erased, Personal = null };
        store[Customer] = tombstone;
        using (var erased = await vault.Open(Customer))
        {
            Assert.Equal((CustomerKeyStatus.Erased, null), (erased.Status, erased.Key));
        }

        await vault.Release(tombstone);
        using var released = await vault.Open(Customer);
        Assert.NotEqual(tombstone.PersonalKeyId, released.Key!.Id);
        Assert.Equal((tombstone.EvidenceKeyId, tombstone.Evidence), (released.Row!.EvidenceKeyId, released.Row.Evidence));

        var bare = tombstone with { Evidence = null };
        store[Customer] = bare;
        await vault.Release(bare);
        Assert.NotEqual(bare.EvidenceKeyId, store[Customer]!.EvidenceKeyId);
        Assert.NotNull(store[Customer]!.Evidence);

        await Assert.ThrowsAsync<KeyUnavailableException>(async () => await vault.Release(bare)); // released by somebody else since
    }

    [Fact]
    public async Task The_floor_rises_over_a_row_that_was_only_wrapped_again()
    {
        using var entry = await vault.Create(Customer);
        store.Race(s => s[Customer] = s[Customer]! with { Personal = new WrappedKey("newer", s[Customer]!.Personal!.Bytes) });
        await vault.RaiseFloor(entry, 7);
        Assert.Equal((7L, 7L, "newer"), (entry.Floor, store[Customer]!.Floor, entry.Row!.Personal!.WrappedBy));
        await vault.RaiseFloor(entry, 9);
        Assert.Equal((9L, 9L), (entry.Floor, store[Customer]!.Floor));
    }

    [Fact]
    public async Task The_floor_does_not_rise_over_another_key_nor_over_none()
    {
        using var entry = await vault.Create(Customer);
        var row = entry.Row!;
        CustomerKeyRow[] others =
        [
            row with { PersonalKeyId = Guid.NewGuid(), Personal = new WrappedKey("newer", new byte[32]) },
            row with { Personal = null, Status = CustomerKeyStatus.Erased },
            row with { Personal = new WrappedKey(row.Personal!.WrappedBy, new byte[32]) },
        ];
        foreach (var other in others)
        {
            store[Customer] = row;
            store.Race(s => s[Customer] = other);
            await Assert.ThrowsAsync<KeyUnavailableException>(async () => await vault.RaiseFloor(entry, 7));
            Assert.Equal((0L, 0L), (entry.Floor, store[Customer]!.Floor));
        }
    }

    [Fact]
    public async Task A_row_whose_key_does_not_unwrap_gives_no_entry_and_leaves_no_key()
    {
        using var made = await vault.Create(Customer);
        store[Customer] = made.Row! with { PendingKeyId = Guid.NewGuid(), Pending = new WrappedKey("plain", new byte[64]) };
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await vault.Open(Customer)); // the pending one does not fit
        wrapper.IsBroken = true;
        await Assert.ThrowsAsync<KeyUnavailableException>(async () => await vault.Open(Customer));
    }

    [Fact]
    public void Free_text_opens_in_its_place_alone_and_one_that_was_changed_is_none()
    {
        using var key = CustomerKey.Fresh();
        var places = vault.Places(GrainId.Create("customer", "1"));
        var text = new Grains.Audit.AccessText("case 7", null);
        var held = vault.SealText(text, key, places);
        Assert.Equal("case 7", vault.OpenText(held, key, places)!.CaseReference);
        Assert.Null(vault.OpenText(held, key, vault.Places(GrainId.Create("customer", "2"))));
        Assert.Null(vault.OpenText(held[..^3], key, places));
    }

    [Fact]
    public void A_sealed_value_is_handed_on_unopened()
    {
        using var key = CustomerKey.Fresh();
        var place = vault.Places(GrainId.Create("customer", "1")).Profile;
        var packed = vault.Pack(vault.Seal("said", key, place));
        Assert.Equal("said", vault.Open(vault.Unpack<string>(packed), key, place));
    }

    private static string Derived(CustomerKey key)
    {
        var derived = new byte[CustomerKey.Length];
        key.Derive("profile", derived);
        return Convert.ToHexString(derived);
    }
}
