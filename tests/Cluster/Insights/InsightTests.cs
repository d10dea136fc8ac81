using System.Collections.Immutable;
using Grains;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Consent;
using Grains.Interfaces.Due;
using Grains.Interfaces.Insights;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;
using Orleans;
using Orleans.Runtime;
using Tests.Cluster.Customer;
using static Tests.Cluster.PlatformCalls;

namespace Tests.Cluster.Insights;

/// <summary>Insights in the customer's own turn: only with consent, not while the use is restricted, and by themselves as time passes.</summary>
public sealed class InsightTests(PlatformCluster platform) : IClassFixture<PlatformCluster>, IDisposable
{
    private readonly TimeSpan ahead = platform.Time.Ahead;

    public void Dispose() => platform.Time.Ahead = ahead;

    [Fact]
    public async Task Without_consent_no_section_but_consent_is_opened()
    {
        await Book("unasked");
        await Consent("unasked", "refused");
        await platform.Deactivate("unasked");
        platform.AsCustomer("unasked");
        using var opened = new OpenedSections();

        Assert.False((await Of<ICustomerInsights>("unasked").Find(new Input<DateOnly?>(null, null))).Value!.Personalised);
        Assert.Equal(ProblemCode.ConsentRequired, await Refused(() => Of<ICustomerInsights>("unasked").Acknowledge("x")));
        Assert.Equal(["consent"], opened.Names);
        Assert.DoesNotContain("insights", await platform.DueOf(platform.KeyOf("unasked")));
    }

    [Fact]
    public async Task A_transaction_brings_them_and_notes_the_day_on_which_time_changes_them()
    {
        await Create("told");
        await Consent("told", "given");
        await Book("told");

        Assert.Contains("insights", await platform.DueOf(platform.KeyOf("told")));
        Assert.NotNull((await Row("told")).Model);
    }

    [Fact]
    public async Task A_consent_brings_what_is_true_already_and_its_end_takes_it()
    {
        await Book("asked-later");
        Assert.Null((await Row("asked-later")).Model);
        await Consent("asked-later", "given");

        Assert.Contains("insights", await platform.DueOf(platform.KeyOf("asked-later")));
        Assert.NotNull((await Row("asked-later")).Model);
        await Consent("asked-later", "withdrawn");
        Assert.Null((await Row("asked-later")).Model);
        await Sweep(TimeSpan.FromDays(400));
        Assert.DoesNotContain("insights", await platform.DueOf(platform.KeyOf("asked-later")));
        Assert.Null((await Row("asked-later")).Model);
    }

    [Fact]
    public async Task Time_makes_one_true_without_a_call()
    {
        await Create("late");
        await Consent("late", "given");
        await Book("late");
        var before = (await Row("late")).Version;
        await platform.Deactivate("late");

        await Sweep(TimeSpan.FromDays(45)); // the salary should have come

        Assert.True((await Row("late")).Version > before);
        platform.AsCustomer("late");
        Assert.Contains((await Of<ICustomerInsights>("late").Find(new Input<DateOnly?>(null, null))).Value!.Insights, insight => insight.Type == "salary-late");
    }

    [Fact]
    public async Task While_the_use_is_restricted_what_comes_is_kept_and_not_looked_at()
    {
        await Create("restricted");
        await Consent("restricted", "given");
        platform.AsCustomer("restricted");
        Assert.NotNull((await Of<ICustomerRights>("restricted").File(new RightsIntake { Right = "restriction", Regime = "gdpr" })).Value);
        await Book("restricted");

        Assert.Null((await Row("restricted")).Model);
        Assert.DoesNotContain("insights", await platform.DueOf(platform.KeyOf("restricted")));
        platform.AsCustomer("restricted");
        Assert.Equal(ProblemCode.ProcessingRestricted, await Refused(() => Of<ICustomerInsights>("restricted").Find(new Input<DateOnly?>(null, null))));
    }

