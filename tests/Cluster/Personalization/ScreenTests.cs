using Grains;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Orleans;
using Orleans.Runtime;
using Tests.Cluster.Customer;
using static Tests.Cluster.PlatformCalls;

namespace Tests.Cluster.Personalization;

/// <summary>What is kept of a customer's screens: opened only with consent, gone with it, and no other consent's business.</summary>
[Collection(PlatformCollection.Name)]
public sealed class ScreenTests(PlatformCluster platform)
{
    private const string Screens = "ui-personalisation";
    private const string Offers = "personalised-offers";

    private static readonly ScreenPreferences Pinned = new() { TextSize = "normal", PinnedTiles = ["offers", "help"] };

    [Fact]
    public async Task Without_consent_no_section_but_consent_is_opened()
    {
        await Create("screenless");
        platform.AsCustomer("screenless");
        await Decide("screenless", Screens, "refused");
        await platform.Deactivate("screenless");
        using var opened = new OpenedSections();

        Assert.False((await Layout("screenless")).Personalised);
        Assert.Equal(ProblemCode.ConsentRequired, await Refused(() => Of<ICustomerScreen>("screenless").Prefer(Pinned)));
        Assert.Equal(ProblemCode.ConsentRequired, await Refused(() => Of<ICustomerAdvice>("screenless").Advise(new AdviceQuery())));
        Assert.Equal(["consent"], opened.Names);

        await Decide("screenless", Screens, "given");
        Assert.True((await Layout("screenless")).Personalised);
        Assert.Equal(["consent", "profile"], opened.Names);
    }

    [Fact]
    public async Task Preferences_end_with_their_own_consent_and_not_before()
    {
        await Create("prefers");
        platform.AsCustomer("prefers");
        await Decide("prefers", Screens, "given");
        await Decide("prefers", Offers, "given");
        await Prefer("prefers");
        await Learn("prefers");

        var learned = await Model("prefers");
        await Decide("prefers", Offers, "withdrawn");
        await platform.Deactivate("prefers");
        Assert.Equal(Pinned.PinnedTiles.ToArray(), (await Layout("prefers")).Preferences.PinnedTiles.ToArray());
        await Decide("prefers", Offers, "given");
        Assert.Equal("offers", (await Layout("prefers")).Tiles[0].Tile);
        Assert.True((await platform.ReadRow("prefers")).State!.ConsentEpoch >= learned + 2);

        await Decide("prefers", Screens, "withdrawn");
        Assert.Null((await platform.ReadRow("prefers")).State!.Model);
        await Decide("prefers", Screens, "given");
        Assert.Empty((await Layout("prefers")).Preferences.PinnedTiles);
    }

    [Fact]
    public async Task What_was_learned_of_offers_outlives_the_consent_to_screens()
    {
        await Create("learns-on");
        platform.AsCustomer("learns-on");
        await Decide("learns-on", Screens, "given");
        await Decide("learns-on", Offers, "given");
        await Prefer("learns-on");
        await Learn("learns-on");
        var before = await Scores("learns-on");

        await Decide("learns-on", Screens, "withdrawn");
        await platform.Deactivate("learns-on");

        Assert.Equal(before, await Scores("learns-on"));
        await Decide("learns-on", Offers, "withdrawn");
        Assert.Null((await platform.ReadRow("learns-on")).State!.Model);
    }

    [Fact]
    public async Task An_older_section_put_back_into_the_present_row_is_not_taken_for_the_present_one()
    {
        await Create("put-back");
        platform.AsCustomer("put-back");
        await Decide("put-back", Screens, "given");
        await Decide("put-back", Offers, "given");
        await Prefer("put-back");
        var older = (await platform.ReadRow("put-back")).State!.Model;
        await Decide("put-back", Offers, "withdrawn");
        var row = await platform.ReadRow("put-back");
        await platform.Deactivate("put-back");
        await platform.Storage.WriteStateAsync("customer", IdOf("put-back"), new GrainState<CustomerRecord>(row.State! with { Model = older }, row.ETag) { RecordExists = true });

        Assert.Empty((await Layout("put-back")).Preferences.PinnedTiles);
    }

    [Fact]
    public async Task A_restored_row_brings_no_preferences_back()
    {
        await Create("screen-restored");
        platform.AsCustomer("screen-restored");
        await Decide("screen-restored", Screens, "given");
        await Prefer("screen-restored");
        var backup = await platform.ReadRow("screen-restored");
        await Decide("screen-restored", Screens, "withdrawn");
        var now = await platform.ReadRow("screen-restored");
        await platform.Deactivate("screen-restored");
        await platform.Storage.WriteStateAsync("customer", IdOf("screen-restored"), new GrainState<CustomerRecord>(backup.State, now.ETag) { RecordExists = true });

        Assert.False((await Layout("screen-restored")).Personalised);
        await Decide("screen-restored", Screens, "given");
        Assert.Empty((await Layout("screen-restored")).Preferences.PinnedTiles);
    }

