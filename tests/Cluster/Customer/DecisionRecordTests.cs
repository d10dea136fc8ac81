using Grains;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Orleans;
using Orleans.Runtime;

namespace Tests.Cluster.Customer;

/// <summary>When a decision reaches the disk.</summary>
[Collection(PlatformCollection.Name)]
public sealed class DecisionRecordTests(PlatformCluster platform)
{
    private const string Offers = "personalised-offers";

    [Fact]
    public async Task A_decision_writes_nothing_at_once_and_is_there_after_the_customer_slept()
    {
        await Create("recorded");
        platform.AsCustomer("recorded");
        await Consent("recorded");
        var before = await Version("recorded");
        await Of<ICustomerPersonalization>("recorded").Recommend(new RecommendationQuery());
        await Of<ICustomerPersonalization>("recorded").Recommend(new RecommendationQuery());
        Assert.Equal(before, await Version("recorded"));

        await platform.Deactivate("recorded");

        // A call waits for the sleeper to be asleep, and wakes it.
        Assert.Single((await Of<ICustomerPersonalization>("recorded").Decisions(new DecisionQuery())).Value!.Decisions);
        Assert.Equal(before + 1, await Version("recorded"));
        await platform.Deactivate("recorded");
        Assert.Single((await Of<ICustomerPersonalization>("recorded").Decisions(new DecisionQuery())).Value!.Decisions);
        Assert.Equal(before + 1, await Version("recorded"));
    }

    [Fact]
    public async Task A_decision_goes_to_the_disk_with_the_next_change_of_anything()
    {
        await Create("along");
        platform.AsCustomer("along");
        await Consent("along");
        await Of<ICustomerPersonalization>("along").Recommend(new RecommendationQuery());
        var before = await Version("along");
        Assert.Null((await Of<ICustomerConsent>("along").Decide("advice", new ConsentDecision { State = "given" })).Refusal);
        Assert.NotNull((await Row("along")).Model);
        await platform.Deactivate("along");
        Assert.NotNull((await Of<ICustomerConsent>("along").Read()).Value);
        Assert.Equal(before + 1, await Version("along"));
    }

    [Fact]
    public async Task What_waits_when_the_consent_is_withdrawn_is_dropped()
    {
        await Create("dropped");
        platform.AsCustomer("dropped");
        await Consent("dropped");
        await Of<ICustomerPersonalization>("dropped").Recommend(new RecommendationQuery());
        Assert.Null((await Of<ICustomerConsent>("dropped").Decide(Offers, new ConsentDecision { State = "withdrawn" })).Refusal);
        Assert.Null((await Of<ICustomerConsent>("dropped").Decide(Offers, new ConsentDecision { State = "given" })).Refusal);
        await platform.Deactivate("dropped");
        Assert.NotNull((await Of<ICustomerConsent>("dropped").Read()).Value);
        Assert.Null((await Row("dropped")).Model);
    }

    private async Task Create(string id)
    {
        platform.AsFrontend();
        Assert.True((await Of<ICustomerProfile>(id).Put(id, new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana") }))).Value!.Created);
    }

    private async Task Consent(string id) => Assert.Null((await Of<ICustomerConsent>(id).Decide(Offers, new ConsentDecision { State = "given" })).Refusal);

    private async Task<long> Version(string id) => (await Row(id)).Version;

    private T Of<T>(string id)
        where T : IGrainWithGuidKey => platform.Client.GetGrain<T>(platform.KeyOf(id));

    private async Task<CustomerRecord> Row(string id) => (await platform.ReadRow(id)).State!;
}
