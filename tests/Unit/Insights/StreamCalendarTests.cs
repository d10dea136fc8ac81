using Grains.Insights;

namespace Tests.Unit.Insights;

public sealed class StreamCalendarTests
{
    [Fact]
    public void The_31st_is_a_short_month_s_last_day_and_the_31st_again_after_it()
    {
        var rent = Accounts.Monthly("rent", -900, new(2026, 1, 31));
        Assert.Equal([new(2026, 1, 31), new(2026, 2, 28), new(2026, 3, 31), new(2026, 4, 30)], Days(rent, -1, 4));
    }

    [Fact]
    public void Twice_a_month_takes_turns()
    {
        var wage = Accounts.Monthly("wage", 700, new(2026, 5, 1)) with { Frequency = Frequency.TwiceAMonth, Next = new DateOnly(2026, 5, 15).DayNumber };
        Assert.Equal([new(2026, 4, 15), new(2026, 5, 1), new(2026, 5, 15), new(2026, 6, 1), new(2026, 6, 15)], Days(wage, -2, 5));
    }

    [Theory]
    [InlineData(nameof(Frequency.Weekly), "2026-05-25", "2026-06-01")]
    [InlineData(nameof(Frequency.EveryTwoWeeks), "2026-05-25", "2026-06-08")]
    [InlineData(nameof(Frequency.Quarterly), "2026-05-25", "2026-08-25")]
    [InlineData(nameof(Frequency.Yearly), "2026-05-25", "2027-05-25")]
    public void Each_frequency_has_its_step(string frequency, string first, string second)
    {
        var stream = Accounts.Monthly("any", 1, new(2026, 4, 25)) with { Frequency = Enum.Parse<Frequency>(frequency) };
        Assert.Equal([DateOnly.Parse(first), DateOnly.Parse(second)], Days(stream, 0, 2));
    }

    [Fact]
    public void One_that_is_overdue_is_expected_tomorrow_and_one_that_is_missed_the_next_time()
    {
        var stream = Accounts.Monthly("any", 1, new(2026, 4, 25));
        var due = new DateOnly(2026, 5, 25).DayNumber;
        Assert.Equal((0, due), StreamCalendar.FirstAfter(stream, due - 1));
        Assert.Equal((0, due + 7), StreamCalendar.FirstAfter(stream, due + 6));
        Assert.Equal((1, new DateOnly(2026, 6, 25).DayNumber), StreamCalendar.FirstAfter(stream, due + 7));
        Assert.Equal((12, new DateOnly(2027, 5, 25).DayNumber), StreamCalendar.FirstAfter(stream, due + 340));
    }

    [Fact]
    public void A_new_level_is_what_is_expected_and_a_varying_one_its_mean()
    {
        var stream = Accounts.Monthly("any", 10, new(2026, 4, 25)) with { AverageAmount = 11, LastAmount = 12 };
        Assert.Equal(11, StreamCalendar.Amount(stream));
        Assert.Equal(12, StreamCalendar.Amount(stream with { PreviousAmount = 10 }));
    }

    private static IEnumerable<DateOnly> Days(RecurringStream stream, int from, int count) =>
        Enumerable.Range(from, count).Select(occurrence => DateOnly.FromDayNumber(StreamCalendar.Nominal(stream, occurrence)));
}