    [Fact]
    public async Task While_an_erasure_waits_the_day_stays_noted_for_the_customer_who_takes_it_back()
    {
        const string Id = "insights-frozen";
        await Create(Id);
        await Consent(Id, "given");
        await Book(Id);
        platform.Keys.IsFloorStuck = true; // frozen, and no further
        try
        {
            platform.AsCustomer(Id);
            var filed = (await Of<ICustomerRights>(Id).File(new RightsIntake { Right = "erasure", Regime = "gdpr" })).Value!;
            await Sweep(TimeSpan.FromDays(45));
            Assert.Contains("insights", await platform.DueOf(platform.KeyOf(Id)));
            platform.AsCustomer(Id);
            Assert.Equal("revoked", (await Rights.Erasing.Answered(() => Of<ICustomerRights>(Id).Revoke(filed.RequestId))).Value?.Status);
        }
        finally
        {
            platform.Keys.IsFloorStuck = false;
        }

        var before = (await Row(Id)).Version;
        await Sweep(TimeSpan.FromDays(47)); // the salary should have come

        Assert.True((await Row(Id)).Version > before);
    }

    [Fact]
    public async Task A_horizon_out_of_range_is_refused_by_the_customer_too()
    {
        await Book("far-sighted");
        await Consent("far-sighted", "given");

        platform.AsCustomer("far-sighted");
        foreach (var days in new[] { 0, 91, 1_000 })
        {
            Assert.Equal(ProblemCode.InvalidValue, await Refused(() => Of<ICustomerInsights>("far-sighted").Forecast(new Input<ForecastQuery>(new ForecastQuery(Days: days), null))));
        }
    }

    /// <summary>A year of salary, rent and a subscription that costs more today.</summary>
    private async Task Book(string id)
    {
        await Create(id);
        var today = DateOnly.FromDateTime(platform.Time.GetUtcNow().UtcDateTime);
        var drafts = ImmutableArray.CreateBuilder<TransactionDraft>();
        for (var month = 12; month >= 0; month--)
        {
            drafts.Add(Draft($"salary-{month}", today.AddMonths(-month), 2_000, "Works Ltd") with { Kind = "salary", BalanceAfter = 2_500 });
            drafts.Add(Draft($"rent-{month}", today.AddMonths(-month), -900, "Landlord") with { Mcc = "6513", BalanceAfter = 1_600 });
            drafts.Add(Draft($"films-{month}", today.AddMonths(-month), month == 0 ? -14.99m : -9.99m, "Films Online") with { Mcc = "4899", BalanceAfter = 1_590 });
        }

        platform.AsFrontend();
        Assert.Equal(drafts.Count, (await Of<ICustomerActivity>(id).Record(new TransactionBatch(drafts.ToImmutable()))).Value!.Accepted);
    }

    private static TransactionDraft Draft(string id, DateOnly day, decimal amount, string counterparty) => new()
    {
        Id = id, AccountId = "a1", BookedAt = $"{day:yyyy-MM-dd}T00:00:00Z", Amount = amount, Currency = "EUR", Counterparty = counterparty,
    };

    private async Task Create(string id)
    {
        platform.AsFrontend();
        Assert.NotNull((await Of<ICustomerProfile>(id).Put(id, new ProfileDraft(new() { ["givenName"] = AttributeValue.Of("Jana") }))).Value);
    }

    private async Task Consent(string id, string state)
    {
        platform.AsCustomer(id);
        Assert.Null((await Of<ICustomerConsent>(id).Decide("financial-insights", new ConsentDecision { State = state })).Refusal);
    }

    /// <summary>Does what the due table's reminder would, so long from now.</summary>
    private async Task Sweep(TimeSpan later)
    {
        platform.Time.Ahead = ahead + later;
        await platform.AsSilo(async () =>
        {
            await platform.Client.GetGrain<IDue>("insights").AsReference<IRemindable>().ReceiveReminder("tick", default);
            return 0;
        });
    }

    private T Of<T>(string id)
        where T : IGrainWithGuidKey => platform.Client.GetGrain<T>(platform.KeyOf(id));

    private async Task<CustomerRecord> Row(string id) => (await platform.ReadRow(id)).State!;
}
