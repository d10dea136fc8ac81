using Grains.Due;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Due;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Orleans;
using Orleans.Runtime;

namespace Tests.Cluster.Consent;

/// <summary>A consent that runs out by itself takes with it what was learned under it, and nothing else.</summary>
public sealed class LapsedConsentTests(PlatformCluster platform) : IClassFixture<PlatformCluster>, IDisposable
{
    private readonly TimeSpan ahead = platform.Time.Ahead;

    public void Dispose() => platform.Time.Ahead = ahead;

    [Fact]
    public async Task What_was_learned_goes_when_its_consent_runs_out_by_itself_and_is_recorded_once()
    {
        const string Id = "lapsed";
        platform.AsFrontend();
        Assert.NotNull((await platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(Id)).Put(Id, new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana") }))).Value);
        platform.AsCustomer(Id);
        foreach (var purpose in (string[])["personalised-offers", "ui-personalisation"])
        {
            var runsOut = purpose == "personalised-offers" ? TimeSpan.FromDays(40) : TimeSpan.FromDays(400);
            var decision = new ConsentDecision { State = "given", ExpiresAt = platform.Time.GetUtcNow() + runsOut };
            Assert.Null((await platform.Client.GetGrain<ICustomerConsent>(platform.KeyOf(Id)).Decide(purpose, decision)).Refusal);
        }

        Assert.Null((await platform.Client.GetGrain<ICustomerScreen>(platform.KeyOf(Id)).Prefer(new ScreenPreferences { TextSize = "large" })).Refusal);
        var offers = platform.Client.GetGrain<ICustomerPersonalization>(platform.KeyOf(Id));
        var shown = (await offers.Recommend(new RecommendationQuery())).Value!;
        Assert.Null((await offers.Feedback(shown.DecisionId, new OfferFeedback(shown.Items[0].Offer, "accepted"))).Refusal);
        await platform.Deactivate(Id);
        var learned = (await platform.ReadRow(Id)).State!;

        platform.Time.Ahead = ahead + TimeSpan.FromDays(39);
        await Sweep();
        Assert.Equal(learned.ConsentEpoch, (await platform.ReadRow(Id)).State!.ConsentEpoch);
        platform.Time.Ahead = ahead + TimeSpan.FromDays(42);
        await Sweep();

        var kept = (await platform.ReadRow(Id)).State!;
        Assert.Equal(learned.ConsentEpoch + 1, kept.ConsentEpoch);
        Assert.NotNull(kept.Model); // the screens go on
        Assert.Equal("behaviour", Assert.Single(await Forgotten(Id)).Categories.Single());
        await platform.Deactivate(Id);
        platform.Time.Ahead = ahead + TimeSpan.FromDays(402);
        await Sweep();

        Assert.Null((await platform.ReadRow(Id)).State!.Model);
        Assert.Single(await Forgotten(Id)); // of the last days that usage tells
    }

    [Fact]
    public async Task A_profile_written_between_the_end_and_its_sweep_does_not_put_it_off()
    {
        const string Id = "lapsed-and-written";
        await Learned(Id, TimeSpan.FromDays(40));
        var noted = (await Noted(Id))!.At;
        platform.Time.Ahead = ahead + TimeSpan.FromDays(40) + TimeSpan.FromMinutes(1);
        platform.AsFrontend();
        var sooner = new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana"), ["annualIncome"] = AttributeValue.Of(42_000m) }); // three years, not the name's ten
        Assert.NotNull((await platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(Id)).Put(Id, sooner)).Value);
        Assert.Equal(noted, (await Noted(Id))!.At);

        await platform.Deactivate(Id);
        platform.Time.Ahead = ahead + TimeSpan.FromDays(42);
        await Sweep();

        Assert.Null((await platform.ReadRow(Id)).State!.Model);
        Assert.True((await Noted(Id))!.At > noted + TimeSpan.FromDays((3 * 365) - 3)); // the income's own end
    }

    [Fact]
    public async Task An_end_that_was_never_noted_is_noted_with_the_next_write_whatever_it_is()
    {
        const string Id = "never-noted";
        await Learned(Id, TimeSpan.FromDays(40));
        var noted = (await Noted(Id))!;
        foreach (var before in (DateTimeOffset?[])[null, noted.At.AddDays(500)])
        {
            await platform.Service<IDueTable>().Remove((await Noted(Id))!);
            if (before is { } later)
            {
                await platform.Service<IDueTable>().Set(noted with { At = later });
            }

            await platform.Deactivate(Id);
            await Teach(Id);
            Assert.Equal(noted.At, (await Noted(Id))?.At);
        }
    }

    private ValueTask<DueItem?> Noted(string id) => platform.Service<IDueTable>().Find(DueWork.Retention, platform.KeyOf(id), Guid.Empty);

    /// <summary>A customer who consented to offers for a time, and taught what they like.</summary>
    private async Task Learned(string id, TimeSpan runsOut)
    {
        platform.AsFrontend();
        Assert.NotNull((await platform.Client.GetGrain<ICustomerProfile>(platform.KeyOf(id)).Put(id, new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana") }))).Value);
        platform.AsCustomer(id);
        var decision = new ConsentDecision { State = "given", ExpiresAt = platform.Time.GetUtcNow() + runsOut };
        Assert.Null((await platform.Client.GetGrain<ICustomerConsent>(platform.KeyOf(id)).Decide("personalised-offers", decision)).Refusal);
        await Teach(id);
        await platform.Deactivate(id);
        Assert.NotNull((await platform.ReadRow(id)).State!.Model);
    }

    private async Task Teach(string id)
    {
        platform.AsCustomer(id);
        var offers = platform.Client.GetGrain<ICustomerPersonalization>(platform.KeyOf(id));
        var shown = (await offers.Recommend(new RecommendationQuery())).Value!;
        Assert.Null((await offers.Feedback(shown.DecisionId, new OfferFeedback(shown.Items[0].Offer, "accepted"))).Refusal);
    }

    /// <summary>Does what the due table's reminder would.</summary>
    private Task Sweep() => platform.AsSilo(async () =>
    {
        await platform.Client.GetGrain<IDue>("retention").AsReference<IRemindable>().ReceiveReminder("tick", default);
        return 0;
    });

    private async Task<UsageEntry[]> Forgotten(string id)
    {
        platform.AsCustomer(id);
        var usage = await platform.Client.GetGrain<ICustomerUsage>(platform.KeyOf(id)).Usage(new UsageQuery(null, null, 1000, null));
        return [.. usage.Value!.Entries.Where(static e => e.Operation == "retention.forget")];
    }
}
