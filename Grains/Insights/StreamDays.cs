namespace Grains.Insights;

/// <summary>The days of a stream.</summary>
internal static class StreamDays
{
    /// <summary>How many days lie between two occurrences at most; null where the frequency is unknown.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>Days.</returns>
    public static int? Period(this RecurringStream stream) => stream.Frequency switch
    {
        Frequency.Weekly => 7,
        Frequency.EveryTwoWeeks => 14,
        Frequency.TwiceAMonth => 16,
        Frequency.Monthly => 31,
        Frequency.Quarterly => 92,
        Frequency.Yearly => 366,
        _ => null,
    };

    /// <summary>When the occurrence after the newest is due, also where that day has passed; null where the stream ended or is not understood.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>Day number.</returns>
    public static int? Due(this RecurringStream stream) => stream.Status == StreamStatus.Mature && stream.Frequency != Frequency.Unknown
        ? stream.Dates.At(stream.Dates.NumberOf(stream.Last, out _) + 1)
        : null;

    /// <summary>Whether it is paid so seldom that the month it falls in costs more than others.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsSeldom(this RecurringStream stream) => stream.Frequency is Frequency.Quarterly or Frequency.Yearly;
}
