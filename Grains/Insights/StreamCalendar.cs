namespace Grains.Insights;

/// <summary>The days on which a stream is due, and was.</summary>
internal static class StreamCalendar
{
    private const int DaysOverdue = 7;

    /// <summary>What the next occurrence is expected to be: the mean of the newest ones, or the last where the level has changed.</summary>
    public static decimal Amount(RecurringStream stream) => stream.PreviousAmount is null ? stream.AverageAmount : stream.LastAmount;

    /// <summary>The first due day after a day. One that is overdue by up to a week is expected on the day after; one that is missed for longer
    /// is left out.</summary>
    /// <returns>The occurrence counted from <see cref="RecurringStream.Next"/>, and its day.</returns>
    public static (int Occurrence, int Day) FirstAfter(RecurringStream stream, int day)
    {
        var next = stream.Next!.Value;
        if (next <= day && day - next < DaysOverdue)
        {
            return (0, day + 1);
        }

        var occurrence = next > day ? 0 : Math.Max(0, (int)((day - next) / DueDates.DaysBetween(stream.Frequency)) - 1);
        while (Nominal(stream, occurrence) <= day)
        {
            occurrence++;
        }

        return (occurrence, Nominal(stream, occurrence));
    }

    /// <summary>The day of an occurrence by the calendar.</summary>
    /// <param name="stream">Of a known frequency and next day.</param>
    /// <param name="occurrence">0 is the next one, below it are those that were.</param>
    /// <returns>The day number.</returns>
    public static int Nominal(RecurringStream stream, int occurrence)
    {
        var next = stream.Next!.Value;
        return stream.Frequency switch
        {
            Frequency.Weekly => next + (7 * occurrence),
            Frequency.EveryTwoWeeks => next + (14 * occurrence),
            Frequency.TwiceAMonth when occurrence % 2 == 0 => InMonth(next, occurrence / 2, Anchor(next, next)),
            Frequency.TwiceAMonth => InMonth(stream.Last, (occurrence + 1) / 2, Anchor(stream.Last, stream.Last)),
            Frequency.Monthly => InMonth(next, occurrence, Anchor(next, stream.Last)),
            Frequency.Quarterly => InMonth(next, 3 * occurrence, Anchor(next, stream.Last)),
            _ => InMonth(next, 12 * occurrence, Anchor(next, stream.Last)),
        };
    }

    /// <summary>The day of the month that is meant: a February cuts short what is due on the 31st.</summary>
    private static int Anchor(int next, int last)
    {
        var (a, b) = (DateOnly.FromDayNumber(next), DateOnly.FromDayNumber(last));
        return a.AddDays(1).Day == 1 && b.Day > a.Day ? b.Day : a.Day;
    }

    private static int InMonth(int from, int months, int anchor)
    {
        var date = DateOnly.FromDayNumber(from);
        var first = new DateOnly(date.Year, date.Month, 1).AddMonths(months);
        return first.DayNumber + Math.Min(anchor, DateTime.DaysInMonth(first.Year, first.Month)) - 1;
    }
}
