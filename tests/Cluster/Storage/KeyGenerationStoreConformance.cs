using System.Security.Cryptography;
using Grains.Keys;
using Silo.Keys;
using Silo.Storage;

namespace Tests.Storage;

/// <summary>What every store of key generations must do.</summary>
public abstract class KeyGenerationStoreConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private Stores stores = null!;
    private CustomerKeyStore keys = null!;
    private KeyGenerationStore generations = null!;

    public async Task InitializeAsync()
    {
        stores = await Open();
        await SchemaInstaller.Install(stores);
        (keys, generations) = (new CustomerKeyStore(stores), new KeyGenerationStore(stores));
        await generations.Register("one", null, Now);
    }

    public virtual async Task DisposeAsync()
    {
        if (stores is not null)
        {
            await stores.DisposeAsync();
        }
    }

    internal abstract Task<Stores> Open();

    [SkippableFact]
    public async Task Registering_a_generation_retires_the_others_and_is_done_once()
    {
        await generations.Register("two", [1, 2, 3], Now.AddDays(1));
        await generations.Register("two", null, Now.AddDays(2));
        await generations.Register("one", null, Now.AddDays(2));
        var known = await generations.Generations(counted: true);
        Assert.Equal(["one", "two"], known.Select(g => g.Id));
        Assert.Equal((Now, Now.AddDays(1), null), (known[0].Since, known[0].RetiredAt, known[0].DestroyedAt));
        Assert.Equal((Now.AddDays(1), null), (known[1].Since, known[1].RetiredAt));
        Assert.Equal([1, 2, 3], known[1].Operation!);
    }

    [SkippableFact]
    public async Task Silos_that_start_at_once_register_one_generation()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(async () => await generations.Register("two", null, Now.AddDays(1)))));
        Assert.Equal([("one", true), ("two", false)], (await generations.Generations(counted: true)).Select(g => (g.Id, g.RetiredAt is not null)));
    }

    [SkippableFact]
    public async Task Nothing_new_that_a_retired_generation_wrapped_is_taken()
    {
        var erased = await keys.Create(Fresh("one"));
        Assert.True(await keys.Destroy(erased));
        await generations.Register("two", null, Now);
        await Assert.ThrowsAsync<RetiredGenerationException>(async () => await keys.Create(Fresh("one")));
        await Assert.ThrowsAsync<RetiredGenerationException>(async () => await keys.PlatformKey("late", Wrapped("one")));
        Assert.False(await keys.Release((await keys.Read(erased.Customer))!, Fresh("one") with { Customer = erased.Customer }));
        Assert.NotNull(await keys.Create(Fresh("two")));
        Assert.NotNull(await keys.PlatformKey("late", Wrapped("two")));
    }

    [SkippableFact]
    public async Task Every_key_of_a_generation_is_found_and_replaced()
    {
        var rows = new List<CustomerKeyRow>();
        for (var i = 0; i < 20; i++)
        {
            rows.Add(await keys.Create(Fresh("one")));
        }

        await keys.PlatformKey("notes", Wrapped("one"));
        await generations.Register("two", null, Now);
        Assert.Equal([41L, 0], (await generations.Generations(counted: true)).Select(g => g.Keys));
        Assert.Equal(7, (await generations.WrappedBy("one", 3)).Count); // three of each kind, and the one platform key
        var stale = await generations.WrappedBy("one", 1000);
        await generations.Rewrap([.. stale.Select(key => (key, Wrapped("two")))]);
        Assert.Empty(await generations.WrappedBy("one", 1000));
        Assert.Equal([0L, 41], (await generations.Generations(counted: true)).Select(g => g.Keys));
        var row = (await keys.Read(rows[3].Customer))!;
        Assert.Equal(("two", "two", rows[3].PersonalKeyId), (row.Personal!.WrappedBy, row.Evidence!.WrappedBy, row.PersonalKeyId));
    }

    [SkippableFact]
    public async Task A_key_that_is_to_take_anothers_place_is_re_wrapped_too()
    {
        var row = await keys.Create(Fresh("one"));
        var prepared = row with { PendingKeyId = Guid.NewGuid(), Pending = Wrapped("one") };
        Assert.True(await keys.Prepare(row, prepared));
        await generations.Register("two", null, Now);
        Assert.Equal([3L, 0], (await generations.Generations(counted: true)).Select(g => g.Keys));
        await generations.Rewrap([.. (await generations.WrappedBy("one", 10)).Select(key => (key, Wrapped("two")))]);
        Assert.False(await keys.Replace(prepared, prepared.Replaced([7])));
        var rewrapped = (await keys.Read(row.Customer))!;
        Assert.Equal(("two", "two"), (rewrapped.Personal!.WrappedBy, rewrapped.Pending!.WrappedBy));
        Assert.True(await keys.Replace(rewrapped, rewrapped.Replaced([7])));

        var other = await keys.Create(Fresh("two"));
        Assert.False(await keys.Prepare(other, other with { PendingKeyId = Guid.NewGuid(), Pending = Wrapped("one") })); // a retired generation wraps nothing new
    }

    [SkippableFact]
    public async Task A_re_wrap_that_races_an_erasure_loses()
    {
        var row = await keys.Create(Fresh("one"));
        await generations.Register("two", null, Now);
        var stale = await generations.WrappedBy("one", 10);
        Assert.True(await keys.Destroy(row));
        await generations.Rewrap([.. stale.Select(key => (key, Wrapped("two")))]);
        var tombstone = (await keys.Read(row.Customer))!;
        Assert.Equal((CustomerKeyStatus.Erased, (WrappedKey?)null), (tombstone.Status, tombstone.Personal));
        Assert.Equal("two", tombstone.Evidence!.WrappedBy);
    }

    [SkippableFact]
    public async Task A_key_whose_destruction_the_log_records_is_destroyed_by_its_id()
    {
        var (row, other) = (await keys.Create(Fresh("one")), await keys.Create(Fresh("one")));
        Assert.Equal(1, await keys.DestroyByKeyId([row.PersonalKeyId, Guid.NewGuid()]));
        Assert.Equal(0, await keys.DestroyByKeyId([row.PersonalKeyId]));
        Assert.Equal(CustomerKeyStatus.Erased, (await keys.Read(row.Customer))!.Status);
        Assert.Equal(CustomerKeyStatus.Active, (await keys.Read(other.Customer))!.Status);
    }

    [SkippableFact]
    public async Task A_tombstone_is_released_once_and_keeps_the_evidence_key()
    {
        var row = await keys.Create(Fresh("one"));
        Assert.True(await keys.RaiseFloor(row, 9));
        Assert.True(await keys.Destroy(row));
        var tombstone = (await keys.Read(row.Customer))!;
        var fresh = tombstone with { PersonalKeyId = Guid.NewGuid(), Personal = Wrapped("one") };
        Assert.True(await keys.Release(tombstone, fresh));
        var released = (await keys.Read(row.Customer))!;
        Assert.Equal((CustomerKeyStatus.Active, fresh.PersonalKeyId, 0L), (released.Status, released.PersonalKeyId, released.Floor));
        Assert.Equal(row.EvidenceKeyId, released.EvidenceKeyId);
        Assert.Equal(row.Evidence!.Bytes, released.Evidence!.Bytes);
        Assert.False(await keys.Release(tombstone, fresh with { PersonalKeyId = Guid.NewGuid() }));
        Assert.False(await keys.DestroyEvidence(tombstone)); // it is somebody's again
        Assert.True(await keys.Destroy(released));
        Assert.True(await keys.DestroyEvidence((await keys.Read(row.Customer))!));
        Assert.Null((await keys.Read(row.Customer))!.Evidence);
    }

    [SkippableFact]
    public async Task A_generation_that_wraps_is_never_noted_as_destroyed()
    {
        await generations.NoteDestroyed("one", Now);
        Assert.Null((await generations.Generations(counted: true)).Single().DestroyedAt);
        await generations.Register("two", null, Now);
        await generations.NoteDestroyed("one", Now.AddDays(1));
        await generations.NoteDestroyed("one", Now.AddDays(2));
        Assert.Equal(Now.AddDays(1), (await generations.Generations(counted: true))[0].DestroyedAt);
    }

    private static CustomerKeyRow Fresh(string generation) => new()
    {
        Customer = Guid.NewGuid(), PersonalKeyId = Guid.NewGuid(), Personal = Wrapped(generation), EvidenceKeyId = Guid.NewGuid(), Evidence = Wrapped(generation),
    };

    private static WrappedKey Wrapped(string generation) => new(generation, RandomNumberGenerator.GetBytes(40));
}
