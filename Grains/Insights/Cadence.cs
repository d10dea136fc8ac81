namespace Grains.Insights;

/// <summary>The rhythm of payments of one kind: how often, on which days, and how exactly.</summary>
/// <param name="Dates">The days due.</param>
/// <param name="Slack">By how many days a payment that counts as in time was off at most.</param>
/// <param name="Times">How many payments, those within two days of each other as one.</param>
/// <param name="IsComplete">Whether each was in time and none was missed.</param>
internal readonly record struct Cadence(DueDates Dates, int Slack, int Times, bool IsComplete)
{
    /// <summary>Payments that are looked at.</summary>
    public const int Most = 16;

    private const int SameDays = 2;

    /// <summary>How often; unknown where there is no rhythm.</summary>
    public Frequency Frequency => Dates.Frequency;

    /// <summary>Finds the rhythm.</summary>
    /// <param name="days">Day numbers, rising; at most <see cref="Most"/>.</param>
    /// <param name="isSteady">Whether the amounts say already that the payments belong together; else the days must say so more clearly.</param>
    /// <returns>The rhythm.</returns>
    public static Cadence Of(ReadOnlySpan<int> days, bool isSteady)
    {
        Span<int> times = stackalloc int[Most];
        Span<int> gaps = stackalloc int[Most];
        var count = 0;
        foreach (var day in days)
        {
            if (count == 0 || day - times[count - 1] > SameDays)
            {
                times[count++] = day;
            }
        }

        times = times[..count];
        var best = new CadenceFit(default, int.MaxValue, 0, IsComplete: false);
        if (count > 1)
        {
            gaps = gaps[..(count - 1)];
            for (var i = 0; i < gaps.Length; i++)
            {
                gaps[i] = times[i + 1] - times[i];
            }

            // A missed payment makes a gap longer, a doubled one shorter: the gap between two that follow is among the shorter half.
            gaps.Sort();
            var (low, high) = (gaps[(gaps.Length - 1) / 3], gaps[gaps.Length / 2]);
            for (var frequency = Frequency.Weekly; frequency <= Frequency.Yearly; frequency++)
            {
                if (IsBetween(frequency, low) || IsBetween(frequency, high))
                {
                    best = CadenceFit.Better(best, CadenceFit.Of(frequency, times, isSteady));
                }
            }
        }

        return new(best.Dates, best.Slack, count, best.IsComplete);
    }

    /// <summary>The first day on which a payment has been missed twice.</summary>
    /// <param name="last">Day number of the newest payment.</param>
    public int EndsOn(int last) => Latest(Dates.NumberOf(last, out _) + 2) + 1;

    /// <summary>When the next payment is due.</summary>
    /// <param name="last">Day number of the newest payment.</param>
    /// <param name="asOf">The day asked: where one was missed by then, it is the one after it.</param>
    /// <returns>Its day number; null where it has ended by then.</returns>
    public int? Next(int last, int asOf)
    {
        var next = Dates.NumberOf(last, out _) + 1;
        return asOf <= Latest(next) ? Dates.At(next) : asOf < EndsOn(last) ? Dates.At(next + 1) : null;
    }

    private static bool IsBetween(Frequency frequency, int gap) => frequency switch
    {
        Frequency.Weekly => gap is >= 5 and <= 9,
        Frequency.EveryTwoWeeks => gap is >= 11 and <= 17,
        Frequency.TwiceAMonth => gap is >= 9 and <= 20,
        Frequency.Monthly => gap is >= 24 and <= 38,
        Frequency.Quarterly => gap is >= 82 and <= 102,
        _ => gap is >= 350 and <= 381,
    };

    private int Latest(int number) => DueDates.WorkingDay(Dates.At(number)) + Slack;
}
