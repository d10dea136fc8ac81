namespace Grains.Insights;

/// <summary>What a stream is expected to bring, and when.</summary>
internal static class StreamCalendar
{
    private const int DaysOverdue = 7;

    /// <summary>What the next occurrence is expected to be: the mean of the newest ones, or the last where the level has changed.</summary>
    public static decimal Amount(RecurringStream stream) => stream.PreviousAmount is null ? stream.AverageAmount : stream.LastAmount;

    /// <summary>The first due day after a day. One that is overdue by up to a week is expected on the day after; one that is missed for longer
    /// is left out.</summary>
    /// <param name="stream">Of a known next day.</param>
    /// <param name="day">Day number.</param>
    /// <returns>The number among the stream's <see cref="RecurringStream.Dates"/>, and its day.</returns>
    public static (int Number, int Day) FirstAfter(RecurringStream stream, int day)
    {
        var (dates, next) = (stream.Dates, stream.Next!.Value);
        var number = dates.NumberOf(next, out _);
        if (next <= day && day - next < DaysOverdue)
        {
            return (number, day + 1);
        }

        number = Math.Max(number, dates.NumberOf(day, out _));
        while (dates.At(number) <= day)
        {
            number++;
        }

        return (number, dates.At(number));
    }
}
