using Grains.Access;
using Grains.Audit;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Orleans;
using Tests.Cluster;
using Tests.Storage;
using static Tests.Audit.AuditedCustomers;
using Fault = Tests.Storage.Fault;

namespace Tests.Audit;

/// <summary>Of a minute's equal accesses the first is an entry, the rest one closing entry with their number.</summary>
[Collection(PlatformCollection.Name)]
public sealed class RepeatedAccessTests(PlatformCluster platform)
{
    private readonly AuditedCustomers customers = new(platform);

    [Fact]
    public async Task Equal_refusals_that_come_at_once_are_one_entry_and_their_number()
    {
        var store = platform.Service<IAuditStore>();
        await platform.Service<AccessRecorder>().Close(DateTimeOffset.MaxValue);
        var before = await store.Size(0);
        platform.AsFrontend();
        Assert.All(
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Refused(() => platform.Client.GetGrain<IReviews>(0).List(new ReviewQuery(true, 1, null))))),
            code => Assert.Equal(ProblemCode.RoleNotAllowed, code));
        await platform.Service<AccessRecorder>().Close(DateTimeOffset.MaxValue);
        var added = (await store.Leaves(0, before, 100)).Select(l => AuditLeaf.Decode(l.Leaf)).Where(e => e.Operation == "reviews.list").ToArray();
        Assert.Equal(50, added.Sum(e => e.Count));
        Assert.Equal(2, added.Length);
    }

    [Fact]
    public async Task A_minute_of_equal_reads_is_two_entries()
    {
        var customer = await customers.Create("repeats");
        for (var i = 0; i < 5; i++)
        {
            await customer.Read();
        }

        Assert.Equal("1", await customers.ReadCounts("repeats"));
        platform.Time.Ahead += TimeSpan.FromSeconds(61);
        await WaitFor(async () => await customers.ReadCounts("repeats") == "4 1");
        await customer.Read();
        Assert.Equal("1 4 1", await customers.ReadCounts("repeats"));
    }

    [Fact]
    public async Task A_customer_who_falls_asleep_loses_no_number()
    {
        var customer = await customers.Create("sleeps");
        await customer.Read();
        await customer.Read();
        await platform.Deactivate("sleeps");
        await WaitFor(async () => await customers.ReadCounts("sleeps") == "1 1");
    }

    [Fact]
    public async Task A_closing_entry_that_failed_is_tried_again_and_written_once()
    {
        var customer = await customers.Create("closes-late");
        await customer.Read();
        await customer.Read();
        platform.Audit.FailNext(Fault.After);
        platform.Time.Ahead += TimeSpan.FromSeconds(61);
        await WaitFor(async () => await customers.ReadCounts("closes-late") == "1 1");
        platform.Time.Ahead += TimeSpan.FromSeconds(61);
        await customer.Read();
        Assert.Equal("1 1 1", await customers.ReadCounts("closes-late"));
    }

    [Fact]
    public async Task Callers_whom_nobody_verified_are_one_entry_per_reason()
    {
        var store = platform.Service<IAuditStore>();
        var before = await store.Size(0);
        CallContext.Set(CallContext.Token, null);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(ProblemCode.TokenMissing, await Refused(() => platform.Client.GetGrain<ICustomerProfile>(Guid.NewGuid()).Read()));
        }

        CallContext.Set(CallContext.Token, "nonsense");
        Assert.Equal(ProblemCode.TokenInvalid, await Refused(() => platform.Client.GetGrain<ICustomerProfile>(Guid.NewGuid()).Read()));
        await platform.Service<AccessRecorder>().Close(DateTimeOffset.MaxValue);

        var added = (await store.Leaves(0, before, 100)).Select(l => AuditLeaf.Decode(l.Leaf)).Where(e => e.Kind == AuditKind.Unverified).ToArray();
        Assert.Single(added, e => e is { Outcome: "token-missing", Count: >= 20, Subject: null, Client: null });
        Assert.Single(added, e => e is { Outcome: "token-invalid", Subject: null });
    }

    private static async Task WaitFor(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }
}
