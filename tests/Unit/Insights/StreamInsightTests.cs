using Grains.Insights;
using static Tests.Unit.Insights.Pictures;

namespace Tests.Unit.Insights;

/// <summary>What is found in payments that repeat; each type beside what only looks like it.</summary>
public sealed class StreamInsightTests
{
    private static readonly RecurringStream Young = Stream(-12.99m, 4, "Films") with { Count = 3, First = Today.DayNumber - 65 };

    [Fact]
    public void A_third_payment_of_one_price_is_a_new_subscription()
    {
        var found = Assert.Single(Usual.With(Young).Find("new-subscription"));
        Assert.Equal((12.99m, 155.88m, Today.AddDays(-4), Today.AddDays(26)), (found.Number("amount"), found.Number("yearly"), found.Since, found.ExpiresAt));
        Assert.Equal("New monthly payment: Films", found.Title);
    }

    [Fact]
    public void What_went_on_before_we_looked_is_not_new()
    {
        Assert.Empty((Usual with { Months = [.. Usual.Months.TakeLast(3)] }).With(Young).Find("new-subscription"));
        Assert.Empty(Usual.With(Young with { Count = 4 }).Find("new-subscription"));
        Assert.Empty(Usual.With(Young, Stream(-9.99m, 64, "Films")).Find("new-subscription"));
        Assert.Empty(Usual.With(Young with { AverageAmount = -20 }).Find("new-subscription"));
        Assert.Empty(Usual.With(Young with { Dates = Accounts.Due(Frequency.Weekly, Today) }).Find("new-subscription"));
        Assert.Empty(Usual.With(Young with { CategoryId = "groceries" }).Find("new-subscription"));
    }

    [Fact]
    public void A_higher_amount_is_a_price_rise_from_its_first_payment()
    {
        var rising = Stream(-15, 3, "Music").After(-12, -12.5m);
        var found = Assert.Single(Usual.With(rising).Find("price-rise"));
        Assert.Equal((15, 12, 25, Today.AddDays(-3)), (found.Number("amount"), found.Number("previous"), found.Number("percent"), found.Since));
        Assert.Equal(Today.AddDays(-27), Assert.Single(Usual.With(rising with { ChangedOn = Today.DayNumber - 27 }).Find("price-rise")).Since);
    }

    [Fact]
    public void A_lower_amount_a_trifle_and_an_old_rise_are_none()
    {
        Assert.Empty(Usual.With(Stream(-12, 3).After(-15, -14.5m)).Find("price-rise"));
        Assert.Empty(Usual.With(Stream(-12.1m, 3).After(-12, -12)).Find("price-rise"));
        Assert.Empty(Usual.With(Stream(-15, 3).After(-12, -15) with { ChangedOn = Today.DayNumber - 33 }).Find("price-rise"));
        Assert.Empty(Usual.With(Stream(-90, 3).After(-12, -12)).Find("price-rise"));
        Assert.Empty(Usual.With(Stream(-15, 3).After(-12, -12) with { CategoryId = "savings" }).Find("price-rise"));
    }

    [Fact]
    public void A_payment_missed_twice_has_stopped()
    {
        var ended = Stream(-30, 70, "Gym") with { Status = StreamStatus.Ended, Next = null };
        var found = Assert.Single(Usual.With(ended).Find("subscription-ended"));
        Assert.Equal(("2026-09-11", Today.AddDays(-8)), (found.Figures["date"].Text, found.Since));
    }

    [Fact]
    public void A_payment_that_goes_on_otherwise_or_hardly_began_has_not_stopped()
    {
        var ended = Stream(-30, 70, "Gym") with { Status = StreamStatus.Ended, Next = null };
        Assert.Empty(Usual.With(ended, Stream(-35, 10, "Gym")).Find("subscription-ended"));
        Assert.Empty(Usual.With(ended with { Count = 3 }).Find("subscription-ended"));
        Assert.Empty(Usual.With(ended with { Status = StreamStatus.Mature }).Find("subscription-ended"));
        Assert.Empty(Usual.With(ended with { Last = Today.DayNumber - 200 }).Find("subscription-ended"));
    }

