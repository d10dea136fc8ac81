using Grains.Activity;
using Grains.Catalog;
using Grains.Insights;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Insights;
using Tests.Unit.Activity;

namespace Tests.Unit.Insights;

public sealed class SpendingReportTests
{
    private static readonly Catalogue Shipped = Catalogue.Load();
    private static readonly DateOnly AsOf = DateOnly.FromDateTime(Drafts.Now.UtcDateTime);

    private static readonly ActivitySection Section = Recorded(
        Of("salary", "2026-05-28", 2000, "Employer", "salary"), Of("rent", "2026-05-30", -700, "Landlord", "standing-order", "Rent"),
        Of("food", "2026-05-30", -80, "Grocer", mcc: "5411"), Of("back", "2026-05-31", 30, "Grocer"),
        Of("saved", "2026-05-31", -300), Of("arrived", "2026-06-01", 300, account: "B"), Of("depot", "2026-05-31", -100, "Depot"),
        Of("abroad", "2026-05-31", -9, mcc: "5812") with { Currency = "CZK" }, Of("june", "2026-06-02", -45.5m, mcc: "5812"));

    [Fact]
    public void A_month_is_told_by_category_net_of_refunds_and_without_transfers()
    {
        var report = SpendingReport.Of(Section, Shipped, AsOf, 3);
        Assert.Equal(AsOf, report.AsOf);
        Assert.Equal(["2026-06 EUR", "2026-05 CZK", "2026-05 EUR"], report.Months.Select(m => $"{m.Month} {m.Currency}"));
        var may = report.Months[2];
        Assert.Equal((2000m, 750m, true), (may.Income, may.Spent, may.IsComplete));
        Assert.Equal(0.625m, may.SavingsRate);
        Assert.Null(may.Because);
        SpendingCategory[] expected = [new("salary", "income", 2000, 0, 1), new("housing", "spending", 700, 0, 1), new("groceries", "spending", 50, 30, 2)];
        Assert.Equal(expected, may.Categories.ToArray());
    }

    [Fact]
    public void Without_income_there_is_no_savings_rate_and_it_says_why()
    {
        var june = SpendingReport.Of(Section, Shipped, AsOf, 1).Months.Single();
        Assert.Equal((0m, 45.5m, SpendingMonth.NoIncome, false), (june.Income, june.Spent, june.Because!, june.IsComplete));
        Assert.Null(june.SavingsRate);
        Assert.Equal(9, SpendingReport.Of(Section, Shipped, AsOf, 3).Months[1].Spent);
        Assert.Empty(SpendingReport.Of(ActivitySection.Empty, Shipped, AsOf, 13).Months);
    }

    [Fact]
    public void Only_the_months_asked_for_are_told()
    {
        Assert.Equal(["2026-05"], SpendingReport.Of(Section, Shipped, new(2026, 5, 30), 1).Months.Select(m => m.Month).Distinct());
        Assert.Empty(SpendingReport.Of(Section, Shipped, new(2026, 4, 30), 13).Months);
        Assert.Equal([false, true], new[] { 30, 31 }.Select(day => SpendingReport.Of(Section, Shipped, new(2026, 5, day), 1).Months[0].IsComplete));
    }

    [Fact]
    public void Accounts_are_added_up_and_more_spent_than_earned_is_below_zero()
    {
        var section = Recorded(Of("a", "2026-06-01", 100), Of("b", "2026-06-02", -90, mcc: "5411"), Of("c", "2026-06-02", -60, mcc: "5411", account: "B"));
        var june = SpendingReport.Of(section, Shipped, AsOf, 1).Months.Single();
        Assert.Equal((100m, 150m, -0.5m), (june.Income, june.Spent, june.SavingsRate!.Value));
        Assert.Equal(2, june.Categories.Single(c => c.Category == "groceries").Transactions);
    }

    private static ActivitySection Recorded(params TransactionDraft[] drafts)
    {
        var (section, outcome) = ActivitySection.Empty.Record(new([.. drafts]), Shipped, Drafts.Now);
        Assert.Equal(drafts.Length, outcome.Accepted);
        return section;
    }

    private static TransactionDraft Of(
        string id, string day, decimal amount, string? counterparty = null, string? kind = null, string? description = null, string? mcc = null, string account = "A") =>
        Drafts.Draft(id, day, amount, account) with { Counterparty = counterparty, Kind = kind, Description = description, Mcc = mcc };
}