    [Fact]
    public async Task Uses_write_no_row_by_themselves_survive_a_sleep_and_move_a_tile_after_a_week()
    {
        await Create("uses");
        platform.AsCustomer("uses");
        await Decide("uses", Screens, "given");
        Assert.Equal("balance", (await Layout("uses")).Tiles[0].Tile);
        var version = (await platform.ReadRow("uses")).State!.Version;
        for (var i = 0; i < 5; i++)
        {
            await Of<ICustomerPersonalization>("uses").Recommend(new RecommendationQuery());
        }

        Assert.Equal("balance", (await Layout("uses")).Tiles[0].Tile);
        Assert.Equal(version, (await platform.ReadRow("uses")).State!.Version);
        await platform.Deactivate("uses");
        Assert.Equal("balance", (await Layout("uses")).Tiles[0].Tile);
        Assert.Equal(version + 1, (await platform.ReadRow("uses")).State!.Version);

        platform.Time.Ahead += TimeSpan.FromDays(7);
        try
        {
            platform.AsCustomer("uses");
            Assert.Equal("offers", (await Layout("uses")).Tiles[0].Tile);
        }
        finally
        {
            platform.Time.Ahead -= TimeSpan.FromDays(7);
        }
    }

    [Fact]
    public async Task A_made_up_surface_is_answered_and_writes_nothing()
    {
        await Create("made-up");
        platform.AsCustomer("made-up");
        await Decide("made-up", Screens, "given");
        await Layout("made-up");
        var version = (await platform.ReadRow("made-up")).State!.Version;
        for (var i = 0; i < 9; i++)
        {
            Assert.NotEmpty((await Of<ICustomerScreen>("made-up").Layout(new LayoutQuery($"made-up-{i}"))).Value!.Tiles);
        }

        await Layout("made-up");
        Assert.Equal(version, (await platform.ReadRow("made-up")).State!.Version);
    }

    [Fact]
    public async Task Uses_counted_under_a_consent_that_ended_are_forgotten()
    {
        await Create("forgets-uses");
        platform.AsCustomer("forgets-uses");
        await Decide("forgets-uses", Screens, "given");
        await Of<ICustomerPersonalization>("forgets-uses").Recommend(new RecommendationQuery());
        await Decide("forgets-uses", Screens, "withdrawn");
        await platform.Deactivate("forgets-uses");

        Assert.Null((await platform.ReadRow("forgets-uses")).State!.Model);
    }

    private async Task<ScreenLayout> Layout(string id)
    {
        var layout = await Of<ICustomerScreen>(id).Layout(new LayoutQuery());
        Assert.Null(layout.Refusal);
        return layout.Value!;
    }

    private async Task Prefer(string id) => Assert.Null((await Of<ICustomerScreen>(id).Prefer(Pinned)).Refusal);

    private async Task Learn(string id)
    {
        var customer = Of<ICustomerPersonalization>(id);
        var offers = (await customer.Recommend(new RecommendationQuery())).Value!;
        Assert.Null((await customer.Feedback(offers.DecisionId, new OfferFeedback(offers.Items[0].Offer, "dismissed"))).Refusal);
    }

    private async Task<double[]> Scores(string id) =>
        [.. (await Of<ICustomerPersonalization>(id).Recommend(new RecommendationQuery(Limit: 50))).Value!.Items.OrderBy(i => i.Offer, StringComparer.Ordinal).Select(i => i.Score)];

    private async Task<long> Model(string id)
    {
        var row = (await platform.ReadRow(id)).State!;
        Assert.NotNull(row.Model);
        return row.ConsentEpoch;
    }

    private async Task Decide(string id, string purpose, string state) =>
        Assert.Null((await Of<ICustomerConsent>(id).Decide(purpose, new ConsentDecision { State = state })).Refusal);

    private async Task Create(string id)
    {
        platform.AsFrontend();
        Assert.True((await Of<ICustomerProfile>(id).Put(id, new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana") }))).Value!.Created);
    }

    private T Of<T>(string id)
        where T : IGrainWithGuidKey => platform.Client.GetGrain<T>(platform.KeyOf(id));

    private GrainId IdOf(string id) => Of<ICustomerProfile>(id).GetGrainId();
}
