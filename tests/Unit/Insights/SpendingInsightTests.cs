using static Tests.Unit.Insights.Pictures;

namespace Tests.Unit.Insights;

/// <summary>What is found in months and single transactions; each type beside what only looks like it.</summary>
public sealed class SpendingInsightTests
{
    [Fact]
    public void An_ordinary_month_has_nothing_to_say() => Assert.Empty(View(Usual).Shown);

    [Fact]
    public void Spending_beyond_a_usual_month_is_told_on_the_day_it_happens()
    {
        var found = Assert.Single(Usual.WithMonth(Month(0, 1_400, groceries: 800)).With(Paid(12, -200, "Market", "groceries"), Paid(8, -500, "Market", "groceries")).Find("unusual-spending"));
        Assert.Equal(Today.AddDays(-8), found.Since);
        Assert.Equal(new DateOnly(2026, 12, 1), found.ExpiresAt);
        Assert.Equal((800, "groceries", "EUR"), (found.Number("amount"), found.Figures["category"].Text, found.Figures["currency"].Text));
        Assert.InRange(found.Number("percent"), 90, 100);
        Assert.StartsWith("You have spent €800.00 on groceries this month", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Spending_a_little_more_than_usual_is_not_unusual() => Assert.Empty(Usual.WithMonth(Month(0, 1_400, groceries: 500)).With(Paid(8, -500, "Market", "groceries")).Find("unusual-spending"));

    [Fact]
    public void A_category_that_always_varies_is_not_unusual_when_it_varies()
    {
        var picture = Usual;
        foreach (var (ago, groceries) in new[] { (1, 100m), (2, 700m), (3, 150m), (4, 650m), (5, 120m), (6, 690m) })
        {
            picture = picture.WithMonth(Month(ago, 2_000, groceries: groceries));
        }

        Assert.Empty(picture.WithMonth(Month(0, 1_400, groceries: 800)).With(Paid(1, -800, "Market", "groceries")).Find("unusual-spending"));
    }

    [Fact]
    public void Rent_on_the_first_is_not_far_above_a_day_s_share() => Assert.Empty(Usual.On(new(2026, 12, 1)).With(Paid(-11, -900, "Landlord", "housing")).WithRent().Find("unusual-spending"));

    [Fact]
    public void What_the_same_month_of_the_year_before_had_as_well_is_its_season()
    {
        var year = Usual with { Months = [.. Enumerable.Range(1, 12).Reverse().Select(ago => Month(ago, 2_000)), Month(0, 1_400, groceries: 800)] };
        var picture = year.With(Paid(8, -700, "Market", "groceries"));
        Assert.Single(picture.Find("unusual-spending"));
        Assert.Empty(picture.WithMonth(Month(12, 2_400, groceries: 780)).Find("unusual-spending"));
        Assert.Single(picture.WithMonth(Month(11, 2_400, groceries: 780)).Find("unusual-spending"));
    }

    [Fact]
    public void A_payment_that_is_due_once_a_year_is_not_unusual()
    {
        var picture = Usual.WithMonth(Month(0, 1_400, groceries: 800)).With(Paid(8, -700, "Market", "groceries"));
        Assert.Single(picture.Find("unusual-spending"));
        Assert.Empty(picture.With(Stream(-700, 8, "Market", Grains.Insights.Frequency.Yearly)).Find("unusual-spending"));
    }

    [Fact]
    public void The_same_charge_twice_within_days_is_a_duplicate()
    {
        var found = Assert.Single(Usual.With(Paid(3, -120, "Airline", "travel"), Paid(1, -120, "Airline", "travel")).Find("duplicate-charge"));
        Assert.Equal(("warning", Today.AddDays(-1), "2026-11-17"), (found.Severity, found.Since, found.Figures["firstDate"].Text));
    }

    [Theory]
    [InlineData(6, -120, "Airline", "travel")]
    [InlineData(3, -120.01, "Airline", "travel")]
    [InlineData(3, -120, "Railway", "travel")]
    public void A_charge_that_differs_is_no_duplicate(int daysAgo, double amount, string counterparty, string category) =>
        Assert.Empty(Usual.With(Paid(daysAgo, (decimal)amount, counterparty, category), Paid(1, -120, "Airline", "travel")).Find("duplicate-charge"));

    [Fact]
    public void A_usual_twice_a_small_one_and_one_paid_back_are_no_duplicates()
    {
        var twice = Usual.With(Paid(3, -120, "Airline", "travel"), Paid(1, -120, "Airline", "travel"));
        Assert.Empty(twice.With(Paid(20, -120, "Airline", "travel")).Find("duplicate-charge"));
        Assert.Empty(twice.With(Paid(0, 120, "Airline", "travel")).Find("duplicate-charge"));
        Assert.Empty(twice.With(Stream(-120, 1, "Airline", Grains.Insights.Frequency.Weekly)).Find("duplicate-charge"));
        Assert.Empty(Usual.With(Paid(3, -4, "Coffee", "dining"), Paid(1, -4, "Coffee", "dining")).Find("duplicate-charge"));
        Assert.Empty(Usual.With(Paid(3, -200, "Machine", "cash"), Paid(1, -200, "Machine", "cash")).Find("duplicate-charge"));
    }

    [Fact]
    public void Money_that_comes_back_from_who_was_paid_is_a_refund()
    {
        var found = Assert.Single(Usual.With(Paid(9, -80, "Shoes", "clothing"), Paid(2, 80, "Shoes", "clothing")).Find("refund-received"));
        Assert.Equal((80, "2026-11-11"), (found.Number("amount"), found.Figures["purchaseDate"].Text));
    }

    [Fact]
    public void Money_from_who_was_not_paid_before_is_no_refund()
    {
        Assert.Empty(Usual.With(Paid(2, 80, "Shoes", "clothing")).Find("refund-received"));
        Assert.Empty(Usual.With(Paid(9, -50, "Shoes", "clothing"), Paid(2, 80, "Shoes", "clothing")).Find("refund-received"));
        Assert.Empty(Usual.With(Paid(1, -80, "Shoes", "clothing"), Paid(2, 80, "Shoes", "clothing")).Find("refund-received"));
        Assert.Empty(Usual.With(Paid(9, -80, "Friend", "transfer"), Paid(2, 80, "Friend", "transfer")).Find("refund-received"));
    }

    [Fact]
    public void Fees_that_do_not_repeat_are_added_up()
    {
        var found = Assert.Single(Usual.With(Paid(12, -4, "Bank", "fees"), Paid(7, -5, "Bank", "fees"), Paid(3, -6, "Bank", "fees")).Find("fee-avoidable"));
        Assert.Equal((15, 3, Today.AddDays(-7)), (found.Number("amount"), found.Number("count"), found.Since));
    }

    [Fact]
    public void The_account_s_own_price_and_a_small_fee_are_not_avoidable()
    {
        Assert.Empty(Usual.With(Paid(7, -5, "Bank", "fees")).Find("fee-avoidable"));
        Assert.Empty(Usual.With(Paid(7, -9, "Bank", "fees")).With(Stream(-9, 7, "Bank")).Find("fee-avoidable"));
    }

    [Fact]
    public void In_the_first_days_of_a_month_the_last_one_is_compared()
    {
        var picture = Usual.WithMonth(Month(1, 2_600)).On(new(2026, 11, 3));
        var found = Assert.Single(picture.Find("month-compared"));
        Assert.Equal((2_600, 2_040, "2026-10"), (found.Number("amount"), found.Number("usual"), found.Figures["month"].Text));
        Assert.Equal("In October 2026 you spent €2,600.00; a usual month costs €2,040.00 (+27%).", found.Text);
        Assert.Empty(picture.On(new(2026, 11, 2)).Find("month-compared"));
        Assert.Empty(picture.On(new(2026, 11, 13)).Find("month-compared"));
    }

    [Fact]
    public void A_month_like_the_others_is_not_compared() => Assert.Empty(Usual.On(new(2026, 11, 3)).Find("month-compared"));

    [Fact]
    public void A_month_in_which_far_less_was_kept_changes_the_savings_rate()
    {
        var found = Assert.Single(Usual.WithMonth(Month(1, 2_900)).On(new(2026, 11, 4)).Find("savings-rate-changed"));
        Assert.Equal((3.3m, 32m, 100), (found.Number("percent"), found.Number("usual"), found.Number("amount")));
    }

    [Fact]
    public void A_month_without_the_usual_income_says_nothing_of_saving()
    {
        Assert.Empty(Usual.WithMonth(Month(1, 2_900, income: 1_000)).On(new(2026, 11, 4)).Find("savings-rate-changed"));
        Assert.Empty(Usual.WithMonth(Month(1, 2_200)).On(new(2026, 11, 4)).Find("savings-rate-changed"));
    }
}
