using Grains.Activity;
using static Tests.Unit.Activity.Drafts;

namespace Tests.Unit.Activity;

public sealed class AggregatesTests
{
    [Fact]
    public void Totals_are_held_for_13_months_with_that_of_the_newest_booking()
    {
        var section = ActivitySection.Empty.Recorded([.. Enumerable.Range(0, 20).Select(i => Draft($"t{i}", $"{Now.AddMonths(-i):yyyy-MM-dd}"))]);
        Assert.Equal(Enumerable.Range((2025 * 12) + 5, 13), section.Totals().Select(t => t.Month));
        section = section.Recorded(Draft("other", "2020-01-31", account: "B"));
        Assert.Equal(14, section.Totals().Count);
    }

    [Fact]
    public void Money_is_exact_at_its_limits()
    {
        var section = ActivitySection.Empty.Recorded(
            [.. Enumerable.Range(0, 300).Select(i => Draft($"t{i}", amount: 999_999_999_999.9999m)), Draft("u", amount: -0.0001m), Draft("v", amount: -0.1m)]);
        Assert.Equal((300, 299_999_999_999_999.97m), (section.Totals()[0].Count, section.Totals()[0].Inflow));
        Assert.Equal((2, 0.1001m), (section.Totals()[1].Count, section.Totals()[1].Outflow));
    }

    [Fact]
    public void The_track_is_90_days_and_the_balance_at_their_beginning()
    {
        var days = Enumerable.Range(0, 200).Select(i => Draft($"t{i}", $"{Now.AddDays(-i):yyyy-MM-dd}") with { BalanceAfter = i });
        var track = ActivitySection.Empty.Recorded([.. days]).Track();
        Assert.Equal(Enumerable.Range(0, 91).Select(i => (decimal)i), track.Select(b => b.Amount));
        var late = ActivitySection.Empty.Recorded(Draft("a", "2025-01-01") with { BalanceAfter = 7 }, Draft("b", "2025-12-01") with { BalanceAfter = 5 }, Draft("c"));
        Assert.Equal([-5m, 5], late.Track().Select(b => b.Amount));
    }

    [Fact]
    public void The_first_and_last_booking_days_outlive_the_window()
    {
        var section = ActivitySection.Empty.Recorded(Draft("a", "2025-01-01"), Draft("b", "2025-03-03"), Draft("c", "2026-06-10"), Draft("d", "2026-06-12"));
        Assert.Equal((new DateOnly(2025, 1, 1), new DateOnly(2026, 6, 12)), section.BookingDays("A"));
        Assert.Equal((new DateOnly(2025, 1, 1), new DateOnly(2026, 6, 10)), section.Remove("d", Now).Value!.BookingDays("A"));
        Assert.Equal((new DateOnly(2025, 1, 1), new DateOnly(2026, 6, 12)), section.ForgetSilent(Now.AddDays(45)).BookingDays("A"));
        Assert.Equal((new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 1)), ActivitySection.Empty.Recorded(Draft("a", "2026-06-01")).BookingDays("A"));
        Assert.Null(section.BookingDays("B"));
    }

    [Fact]
    public void The_main_currency_is_that_of_most_transactions_and_the_balance_that_of_its_accounts()
    {
        var section = ActivitySection.Empty.Recorded(
            Draft("1", "2026-05-10", 3000), Draft("2", "2026-06-02", -700) with { BalanceAfter = 1500 },
            Draft("3", "2026-06-03", -1, "B") with { BalanceAfter = 250 }, Draft("4", "2026-06-04") with { Currency = "JPY", BalanceAfter = 99 });
        Assert.Equal(new ActivityFeatures("EUR", 1750), section.Features);
        Assert.Null(ActivitySection.Empty.Features);
        Assert.Equal(new ActivityFeatures("EUR", null), ActivitySection.Empty.Recorded(Draft("a")).Features);
    }
}
