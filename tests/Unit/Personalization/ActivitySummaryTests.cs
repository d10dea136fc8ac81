using Grains.Activity;
using Grains.Insights;
using Grains.Interfaces.Activity;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

/// <summary>What a ranking is told of a customer's money: only what is known, and the same as the spending report says.</summary>
public sealed class ActivitySummaryTests
{
    private static readonly OfferRanker Ranker = new(Customers.Shipped);
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void One_inflow_says_nothing_of_a_month_and_opens_no_credit()
    {
        var summary = Of(Booked("2026-11-24", 5000, "Somebody") with { BalanceAfter = 5000 });

        Assert.Equal((null, null, 5000.0, null), (summary.MonthlyInflow, summary.MonthlyOutflow, summary.Balance, summary.SavingsRate));
        var shown = Rank(summary);
        Assert.DoesNotContain(shown, item => item.Offer is "gold-card" or "mortgage-calculator" or "investment-plan");
        Assert.DoesNotContain(shown.SelectMany(item => item.Reasons), reason => reason.Feature is "savings-rate" or "monthly-inflow" or "monthly-outflow");
    }

    [Fact]
    public void Averages_are_over_the_last_three_whole_months()
    {
        var summary = Of(
            Booked("2026-06-20", 9000, "Somebody"), Booked("2026-07-20", 9000, "Somebody"), Booked("2026-08-20", 3000, "Somebody"),
            Booked("2026-09-20", 3000, "Somebody"), Booked("2026-10-20", 3000, "Somebody"), Booked("2026-10-21", -2400, "Rewe"), Booked("2026-11-20", 9000, "Somebody"));

        Assert.Equal((3000.0, 800.0, 4), (summary.MonthlyInflow, summary.MonthlyOutflow, summary.WholeMonths));
    }

    [Fact]
    public void Savings_plans_are_no_spending_and_refunds_no_inflow()
    {
        var summary = Of([.. Months(8, 10).SelectMany(month => (TransactionDraft[])
        [
            Booked($"2026-{month:00}-01", 3000, "Employer", "Salary"), Booked($"2026-{month:00}-05", -2450, "Rewe"), Booked($"2026-{month:00}-07", 50, "Rewe"),
            Booked($"2026-{month:00}-10", -600, "Depot", "Sparplan"),
        ]), Booked("2026-07-30", -1, "Rewe")]);

        Assert.Equal((3000.0, 2400.0), (summary.MonthlyInflow, summary.MonthlyOutflow));
        Assert.Equal(0.2, summary.SavingsRate!.Value, 9);
    }

    [Fact]
    public void Borrowed_money_is_no_income_and_opens_no_advice_of_credit()
    {
        var section = Record([.. Months(4, 10).SelectMany(month => (TransactionDraft[])
        [
            Booked($"2026-{month:00}-01", 1500, "Employer", "Salary"), Booked($"2026-{month:00}-05", -1050, "Rewe"), Booked($"2026-{month:00}-10", -550, "Sparbank", "Loan"),
        ]), Booked("2026-09-15", 6000, "Sparbank", "Loan payout") with { BalanceAfter = 9000 }]);

        Assert.Equal((1500 - 1600) / 1500.0, section.SummaryAsOf(Today, Customers.Shipped).SavingsRate!.Value, 9);
        Assert.False(section.SummaryAsOf(Today, Customers.Shipped).CanCarryCredit);
        var advice = new Advisor(Customers.Shipped).Advise(PictureReading.Of(section, Customers.Shipped, Today), Money.Known, Today).Advice.Select(a => a.Rule).ToList();
        Assert.Contains("debt-counselling", advice);
        Assert.DoesNotContain("refinance-credit", advice);
    }

    [Fact]
    public void A_mortgage_is_a_credit_payment()
    {
        var picture = PictureReading.Of(Record([.. Months(7, 10).SelectMany(month => (TransactionDraft[])
        [
            Booked($"2026-{month:00}-01", 3000, "Employer", "Salary"), Booked($"2026-{month:00}-05", -900, "Heimstatt Bausparkasse", "Mortgage instalment"),
            Booked($"2026-{month:00}-06", -300, "Sparbank", "Loan"),
        ])]), Customers.Shipped, Today);

        Assert.Equal(1200, Figures.Find("credit-payments-a-month")!.Of(new FigureSource(picture, 40)));
        Assert.Equal(0.4m, Figures.Find("credit-payments-share")!.Of(new FigureSource(picture, 40)));
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(7, true)]
    public void Credit_is_offered_once_three_whole_months_are_known(int first, bool isOffered)
    {
        var summary = Of([.. Months(first, 10).SelectMany(month => (TransactionDraft[])
        [
            Booked($"2026-{month:00}-01", 4000, "Employer", "Salary"), Booked($"2026-{month:00}-05", -3000, "Rewe") with { BalanceAfter = 9000 },
        ])]);

        Assert.Equal(isOffered, Rank(summary).Any(item => item.Offer == "gold-card"));
        Assert.Equal(isOffered, Rank(summary).Any(item => item.Offer == "mortgage-calculator"));
    }

    [Fact]
    public void Amounts_in_another_currency_are_not_compared_and_the_savings_rate_is()
    {
        var foreign = Rank(Customers.Jana.Activity with { Currency = "CZK" });

        Assert.DoesNotContain(foreign, item => item.Offer is "term-deposit" or "gold-card" or "mortgage-calculator");
        Assert.DoesNotContain(foreign.SelectMany(item => item.Reasons), reason => reason.Feature is "balance" or "monthly-inflow" or "monthly-outflow");
        Assert.DoesNotContain(foreign, item => item.WouldChange?.Contains("balance", StringComparison.Ordinal) == true);
        Assert.Contains(foreign.SelectMany(item => item.Reasons), reason => reason.Feature == "savings-rate");
    }

    private static IEnumerable<int> Months(int first, int last) => Enumerable.Range(first, last - first + 1);

    private static List<RecommendedOffer> Rank(ActivitySummary summary) => [.. Ranker.Personal(
        "home",
        Ranker.Read(Customers.Of([("birthDate", AttributeValue.Of("1990-01-01")), ("holdings", AttributeValue.Of(["debit-card"]))], summary)),
        ModelSection.Empty, 0, default, new uint[50])];

    private static ActivitySummary Of(params TransactionDraft[] drafts) => Record(drafts).SummaryAsOf(Today, Customers.Shipped);

    private static ActivitySection Record(params TransactionDraft[] drafts) => ActivitySection.Empty.Record(new([.. drafts]), Customers.Shipped, Customers.Now).Next;

    private static TransactionDraft Booked(string day, decimal amount, string counterparty, string? description = null) => new()
    {
        Id = $"{day} {amount} {counterparty}", AccountId = "A", BookedAt = day + "T08:00:00Z", Amount = amount, Currency = "EUR", Counterparty = counterparty, Description = description,
    };
}
