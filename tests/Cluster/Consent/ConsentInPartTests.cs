using Grains;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Orleans;
using Orleans.Runtime;

namespace Tests.Cluster.Consent;

/// <summary>Permissions that end in part or by themselves: what a backup and what was learned are worth afterwards.</summary>
[Collection(PlatformCollection.Name)]
public sealed class ConsentInPartTests(PlatformCluster platform)
{
    private const string Offers = "personalised-offers";

    [Fact]
    public async Task A_restored_row_does_not_bring_back_what_a_narrower_consent_left_out()
    {
        var consent = await Create("narrows");
        platform.AsCustomer("narrows");
        await Give(consent, null);
        var backup = await platform.ReadRow("narrows");
        await Give(consent, ["identity"]);
        var now = await platform.ReadRow("narrows");
        await platform.Deactivate("narrows");
        await platform.Storage.WriteStateAsync("customer", IdOf("narrows"), new GrainState<CustomerRecord>(backup.State, now.ETag) { RecordExists = true });

        var offers = (await consent.Read()).Value!.Purposes.Single(p => p.Purpose == Offers);
        Assert.Equal(ConsentState.Withdrawn, offers.State);
    }

    [Fact]
    public async Task What_was_learned_is_dropped_when_the_consent_is_narrowed_and_kept_when_it_is_renewed()
    {
        var consent = await Create("learns");
        platform.AsCustomer("learns");
        await Give(consent, null);
        await Learn("learns");
        Assert.NotNull((await platform.ReadRow("learns")).State!.Model);

        await Give(consent, null);
        Assert.NotNull((await platform.ReadRow("learns")).State!.Model);
        await Give(consent, ["identity", "financial"]);
        Assert.Null((await platform.ReadRow("learns")).State!.Model);
    }

    [Fact]
    public async Task What_was_learned_is_dropped_when_the_consent_ran_out_before_it_was_given_again()
    {
        var consent = await Create("lapses");
        platform.AsCustomer("lapses");
        await Give(consent, null, platform.Time.GetUtcNow().AddMinutes(10));
        await Learn("lapses");
        var before = (await platform.ReadRow("lapses")).State!;
        Assert.NotNull(before.Model);

        platform.Time.Ahead += TimeSpan.FromMinutes(11);
        try
        {
            Assert.False((await Of<ICustomerPersonalization>("lapses").Recommend(new RecommendationQuery())).Value!.Personalised);
            await Give(consent, null);
        }
        finally
        {
            platform.Time.Ahead -= TimeSpan.FromMinutes(11);
        }

        var after = (await platform.ReadRow("lapses")).State!;
        Assert.Null(after.Model);
        Assert.True(after.ConsentEpoch > before.ConsentEpoch);
    }

    private static async Task Give(ICustomerConsent consent, string[]? categories, DateTimeOffset? expiresAt = null) => Assert.Null(
        (await consent.Decide(Offers, new ConsentDecision { State = "given", Categories = categories is null ? null : [.. categories], ExpiresAt = expiresAt })).Refusal);

    private async Task Learn(string id)
    {
        var customer = Of<ICustomerPersonalization>(id);
        var offers = (await customer.Recommend(new RecommendationQuery())).Value!;
        Assert.Null((await customer.Feedback(offers.DecisionId, new OfferFeedback(offers.Items[0].Offer, "clicked"))).Refusal);
    }

    private async Task<ICustomerConsent> Create(string id)
    {
        platform.AsFrontend();
        Assert.True((await Of<ICustomerProfile>(id).Put(id, new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana") }))).Value!.Created);
        return Of<ICustomerConsent>(id);
    }

    private T Of<T>(string id)
        where T : IGrainWithGuidKey => platform.Client.GetGrain<T>(platform.KeyOf(id));

    private GrainId IdOf(string id) => Of<ICustomerProfile>(id).GetGrainId();
}
