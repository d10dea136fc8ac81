using Dapper;
using Grains;
using Orleans.Runtime;
using Orleans.Storage;

namespace Tests.Storage;

/// <summary>What every storage of grain state must do.</summary>
public abstract class GrainStorageConformance<TFixture> : IClassFixture<TFixture>
    where TFixture : StorageFixture
{
        private readonly GrainId customer = Customer();

    protected GrainStorageConformance(TFixture fixture)
    {
        Skip.If(fixture.Missing is not null, fixture.Missing);
        Fixture = fixture;
    }

    protected TFixture Fixture { get; }

    protected string Name { get; } = $"record-{Guid.NewGuid():N}";

    internal IGrainStorage Storage => Fixture.Storage;

    [SkippableFact]
    public async Task A_record_never_written_does_not_exist()
    {
        var read = await Read(customer);
        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
        Assert.Equal(0, read.State!.Version);
    }

    [SkippableFact]
    public async Task What_was_written_is_read_back()
    {
        var state = await Written(customer, 7);
        var read = await Read(customer);
        Assert.True(read.RecordExists);
        Assert.Equal(7, read.State!.Version);
        Assert.Equal(state.ETag, read.ETag);
    }

    [SkippableFact]
    public async Task A_write_continues_from_the_ETag_it_read()
    {
        await Written(customer, 1);
        var read = await Read(customer);
        read.State = new CustomerRecord { Version = 2 };
        await Storage.WriteStateAsync(Name, customer, read);
        await Storage.WriteStateAsync(Name, customer, read);
        Assert.Equal(2, (await Read(customer)).State!.Version);
        Assert.Equal(1, await Rows());
    }

    [SkippableFact]
    public async Task A_stale_ETag_loses_and_changes_nothing()
    {
        var stale = await Written(customer, 1);
        var fresh = await Read(customer);
        await Storage.WriteStateAsync(Name, customer, fresh);

        stale.State = new CustomerRecord { Version = 99 };
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync(Name, customer, stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync(Name, customer, stale));
        Assert.Equal(1, (await Read(customer)).State!.Version);
    }

    [SkippableFact]
    public async Task Of_32_parallel_first_writes_exactly_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 32).Select(i => Task.Run(() => Wins(new GrainState<CustomerRecord>(new() { Version = i })))));
        Assert.Single(outcomes, won => won);
        Assert.Equal(1, await Rows());
        Assert.True((await Read(customer)).RecordExists);
    }

    [SkippableFact]
    public async Task Of_32_parallel_writes_from_one_ETag_exactly_one_wins()
    {
        var etag = (await Written(customer, 1)).ETag;
        var outcomes = await Task.WhenAll(Enumerable.Range(2, 32).Select(i =>
            Task.Run(() => Wins(new GrainState<CustomerRecord>(new() { Version = i }, etag)))));
        Assert.Single(outcomes, won => won);
        Assert.Equal(1, await Rows());
    }

    [SkippableFact]
    public async Task A_cleared_record_is_gone_and_a_late_writer_loses()
    {
        var state = await Written(customer, 1);
        var late = await Read(customer);
        await Storage.ClearStateAsync(Name, customer, state);
        Assert.False(state.RecordExists);
        Assert.False((await Read(customer)).RecordExists);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync(Name, customer, late));
        Assert.False(await Wins(new GrainState<CustomerRecord>(new() { Version = 3 })));

        var again = await Read(customer);
        again.State = new CustomerRecord { Version = 4 };
        await Storage.WriteStateAsync(Name, customer, again);
        Assert.Equal(4, (await Read(customer)).State!.Version);
    }

    [SkippableFact]
    public async Task Clearing_what_never_was_leaves_no_row()
    {
        await Storage.ClearStateAsync(Name, customer, new GrainState<CustomerRecord>(new()));
        Assert.Equal(0, await Rows());
    }

    [SkippableFact]
    public async Task Customers_and_record_names_share_no_row()
    {
        await Written(customer, 1);
        Assert.False((await Read(Customer())).RecordExists);
        var other = new GrainState<CustomerRecord>(new());
        await Storage.ReadStateAsync(Name + "-other", customer, other);
        Assert.False(other.RecordExists);
    }

    [SkippableFact]
    public async Task A_thousand_customers_written_at_once_are_all_there()
    {
        var customers = Enumerable.Range(1, 1000).Select(i => (Id: Customer(), Version: (long)i)).ToArray();
        await Task.WhenAll(customers.Select(c => Task.Run(() => Written(c.Id, c.Version))));
        var read = await Task.WhenAll(customers.Select(c => Task.Run(async () => (await Read(c.Id)).State!.Version == c.Version)));
        Assert.All(read, Assert.True);
        Assert.Equal(1000, await Rows());
    }

    [SkippableFact]
    public async Task A_write_waits_for_a_busy_database()
    {
        var state = await Written(customer, 1);
        state.State = new CustomerRecord { Version = 2 };
        Task write;
        await using (await Fixture.HoldWriteLock())
        {
            write = Task.Run(() => Storage.WriteStateAsync(Name, customer, state));
            Assert.Equal(1, (await Read(customer)).State!.Version);
            Assert.False(write.IsCompleted);
        }

        await write;
        Assert.Equal(2, (await Read(customer)).State!.Version);
    }

    [SkippableFact]
    public async Task A_database_that_stays_busy_fails_the_write_and_poisons_nothing()
    {
        var state = await Written(customer, 1);
        state.State = new CustomerRecord { Version = 2 };
        await using (await Fixture.HoldWriteLock())
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Task.Run(() => Storage.WriteStateAsync(Name, customer, state)));
            Assert.Equal(1, (await Read(customer)).State!.Version);
        }

        for (var i = 0; i < 20; i++)
        {
            await Storage.WriteStateAsync(Name, customer, state);
        }

        Assert.Equal(2, (await Read(customer)).State!.Version);
    }

    [SkippableFact]
    public async Task What_is_not_sealed_is_never_stored()
    {
        var plain = new GrainState<string[]>(["in clear"]);
        await Assert.ThrowsAsync<NotSupportedException>(() => Storage.WriteStateAsync(Name, customer, plain));
        Assert.Equal(0, await Rows());
    }

    internal async Task<GrainState<CustomerRecord>> Read(GrainId id)
    {
        var state = new GrainState<CustomerRecord>();
        await Storage.ReadStateAsync(Name, id, state);
        return state;
    }

    internal async Task<GrainState<CustomerRecord>> Written(GrainId id, long version)
    {
        var state = new GrainState<CustomerRecord>(new CustomerRecord { Version = version });
        await Storage.WriteStateAsync(Name, id, state);
        return state;
    }

    internal static GrainId Customer() => GrainId.Create("customer", Guid.NewGuid().ToString("N"));

    private async Task<bool> Wins(GrainState<CustomerRecord> state)
    {
        try
        {
            await Storage.WriteStateAsync(Name, customer, state);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    private async Task<long> Rows()
    {
        await using var connection = await Fixture.Stores.Profiles.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM OrleansStorage WHERE GrainTypeString = @name", new { name = Name });
    }
}
