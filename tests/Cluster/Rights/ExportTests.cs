using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;

namespace Tests.Cluster.Rights;

/// <summary>An export as the customer's own grain computes it, with the rights grain at its gate.</summary>
[Collection(PlatformCollection.Name)]
public sealed class ExportTests(PlatformCluster platform)
{
    [Fact]
    public async Task Everything_held_comes_back_after_a_request_of_access()
    {
        const string Id = "exported";
        await Create(Id);
        var requestId = await Ask(Id, "access", "what do you know?");
        await platform.Deactivate(Id);

        var export = (await Export(Id, requestId)).Value!;

        Assert.Equal((Id, platform.KeyOf(Id), "access", requestId), (export.Subject.CustomerId, export.Subject.Pseudonym, export.Request.Right, export.Request.RequestId));
        Assert.Equal("Jana", export.Profile.Attributes.Single(a => a.Name == "givenName").Value.Text);
        Assert.Equal(ConsentState.Given, export.Consents.History.Single().State);
        Assert.Equal("t1", export.Activity.Transactions.Single().Id);
        Assert.Equal("what do you know?", export.RightsRequests.Single().Details);
        Assert.Contains(export.Usage!.Entries, e => e.Operation == "profile.put" && e.Role == "frontend");
        Assert.Equal("export.export", export.Usage.Entries[0].Operation); // this very access
        Assert.True(export.Usage.IsComplete);
    }

    [Fact]
    public async Task Nothing_of_another_customer_comes_along()
    {
        await Create("other", "canary");
        await Create("curious");
        var own = await Ask("curious", "access");
        var others = await Ask("other", "access");

        Assert.DoesNotContain("canary", System.Text.Json.JsonSerializer.Serialize((await Export("curious", own)).Value), StringComparison.Ordinal);
        Assert.Equal(ProblemCode.NotFound, (await Export("curious", others)).Refusal?.Code);
        platform.AsCustomer("curious");
        var refused = await Assert.ThrowsAsync<RefusedException>(() => platform.Client.GetGrain<ICustomerExport>(platform.KeyOf("other")).Export(others).AsTask());
        Assert.Equal(ProblemCode.CustomerUnknown, refused.Refusal.Code);
    }

    [Fact]
    public async Task Only_the_customer_computes_one()
    {
        const string Id = "only-theirs";
        await Create(Id);
        var requestId = await Ask(Id, "access");
        foreach (var (role, call) in new (Role, Action)[] { (Role.Frontend, () => platform.AsFrontend()), (Role.Officer, () => platform.AsOfficer("o1")), (Role.Advisor, () => platform.AsAdvisor("a1", "case 7")) })
        {
            call();
            var refused = await Assert.ThrowsAsync<RefusedException>(() => platform.Client.GetGrain<ICustomerExport>(platform.KeyOf(Id)).Export(requestId).AsTask());
            Assert.True(refused.Refusal.Code == ProblemCode.RoleNotAllowed, $"{role}");
        }

        var gate = await Assert.ThrowsAsync<RefusedException>(() => platform.Client.GetGrain<IRightsGate>(platform.KeyOf(Id)).MayExport(requestId).AsTask());
        Assert.Equal(ProblemCode.RoleNotAllowed, gate.Refusal.Code);
    }

    [Fact]
    public async Task A_request_opens_exports_for_30_days()
    {
        const string Id = "in-time";
        var ahead = platform.Time.Ahead;
        await Create(Id);
        var requestId = await Ask(Id, "portability");
        try
        {
            platform.Time.Ahead = ahead + TimeSpan.FromDays(29.9);
            Assert.Null((await Export(Id, requestId)).Value!.Model);
            platform.Time.Ahead = ahead + TimeSpan.FromDays(30.1);
            Assert.Equal(ProblemCode.NotFound, (await Export(Id, requestId)).Refusal?.Code);
        }
        finally
        {
            platform.Time.Ahead = ahead;
        }
    }

    [Fact]
    public async Task An_export_is_never_stored_and_each_is_recorded()
    {
        const string Id = "unstored";
        await Create(Id);
        var requestId = await Ask(Id, "access");
        platform.AsCustomer(Id);
        var before = (await platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(Id)).Read()).Value!.Version;
        var entries = await platform.EntriesOf("export.export");
        platform.Storage.FailNext(Tests.Storage.Fault.Before);

        Assert.NotNull((await Export(Id, requestId)).Value); // a write would fail

        platform.Storage.FailNext(Tests.Storage.Fault.None);
        Assert.Equal(entries + 1, await platform.EntriesOf("export.export"));
        Assert.Equal(before, (await platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(Id)).Read()).Value!.Version);
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_exported()
    {
        const string Id = "unrecorded";
        await Create(Id);
        var requestId = await Ask(Id, "access");
        platform.Audit.FailNext(Tests.Storage.Fault.Before);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Export(Id, requestId).AsTask());

        Assert.Equal(ProblemCode.AuditUnavailable, refused.Refusal.Code);
        Assert.NotNull((await Export(Id, requestId)).Value);
    }

    [Fact]
    public async Task From_the_freeze_of_an_erasure_on_an_export_asked_for_earlier_is_gone()
    {
        const string Id = "gone";
        await Create(Id);
        var requestId = await Ask(Id, "access");
        await Ask(Id, "erasure");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Export(Id, requestId).AsTask());

        Assert.Equal(ProblemCode.CustomerErased, refused.Refusal.Code);
    }

    [Fact]
    public async Task A_customer_whose_data_is_restricted_may_have_it_all()
    {
        const string Id = "restricted-export";
        await Create(Id);
        await Ask(Id, "restriction");

        Assert.NotNull((await Export(Id, await Ask(Id, "access"))).Value!.Consents.RestrictedSince);
    }

    private async Task Create(string id, string name = "Jana")
    {
        platform.AsFrontend();
        var profile = new ProfileDraft(new() { ["givenName"] = AttributeValue.Of(name), ["annualIncome"] = AttributeValue.Of(42_000m) });
        Assert.NotNull((await platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id)).Put(id, profile)).Value);
        var draft = new TransactionDraft { Id = "t1", AccountId = $"acc-{name}", BookedAt = platform.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), Amount = -5, Currency = "EUR" };
        Assert.Equal(1, (await platform.Client.GetGrain<ICustomerActivity>(platform.KeyOf(id)).Record(new TransactionBatch([draft]))).Value!.Accepted);
        platform.AsCustomer(id);
        Assert.NotNull((await platform.Client.GetGrain<ICustomerConsent>(platform.KeyOf(id)).Decide("personalised-offers", new ConsentDecision { State = "given" })).Value);
    }

    private async Task<string> Ask(string id, string right, string? details = null)
    {
        platform.AsCustomer(id);
        return (await platform.Client.GetGrain<ICustomerRights>(platform.KeyOf(id)).File(new RightsIntake { Right = right, Regime = "gdpr", Details = details })).Value!.RequestId;
    }

    private async ValueTask<Reply<CustomerExport>> Export(string id, string requestId)
    {
        platform.AsCustomer(id);
        return await platform.Client.GetGrain<ICustomerExport>(platform.KeyOf(id)).Export(requestId);
    }
}
