using System.Security.Cryptography;
using Grains.Keys;
using Silo.Keys;
using Silo.Storage;

namespace Tests.Storage;

/// <summary>What every keys store must do.</summary>
public abstract class CustomerKeyStoreConformance : IAsyncLifetime
{
    private Stores stores = null!;
    private CustomerKeyStore keys = null!;

    public async Task InitializeAsync()
    {
        stores = await Open();
        await SchemaInstaller.Install(stores);
        keys = new CustomerKeyStore(stores);
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
    public async Task A_customer_who_never_was_has_no_row()
    {
        Assert.Null(await keys.Read(Guid.NewGuid()));
        Assert.True(await keys.IsEmpty());
        Assert.False(await keys.HoldsKeys());
    }

    [SkippableFact]
    public async Task A_created_row_is_read_back()
    {
        var fresh = Fresh(Guid.NewGuid());
        Same(fresh, await keys.Create(fresh));
        Same(fresh, (await keys.Read(fresh.Customer))!);
        Assert.False(await keys.IsEmpty());
    }

    [SkippableFact]
    public async Task Racing_creators_all_get_the_one_that_won()
    {
        var customer = Guid.NewGuid();
        var rows = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () => await keys.Create(Fresh(customer)))));
        var winner = (await keys.Read(customer))!;
        Assert.All(rows, row => Same(winner, row));
    }

    [SkippableFact]
    public async Task The_floor_rises_and_never_falls()
    {
        var row = await keys.Create(Fresh(Guid.NewGuid()));
        Assert.True(await keys.RaiseFloor(row, 5));
        Assert.True(await keys.RaiseFloor(row, 3));
        Assert.Equal(5, (await keys.Read(row.Customer))!.Floor);

        var raised = await Task.WhenAll(Enumerable.Range(6, 32).Select(floor => Task.Run(async () => await keys.RaiseFloor(row, floor))));
        Assert.All(raised, Assert.True);
        Assert.Equal(37, (await keys.Read(row.Customer))!.Floor);
    }

    [SkippableFact]
    public async Task Keys_are_destroyed_by_their_ids_alone_and_once()
    {
        var rows = new List<CustomerKeyRow>();
        while (rows.Count < 4)
        {
            rows.Add(await keys.Create(Fresh(Guid.NewGuid())));
        }

        Assert.True(await keys.Destroy(rows[0]));
        Guid[] ids = [rows[0].PersonalKeyId, rows[1].PersonalKeyId, rows[2].PersonalKeyId, rows[3].EvidenceKeyId, Guid.NewGuid()];
        Assert.Equal(2, await keys.DestroyByKeyId(ids));
        Assert.Equal(0, await keys.DestroyByKeyId(ids));
        foreach (var row in rows[..3])
        {
            Same(row with { Status = CustomerKeyStatus.Erased, Personal = null }, (await keys.Read(row.Customer))!);
        }

        Same(rows[3], (await keys.Read(rows[3].Customer))!);
    }

    [SkippableFact]
    public async Task A_caller_who_read_other_wrapped_bytes_changes_nothing()
    {
        var row = await keys.Create(Fresh(Guid.NewGuid()));
        var bytes = row with { Personal = row.Personal! with { Bytes = RandomNumberGenerator.GetBytes(40) } };
        var generation = row with { Personal = row.Personal! with { WrappedBy = "another" } };
        foreach (var stale in new[] { bytes, generation, row with { Personal = null } })
        {
            Assert.False(await keys.RaiseFloor(stale, 9));
            Assert.False(await keys.Destroy(stale));
        }

        Same(row, (await keys.Read(row.Customer))!);
    }

    [SkippableFact]
    public async Task A_tombstone_never_changes_again()
    {
        var row = await keys.Create(Fresh(Guid.NewGuid()));
        Assert.True(await keys.RaiseFloor(row, 4));
        Assert.True(await keys.Destroy(row));
        var tombstone = (await keys.Read(row.Customer))!;
        Assert.Equal(CustomerKeyStatus.Erased, tombstone.Status);
        Assert.Null(tombstone.Personal);
        Assert.Equal(row.PersonalKeyId, tombstone.PersonalKeyId);
        Assert.Equal(row.Evidence!.Bytes, tombstone.Evidence!.Bytes);

        Assert.False(await keys.RaiseFloor(row, 9));
        Assert.False(await keys.RaiseFloor(tombstone, 9));
        Assert.True(await keys.Destroy(row));
        Assert.True(await keys.Destroy(tombstone));
        Same(tombstone, await keys.Create(Fresh(row.Customer)));
        Same(tombstone, (await keys.Read(row.Customer))!);
    }

    [SkippableFact]
    public async Task A_key_is_replaced_by_the_one_that_was_put_beside_it()
    {
        var row = await keys.Create(Fresh(Guid.NewGuid()));
        Assert.True(await keys.RaiseFloor(row, 4));
        row = row with { Floor = 4 };
        var replaced = row;
        for (var times = 1; times <= 2; times++)
        {
            var prepared = Prepared(replaced);
            Assert.True(await keys.Prepare(replaced, prepared));
            Same(prepared, (await keys.Read(row.Customer))!);
            Assert.False(await keys.Prepare(replaced, Prepared(replaced))); // one at a time
            Assert.True(await keys.RaiseFloor(prepared, 4));
            var before = prepared;
            replaced = prepared.Replaced([7, 7]);
            Assert.True(await keys.Replace(before, replaced));
            Same(replaced, (await keys.Read(row.Customer))!);
            Assert.False(await keys.Replace(before, replaced));
            Assert.Equal(times, replaced.Former.Length);
        }

        Assert.False(await keys.RaiseFloor(row, 9)); // its key is gone
        Assert.False(await keys.Destroy(row));
    }

    [SkippableFact]
    public async Task A_replacement_that_races_an_erasure_loses_and_leaves_nothing()
    {
        var row = await keys.Create(Fresh(Guid.NewGuid()));
        var prepared = Prepared(row);
        Assert.True(await keys.Prepare(row, prepared));
        Assert.True(await keys.Destroy(row));
        Assert.False(await keys.Replace(prepared, prepared.Replaced([7])));
        Assert.False(await keys.Prepare(row, Prepared(row)));
        var tombstone = (await keys.Read(row.Customer))!;
        Same(prepared with { Status = CustomerKeyStatus.Erased, Personal = null, Pending = null }, tombstone);
        Assert.Equal<Guid>([row.PersonalKeyId, prepared.PendingKeyId!.Value], tombstone.KeyIds.ToArray());

        var fresh = tombstone with { PersonalKeyId = Guid.NewGuid(), Personal = Wrapped() };
        Assert.True(await keys.Release(tombstone, fresh));
        Assert.Equal(fresh.PersonalKeyId, Assert.Single((await keys.Read(row.Customer))!.KeyIds)); // another person's
    }

    [SkippableFact]
    public async Task A_replaced_key_that_is_destroyed_takes_its_lineage_along()
    {
        var row = await keys.Create(Fresh(Guid.NewGuid()));
        var prepared = Prepared(row);
        var replaced = prepared.Replaced([7]);
        Assert.True(await keys.Prepare(row, prepared));
        Assert.True(await keys.Replace(prepared, replaced));
        Assert.Equal(0, await keys.DestroyByKeyId([row.PersonalKeyId])); // an older copy of the store holds that one
        Assert.Equal(1, await keys.DestroyByKeyId([replaced.PersonalKeyId]));
        Same(replaced with { Status = CustomerKeyStatus.Erased, Personal = null, Lineage = null }, (await keys.Read(row.Customer))!);
    }

    [SkippableFact]
    public async Task Destroying_what_never_was_is_no_erasure()
    {
        Assert.False(await keys.Destroy(Fresh(Guid.NewGuid())));
    }

    [SkippableFact]
    public async Task Racing_platform_keys_are_one()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await keys.PlatformKey("due", Wrapped()))));
        Assert.Single(made.Select(key => Convert.ToHexString(key.Bytes)).Distinct());
        Assert.NotEqual(made[0].Bytes, (await keys.PlatformKey("audit", Wrapped())).Bytes);
        Assert.True(await keys.IsEmpty());
        Assert.True(await keys.HoldsKeys());
    }

    private static CustomerKeyRow Fresh(Guid customer) => new()
    {
        Customer = customer,
        PersonalKeyId = Guid.NewGuid(),
        Personal = Wrapped(),
        EvidenceKeyId = Guid.NewGuid(),
        Evidence = Wrapped(),
    };

    private static CustomerKeyRow Prepared(CustomerKeyRow row) => row with { PendingKeyId = Guid.NewGuid(), Pending = Wrapped() };

    private static WrappedKey Wrapped() => new("generation-1", RandomNumberGenerator.GetBytes(40));

    private static void Same(CustomerKeyRow expected, CustomerKeyRow actual) => Assert.Equivalent(expected, actual, strict: true);
}