    [Fact]
    public void An_income_that_is_days_overdue_is_late()
    {
        var salary = Stream(2_500, 36, "Employer");
        var found = Assert.Single(Usual.With(salary).Find("salary-late"));
        Assert.Equal((2_500, "2026-11-15", Today.AddDays(-1)), (found.Number("amount"), found.Figures["date"].Text, found.Since));
    }

    [Fact]
    public void An_income_that_is_due_small_or_came_from_elsewhere_is_not_late()
    {
        var salary = Stream(2_500, 36, "Employer");
        Assert.Empty(Usual.With(Stream(2_500, 33, "Employer")).Find("salary-late"));
        Assert.Empty(Usual.With(Stream(200, 36, "Flea market")).Find("salary-late"));
        Assert.Empty(Usual.With(salary).With(Paid(4, 2_600, "Employer Holding", "income")).Find("salary-late"));
        Assert.Empty(Usual.With(salary with { Status = StreamStatus.Ended, Next = null }).Find("salary-late"));
    }

    [Fact]
    public void A_large_payment_that_comes_seldom_is_announced_two_weeks_before()
    {
        var insurance = Stream(-600, 353, "Insurer", Frequency.Yearly);
        var found = Assert.Single(Usual.With(insurance).Find("large-payment-due"));
        Assert.Equal((600, "2026-12-02", Today.AddDays(-2), new DateOnly(2026, 12, 3)), (found.Number("amount"), found.Figures["date"].Text, found.Since, found.ExpiresAt));
    }

    [Fact]
    public void A_payment_that_is_far_off_small_or_of_every_month_is_not_announced()
    {
        var insurance = Stream(-600, 350, "Insurer", Frequency.Yearly);
        Assert.Empty(Usual.With(insurance).Find("large-payment-due"));
        Assert.Equal(Today.AddDays(1), View(Usual.With(insurance)).NextChange);
        Assert.Empty(Usual.With(Stream(-150, 360, "Insurer", Frequency.Yearly)).Find("large-payment-due"));
        Assert.Empty(Usual.With(Stream(-900, 20, "Landlord")).Find("large-payment-due"));
    }

    [Fact]
    public void What_is_late_is_income_of_whichever_category_and_nothing_else()
    {
        var salary = Stream(2_500, 36, "Employer");
        Assert.Single(Usual.With(salary with { CategoryId = "pension" }).Find("salary-late"));
        Assert.Empty(Usual.With(salary with { CategoryId = "transfer" }).Find("salary-late"));
        Assert.Empty(Usual.With(salary with { CategoryId = "savings" }).Find("salary-late"));
    }

    [Fact]
    public void A_higher_salary_is_told()
    {
        var found = Assert.Single(Usual.With(Stream(2_700, 5, "Employer").After(2_500, 2_520)).Find("income-rose"));
        Assert.Equal((2_700, 2_500, 8), (found.Number("amount"), found.Number("previous"), found.Number("percent")));
    }

    [Fact]
    public void A_lower_salary_a_small_one_and_what_is_no_income_are_not()
    {
        Assert.Empty(Usual.With(Stream(2_500, 5, "Employer").After(2_700, 2_680)).Find("income-rose"));
        Assert.Empty(Usual.With(Stream(110, 5, "Flea market").After(100, 101)).Find("income-rose"));
        Assert.Empty(Usual.With(Stream(2_700, 5, "Self").After(2_500, 2_520) with { CategoryId = "transfer" }).Find("income-rose"));
    }

    [Fact]
    public void The_first_payment_of_an_income_is_told()
    {
        var first = Stream(2_100, 3, "New employer") with { Status = StreamStatus.EarlyDetection, Dates = default, Count = 1, First = Today.DayNumber - 3, Next = null };
        var found = Assert.Single(Usual.With(first).With(Paid(3, 2_100, "New employer", "income")).Find("first-salary"));
        Assert.Equal("On 17\u00A0November 2026 you received €2,100.00 from New employer for the first time.", found.Text);
        Assert.Empty(Usual.With(first with { CategoryId = "transfer" }).With(Paid(3, 2_100, "New employer", "transfer")).Find("first-salary"));
        Assert.Empty(Usual.With(first).With(Paid(3, 2_100, "New employer", "income"), Paid(30, 900, "New employer", "income")).Find("first-salary"));
        Assert.Empty(Usual.With(first with { LastAmount = 300 }).With(Paid(3, 300, "New employer", "income")).Find("first-salary"));
    }
}
