using Grains.Insights;
using static Tests.Unit.Insights.Payments;

namespace Tests.Unit.Insights;

/// <summary>Days of payments, how often they are, and the day after the last that is due.</summary>
public sealed class CadenceTests
{
    [Theory]
    [InlineData("2026-01-05 2026-01-12 2026-01-19", "Weekly", "2026-01-26")]
    [InlineData("2026-01-05 2026-01-12 2026-01-26 2026-02-02", "Weekly", "2026-02-09")]
    [InlineData("2026-01-05 2026-01-19 2026-02-02", "EveryTwoWeeks", "2026-02-16")]
    [InlineData("2026-01-15 2026-01-31 2026-02-15 2026-02-28", "TwiceAMonth", "2026-03-15")]
    [InlineData("2026-01-01 2026-01-15 2026-02-01 2026-02-15 2026-03-01", "TwiceAMonth", "2026-03-15")]
    [InlineData("2026-01-05 2026-02-05 2026-03-05", "Monthly", "2026-04-05")]
    [InlineData("2026-01-05 2026-01-05 2026-02-05 2026-03-05 2026-03-06", "Monthly", "2026-04-05")]
    [InlineData("2026-01-05 2026-02-05 2026-04-05", "Monthly", "2026-05-05")]
    [InlineData("2026-01-31 2026-02-28 2026-03-31", "Monthly", "2026-04-30")]
    [InlineData("2025-12-30 2026-01-30 2026-02-28", "Monthly", "2026-03-30")]
    [InlineData("2025-11-28 2025-12-31 2026-01-30", "Monthly", "2026-02-28")]
    [InlineData("2025-11-03 2025-12-01 2026-01-01 2026-02-02", "Monthly", "2026-03-01")]
    [InlineData("2025-06-10 2025-07-10 2025-08-10 2025-08-17 2025-09-10 2025-10-10", "Monthly", "2025-11-10")]
    [InlineData("2025-11-30 2026-02-28 2026-05-30", "Quarterly", "2026-08-30")]
    [InlineData("2023-02-28 2024-02-29 2025-02-28", "Yearly", "2026-02-28")]
    [InlineData("2026-01-05 2026-02-05", "Monthly", "2026-03-05")]
    public void A_rhythm_is_found_and_the_next_day_due(string days, string frequency, string next)
    {
        var times = Array.ConvertAll(days.Split(' '), Day);
        var cadence = Cadence.Of(times, isSteady: true);
        Assert.Equal(frequency, cadence.Frequency.ToString());
        Assert.Equal(next, $"{DateOnly.FromDayNumber(cadence.Next(times[^1], times[^1])!.Value):yyyy-MM-dd}");
    }

    [Theory]
    [InlineData("2026-01-05")]
    [InlineData("2026-01-05 2026-01-25")]
    [InlineData("2026-01-05 2026-01-25 2026-03-02")]
    [InlineData("2026-01-05 2026-03-05 2026-05-05 2026-07-05")]
    [InlineData("2026-01-05 2026-01-07 2026-01-16 2026-01-20 2026-01-29 2026-02-01")]
    [InlineData("2026-01-05 2026-01-05 2026-01-06")]
    public void No_rhythm_is_made_up(string days) => Assert.Equal(Frequency.Unknown, Cadence.Of(Array.ConvertAll(days.Split(' '), Day), isSteady: true).Frequency);

    [Fact]
    public void Amounts_that_vary_need_days_that_do_not()
    {
        var days = Array.ConvertAll("2026-01-05 2026-02-08 2026-03-03".Split(' '), Day);
        Assert.Equal((Frequency.Monthly, Frequency.Unknown), (Cadence.Of(days, isSteady: true).Frequency, Cadence.Of(days, isSteady: false).Frequency));
    }

    [Fact]
    public void What_is_due_on_a_weekend_may_be_booked_on_the_friday_or_the_monday()
    {
        // The 1st of August 2026 is a Saturday, the 1st of November a Sunday.
        Assert.All(["2026-07-31", "2026-08-01", "2026-08-03"], day => Assert.Equal(0, DueDates.Off(Day(day), Day("2026-08-01"))));
        Assert.All(["2026-10-30", "2026-11-01", "2026-11-02"], day => Assert.Equal(0, DueDates.Off(Day(day), Day("2026-11-01"))));
        Assert.Equal((1, 3), (DueDates.Off(Day("2026-08-02"), Day("2026-08-01")), DueDates.Off(Day("2026-08-04"), Day("2026-08-01"))));
        Assert.Equal(1, DueDates.Off(Day("2026-07-02"), Day("2026-07-01")));
    }

    [Fact]
    public void It_ends_with_the_second_day_missed()
    {
        var (times, last) = (Array.ConvertAll("2026-01-07 2026-02-07 2026-03-07".Split(' '), Day), Day("2026-03-07"));
        var cadence = Cadence.Of(times, isSteady: true);
        Assert.Equal(Day("2026-04-07"), cadence.Next(last, Day("2026-04-07")));
        Assert.Equal(Day("2026-05-07"), cadence.Next(last, Day("2026-04-08")));
        Assert.Equal(Day("2026-05-07"), cadence.Next(last, Day("2026-05-07")));
        Assert.Null(cadence.Next(last, Day("2026-05-08")));
        Assert.Equal(Day("2026-05-08"), cadence.EndsOn(last));
    }
}
