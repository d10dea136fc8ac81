using Grains.Activity;
using Grains.Catalog;
using Grains.Insights;
using Grains.Interfaces.Activity;
using static Tests.Unit.Activity.Drafts;

namespace Tests.Unit.Activity;

/// <summary>What bookings that come without a balance do to the last one known.</summary>
public sealed class RunningBalanceTests
{
    private static readonly TransactionDraft Stated = Draft("s", "2026-06-01", 500) with { BalanceAfter = 10_000 };

    [Fact]
    public void They_move_the_balance_day_by_day_and_a_later_one_that_is_stated_stands()
    {
        var section = ActivitySection.Empty.Recorded(Draft("before", "2026-05-31", -5), Stated, Draft("a", "2026-06-03", -400), Draft("b", "2026-06-03", -100), Draft("c", "2026-06-05", -9_000));
        Assert.Equal([(5, 500m), (3, 9_500m), (1, 10_000m)], Known(section));
        Assert.Equal(500, section.Features!.Balance);
        section = section.Recorded(Draft("d", "2026-06-06", -1) with { BalanceAfter = 450 }).Recorded(Draft("e", "2026-06-06T11:00:00Z", -50));
        Assert.Equal([(6, 400m), (5, 500m), (3, 9_500m), (1, 10_000m)], Known(section));
    }

    [Fact]
    public void On_a_day_what_came_after_the_stated_one_counts()
    {
        var section = ActivitySection.Empty.Recorded(Draft("early", "2026-06-01T09:00:00Z", -7), Stated, Draft("late", "2026-06-01T18:00:00Z", -30));
        Assert.Equal([(1, 9_970m)], Known(section));
        Assert.Equal([(1, 9_970m)], Known(section.Recorded(Draft("earlier", "2026-06-01T08:00:00Z", -7))));
    }

    [Fact]
    public void The_order_in_which_they_come_does_not_matter()
    {
        TransactionDraft[] drafts = [Stated, Draft("a", "2026-06-03", -400), Draft("b", "2026-06-05", -50), Draft("c", "2026-06-08", -1) with { BalanceAfter = 9_000 }, Draft("d", "2026-06-09", -5)];
        var expected = Known(ActivitySection.Empty.Recorded(drafts));
        Assert.Equal([(9, 8_995m), (8, 9_000m), (5, 9_550m), (3, 9_600m), (1, 10_000m)], expected);
        Assert.Equal(expected, Known(ActivitySection.Empty.Recorded([.. drafts.Reverse()])));
        Assert.Equal(expected, Known(drafts.Reverse().Aggregate(ActivitySection.Empty, static (section, draft) => section.Recorded(draft))));
    }

    [Fact]
    public void One_that_is_taken_back_moves_it_back()
    {
        var section = ActivitySection.Empty.Recorded(Stated, Draft("a", "2026-06-03", -400), Draft("b", "2026-06-05", -50));
        Assert.Equal([(5, 9_950m), (1, 10_000m)], Known(section.Remove("a", Now).Value!));
        Assert.Equal([(3, 9_600m), (1, 10_000m)], Known(section.Remove("b", Now).Value!));
        Assert.Empty(Known(section.Remove("s", Now).Value!));
    }

    [Fact]
    public void Other_accounts_and_currencies_are_left_alone()
    {
        var section = ActivitySection.Empty.Recorded(Stated, Draft("a", "2026-06-03", -400, "B"), Draft("b", "2026-06-04", -40) with { Currency = "JPY" });
        Assert.Equal([(1, 10_000m)], Known(section));
    }

    [Fact]
    public void What_was_booked_since_the_last_stated_balance_is_in_the_forecast_though_it_was_forgotten()
    {
        var section = ActivitySection.Empty.Recorded(Draft("s", "2026-03-01", 500) with { BalanceAfter = 10_000 });
        for (var i = 0; i < 40; i++)
        {
            section = section.Recorded(Draft($"t{i}", $"{new DateOnly(2026, 3, 2).AddDays(2 * i):yyyy-MM-dd}", i == 39 ? -140 : -240) with { Counterparty = $"Shop {i % 7}" });
        }

        var catalogue = Catalogue.Load();
        Assert.DoesNotContain(section.Window(), t => t.Id == "s");
        Assert.Equal(500, PictureReading.Of(section, catalogue, new DateOnly(2026, 5, 20))!.Balance);
        Assert.InRange(AccountForecasts.Of(section, catalogue, new DateOnly(2026, 5, 20), 30, null).Value!.Lowest!.Expected, -9_999, 500);
    }

    /// <summary>Days of June and balances, newest first.</summary>
    private static IEnumerable<(int Day, decimal Balance)> Known(ActivitySection section) =>
        section.Track().Select(b => (b.Day - new DateOnly(2026, 5, 31).DayNumber, b.Amount));
}
