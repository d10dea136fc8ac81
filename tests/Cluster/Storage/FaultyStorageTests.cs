using Grains;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using Silo.Storage;

namespace Tests.Storage;

public sealed class FaultyFixture : SqliteFixture
{
    protected override void Configure(ISiloBuilder silo) => silo.AddFaults(ProfileStorage.Name, new CrashLine());
}

/// <summary>The suite through the fault-injecting wrapper, and what its faults leave behind.</summary>
public sealed class FaultyStorageTests(FaultyFixture fixture) : GrainStorageConformance<FaultyFixture>(fixture)
{
    private FaultyStorage Faulty => (FaultyStorage)Storage;

    [Fact]
    public async Task A_write_that_never_arrived_leaves_the_old_record_and_may_be_repeated()
    {
        var id = Customer();
        var state = await Written(id, 1);
        state.State = new CustomerRecord { Version = 2 };
        Faulty.FailNext(Fault.Before);
        await Assert.ThrowsAsync<IOException>(() => Storage.WriteStateAsync(Name, id, state));
        Assert.Equal(1, (await Read(id)).State!.Version);
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_is_there_and_its_blind_repeat_conflicts()
    {
        var id = Customer();
        var state = new GrainState<CustomerRecord>(new() { Version = 1 });
        Faulty.FailNext(Fault.After);
        await Assert.ThrowsAsync<IOException>(() => Storage.WriteStateAsync(Name, id, state));
        Assert.Null(state.ETag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync(Name, id, state));

        var read = new GrainState<CustomerRecord>();
        await Storage.ReadStateAsync(Name, id, read);
        Assert.Equal(1, read.State!.Version);
    }
}
