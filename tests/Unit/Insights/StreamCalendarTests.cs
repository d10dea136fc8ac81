using Grains.Insights;
using static Tests.Unit.Insights.Payments;

namespace Tests.Unit.Insights;

public sealed class StreamCalendarTests
{
    [Fact]
    public void The_31st_is_a_short_month_s_last_day_and_the_31st_again_after_it() => Assert.Equal(
        ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"], DaysAfter(Accounts.Monthly("rent", -900, new(2026, 1, 31)), "2026-02-01", 4));

    [Theory]
    [InlineData("2026-01-01")]
    [InlineData("2026-01-25")]
    public void Twice_a_month_takes_turns_also_after_one_was_missed(string asOf)
    {
        var wage = Table(Enumerable.Range(0, 7).Select(i => ($"2025-{10 + (i / 2)}-{(i % 2 == 0 ? "01" : "15")}", 1_000m)).Select(p => (p.Item1.Replace("2025-13", "2026-01", StringComparison.Ordinal), p.Item2)).ToArray());
        var stream = Assert.Single(wage.AsOf(asOf));

        Assert.Equal((Frequency.TwiceAMonth, StreamStatus.Mature), (stream.Frequency, stream.Status));
        Assert.Equal(["2026-02-01", "2026-02-15", "2026-03-01", "2026-03-15"], DaysAfter(stream, "2026-01-25", 4));
    }

    [Theory]
    [InlineData(nameof(Frequency.Weekly), "2026-05-02", "2026-05-09")]
    [InlineData(nameof(Frequency.EveryTwoWeeks), "2026-05-09", "2026-05-23")]
    [InlineData(nameof(Frequency.Quarterly), "2026-07-25", "2026-10-25")]
    [InlineData(nameof(Frequency.Yearly), "2027-04-25", "2028-04-25")]
    public void Each_frequency_has_its_step(string frequency, string first, string second)
    {
        var dates = Accounts.Due(Enum.Parse<Frequency>(frequency), new(2026, 4, 25));
        Assert.Equal([first, second], DaysAfter(Accounts.Monthly("any", 1, new(2026, 4, 25)) with { Dates = dates, Next = dates.At(1) }, "2026-04-25", 2));
    }

    [Fact]
    public void One_that_is_overdue_is_expected_tomorrow_and_one_that_is_missed_the_next_time()
    {
        var stream = Accounts.Monthly("any", 1, new(2026, 4, 25));
        var due = new DateOnly(2026, 5, 25).DayNumber;
        Assert.Equal((1, due), StreamCalendar.FirstAfter(stream, due - 1));
        Assert.Equal((1, due + 7), StreamCalendar.FirstAfter(stream, due + 6));
        Assert.Equal((2, new DateOnly(2026, 6, 25).DayNumber), StreamCalendar.FirstAfter(stream, due + 7));
        Assert.Equal((13, new DateOnly(2027, 5, 25).DayNumber), StreamCalendar.FirstAfter(stream, due + 340));
    }

    [Fact]
    public void A_new_level_is_what_is_expected_and_a_varying_one_its_mean()
    {
        var stream = Accounts.Monthly("any", 10, new(2026, 4, 25)) with { AverageAmount = 11, LastAmount = 12 };
        Assert.Equal(11, StreamCalendar.Amount(stream));
        Assert.Equal(12, StreamCalendar.Amount(stream with { PreviousAmount = 10 }));
    }

    private static IEnumerable<string> DaysAfter(RecurringStream stream, string day, int count)
    {
        var (number, first) = StreamCalendar.FirstAfter(stream, Day(day));
        return Enumerable.Range(0, count).Select(i => $"{DateOnly.FromDayNumber(i == 0 ? first : stream.Dates.At(number + i)):yyyy-MM-dd}");
    }
}
