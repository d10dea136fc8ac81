using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Profile;
using Tests.Storage;
using static Tests.Cluster.PlatformCalls;

namespace Tests.Cluster.Customer;

/// <summary>What is left after a write that failed: memory and disk agree, and a repeat finds out which.</summary>
[Collection(PlatformCollection.Name)]
public sealed class FailureTests(PlatformCluster platform)
{
    [Theory]
    [InlineData(Tests.Storage.Fault.Before)]
    [InlineData(Tests.Storage.Fault.After)]
    public async Task A_write_that_failed_is_unavailable_and_its_repeat_is_done_once(Tests.Storage.Fault fault)
    {
        var id = $"fails-{fault}";
        var customer = await Create(id);
        var operation = Guid.NewGuid();
        platform.AsFrontend(operation: operation);
        platform.Storage.FailNext(fault);
        Assert.Equal(ProblemCode.Unavailable, await Refused(() => customer.Patch(Draft("occupation", "baker"), null)));

        platform.AsFrontend(operation: operation);
        var repeated = await customer.Patch(Draft("occupation", "baker"), null);
        Assert.Equal((2, "baker"), (repeated.Value!.Version, repeated.Value.Attributes["occupation"].Value.Text));
        platform.AsFrontend();
        Assert.Equal(2, (await customer.Read()).Value!.Version);
        await platform.Deactivate(id);
        Assert.Equal(2, (await customer.Read()).Value!.Version);
    }

    [Theory]
    [InlineData(Tests.Storage.Fault.Before)]
    [InlineData(Tests.Storage.Fault.After)]
    public async Task A_creation_that_failed_is_found_or_done_by_its_repeat(Tests.Storage.Fault fault)
    {
        var id = $"created-{fault}";
        var customer = platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id));
        var operation = Guid.NewGuid();
        platform.AsFrontend(operation: operation);
        platform.Storage.FailNext(fault);
        Assert.Equal(ProblemCode.Unavailable, await Refused(() => customer.Put(id, Draft("givenName", "Jana"))));
        Assert.True((await customer.Put(id, Draft("givenName", "Jana"))).Value!.Created);
        platform.AsFrontend();
        Assert.False((await customer.Put(id, Draft("givenName", "Jana"))).Value!.Created);
    }

    [Fact]
    public async Task Transactions_of_a_failed_call_are_folded_once()
    {
        var id = "folds-once";
        await Create(id);
        platform.AsFrontend();
        var activity = platform.Client.GetGrain<ICustomerActivity>(platform.KeyOf(id));
        foreach (var fault in new[] { Tests.Storage.Fault.Before, Tests.Storage.Fault.After })
        {
            platform.Storage.FailNext(fault);
            Assert.Equal(ProblemCode.Unavailable, await Refused(() => activity.Record(Batch($"t-{fault}"))));
        }

        Assert.Equal((1, 0), Counts(await activity.Record(Batch("t-Before"))));
        Assert.Equal((0, 1), Counts(await activity.Record(Batch("t-After"))));
        static (int, int) Counts(Reply<TransactionsRecorded> reply) => (reply.Value!.Accepted, reply.Value.Duplicates);
    }

    [Fact]
    public async Task A_withdrawal_is_not_acknowledged_before_no_backup_can_undo_it_and_its_repeat_sees_to_that()
    {
        var id = "withdraws";
        await Create(id);
        var consent = platform.Client.GetGrain<ICustomerConsent>(platform.KeyOf(id));
        platform.AsCustomer(id);
        await consent.Decide("personalised-offers", new ConsentDecision { State = "given" });
        var before = (await platform.Keys.Read(platform.KeyOf(id)))!.Floor;
        platform.Keys.IsFloorStuck = true;
        Assert.Equal(ProblemCode.Unavailable, await Refused(() => consent.Decide("personalised-offers", new ConsentDecision { State = "withdrawn" })));
        Assert.Equal(before, (await platform.Keys.Read(platform.KeyOf(id)))!.Floor);
        platform.Keys.IsFloorStuck = false;
        Assert.Equal(ConsentState.Withdrawn, (await consent.Decide("personalised-offers", new ConsentDecision { State = "withdrawn" })).Value!.State);
        Assert.True((await platform.Keys.Read(platform.KeyOf(id)))!.Floor > before);
    }

    private static Input<TransactionBatch> Batch(string transactionId) => new TransactionBatch([new TransactionDraft
    {
        Id = transactionId, AccountId = "a", BookedAt = "2026-01-31T08:00:00Z", Amount = -1, Currency = "EUR",
    }]);

    private static Input<ProfileDraft> Draft(string name, string value) => new ProfileDraft(new() { [name] = AttributeValue.Of(value) });

    private async Task<ICustomerProfile> Create(string id)
    {
        platform.AsFrontend();
        var customer = platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id));
        Assert.True((await customer.Put(id, Draft("givenName", "Jana"))).Value!.Created);
        return customer;
    }
}
