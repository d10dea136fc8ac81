using Grains.Insights;
using Grains.Interfaces.Insights;
using static Tests.Unit.Insights.Pictures;

namespace Tests.Unit.Insights;

/// <summary>What is found in balances and goals; each type beside what only looks like it.</summary>
public sealed class BalanceInsightTests
{
    private static readonly SavingsGoal Goal = new(9_000, "EUR", new DateOnly(2027, 4, 30));

    [Fact]
    public void A_balance_that_is_expected_near_zero_is_a_warning()
    {
        var found = Assert.Single((Usual with { Lowest = new(Today.AddDays(9), -120, -400, 150) }).Find("low-balance"));
        Assert.Equal(("warning", -120, -400, "2026-11-29", Today), (found.Severity, found.Number("amount"), found.Number("low"), found.Figures["date"].Text, found.Since));
        Assert.Equal("By 29\u00A0November 2026 your balance is expected to be −€120.00; in one case of ten it would be below −€400.00.", found.Text);
    }

    [Fact]
    public void A_balance_that_holds_or_is_at_its_lowest_today_is_none()
    {
        Assert.Empty((Usual with { Lowest = new(Today.AddDays(9), 300, -400, 900) }).Find("low-balance"));
        Assert.Empty((Usual with { Lowest = new(Today, -120, -120, -120) }).Find("low-balance"));
        Assert.Empty(Usual.Find("low-balance"));
    }

    [Fact]
    public void Far_more_than_is_spent_lies_idle_once_it_has_lain_for_long()
    {
        var rich = Usual with { Balance = 20_000 };
        var found = Assert.Single(rich.Find("idle-cash"));
        Assert.Equal((20_000, 6, 20_000 - (6 * 2_040)), (found.Number("balance"), found.Number("months"), found.Number("amount")));

        var fresh = rich.With(Paid(20, 9_000, "House sale", "income"));
        Assert.Empty(fresh.Find("idle-cash"));
        Assert.Equal(Today.AddDays(10), View(fresh).NextChange);
        Assert.Single(fresh.On(Today.AddDays(10)).Find("idle-cash"));
    }

    [Fact]
    public void A_usual_reserve_is_not_idle()
    {
        Assert.Empty((Usual with { Balance = 13_000 }).Find("idle-cash"));
        Assert.Empty((Usual with { Balance = 20_000, Lowest = new(Today.AddDays(9), 300, -400, 900) }).Find("idle-cash"));
        Assert.Empty((Usual with { Balance = null }).Find("idle-cash"));
    }

    [Fact]
    public void A_goal_that_the_months_lead_to_is_on_track()
    {
        // 4,000 held, 960 kept in the median month, 5 months left.
        var found = Assert.Single(Usual.Find("goal-on-track", Goal with { Amount = 8_800 }));
        Assert.Equal((8_800, 8_800, "2027-04-30"), (found.Number("amount"), found.Number("expected"), found.Figures["date"].Text));
        Assert.Empty(Usual.Find("goal-off-track", Goal with { Amount = 8_800 }));
    }

    [Fact]
    public void A_goal_that_they_miss_clearly_is_off_track()
    {
        var found = Assert.Single(Usual.Find("goal-off-track", Goal with { Amount = 10_000 }));
        Assert.Equal((8_800, 1_200, 240), (found.Number("expected"), found.Number("missing"), found.Number("monthly")));
        Assert.Empty(Usual.Find("goal-on-track", Goal with { Amount = 10_000 }));
    }

    [Fact]
    public void A_goal_that_is_nearly_reached_in_another_currency_or_past_is_not_spoken_of()
    {
        foreach (var type in new[] { "goal-on-track", "goal-off-track" })
        {
            Assert.Empty(Usual.Find(type, Goal));
            Assert.Empty(Usual.Find(type, Goal with { Amount = 99_000, Currency = "CZK" }));
            Assert.Empty(Usual.Find(type, Goal with { By = Today }));
            Assert.Empty((Usual with { Balance = null }).Find(type, Goal));
        }

        Assert.Single(Usual.Find("goal-off-track", Goal with { Amount = 99_000, By = new DateOnly(2026, 11, 21) }));
    }

    [Fact]
    public void Of_one_transaction_or_none_nothing_is_said()
    {
        var one = Usual with { Months = [Month(0, 4)], Recent = [Paid(1, -4, "Shop", "groceries")], Lowest = new(Today.AddDays(2), -10, -20, 0) };
        Assert.Equal((0, null), (View(one, Goal).Shown.Length, View(one, Goal).NextChange));
        Assert.Empty(View(new FinancialPicture { AsOf = Today, Currency = "EUR" }, Goal).Shown);
    }

    [Fact]
    public void The_last_day_there_is_does_no_harm()
    {
        const int Later = (9_999 - 2026) * 12;
        var late = Usual with { AsOf = DateOnly.MaxValue, Months = [.. Usual.Months.Select(m => m with { Month = m.Month + Later + 1 })], Balance = 99_999 };
        var found = Assert.Single(View(late, Goal with { By = DateOnly.MaxValue }).Words("cs"));
        Assert.Equal((DateOnly.MaxValue, DateOnly.MaxValue), (found.Since, found.ExpiresAt));
    }
}
