namespace Grains.Insights;

/// <summary>How well some days due explain some payments.</summary>
/// <param name="Dates">The days due; of an unknown frequency where they do not.</param>
/// <param name="Cost">Days off, of all payments together.</param>
/// <param name="Slack">The most days off of a payment that counts as in time.</param>
/// <param name="IsComplete">Whether each payment was in time and none was missed.</param>
internal readonly record struct CadenceFit(DueDates Dates, int Cost, int Slack, bool IsComplete)
{
    // A second day of the month makes anything fit better.
    private const int CostOfSecondDay = 2;

    // Of so many payments one may be at any time; but of those that are often and vary none, for any days fit these.
    private const int PaymentsForStray = 5;

    /// <summary>The one that explains better; the first of equals.</summary>
    public static CadenceFit Better(CadenceFit one, CadenceFit other) =>
        other.Dates.Frequency != Frequency.Unknown && other.Cost + Handicap(other) < (one.Cost == int.MaxValue ? one.Cost : one.Cost + Handicap(one)) ? other : one;

    /// <summary>Fits days due of a frequency.</summary>
    /// <param name="frequency">How often.</param>
    /// <param name="times">Day numbers of at least two payments, rising, each once.</param>
    /// <param name="isSteady">Whether the amounts say already that they belong together.</param>
    /// <returns>The best fit; of an unknown frequency where none is good enough.</returns>
    public static CadenceFit Of(Frequency frequency, ReadOnlySpan<int> times, bool isSteady)
    {
        var best = new CadenceFit(default, int.MaxValue, 0, IsComplete: false);
        for (var i = times.Length - 1; i >= 0 && best.Cost > 0; i--)
        {
            if (frequency is Frequency.Weekly or Frequency.EveryTwoWeeks)
            {
                Try(new(frequency, times[i], 0, 0), times, isSteady, ref best);
                continue;
            }

            var date = DateOnly.FromDayNumber(times[i]);
            var month = (date.Year * 12) + date.Month - 1;
            var isLast = date.Day < 31 && date.Day == DateTime.DaysInMonth(date.Year, date.Month);
            if (frequency != Frequency.TwiceAMonth)
            {
                Try(new(frequency, month, date.Day, 0), times, isSteady, ref best);
                if (isLast)
                {
                    Try(new(frequency, month, 31, 0), times, isSteady, ref best);
                }
            }
            else if (i > 0 && times.Length > 2)
            {
                var other = DateOnly.FromDayNumber(times[i - 1]);
                TryTwo(month, date.Day, other.Day, times, isSteady, ref best);
                if (isLast)
                {
                    TryTwo(month, 31, other.Day, times, isSteady, ref best);
                }
                else if (other.Day < 31 && other.Day == DateTime.DaysInMonth(other.Year, other.Month))
                {
                    TryTwo(month, date.Day, 31, times, isSteady, ref best);
                }
            }
        }

        return best;
    }

    private static int Handicap(CadenceFit fit) => fit.Dates.Frequency == Frequency.TwiceAMonth ? CostOfSecondDay : 0;

    private static void TryTwo(int month, int one, int other, ReadOnlySpan<int> times, bool isSteady, ref CadenceFit best)
    {
        if (Math.Abs(one - other) is >= 10 and <= 21)
        {
            Try(new(Frequency.TwiceAMonth, month, Math.Min(one, other), Math.Max(one, other)), times, isSteady, ref best);
        }
    }

    private static void Try(DueDates dates, ReadOnlySpan<int> times, bool isSteady, ref CadenceFit best)
    {
        var (within, mean) = Limits(dates.Frequency, isSteady);
        var mostStrays = isSteady || dates.Frequency >= Frequency.Monthly ? times.Length / PaymentsForStray : 0;
        var (cost, slack, strays, met, first, previous) = (0, 0, 0, 0, 0, 0);
        for (var i = 0; i < times.Length; i++)
        {
            var number = dates.NumberOf(times[i], out var dueOn);
            var off = DueDates.Off(times[i], dueOn);
            if (off > within)
            {
                strays++;
                cost += within + 1;
            }
            else
            {
                slack = Math.Max(slack, off);
                cost += off;
                first = met == 0 ? number : first;
                met += met == 0 || number != previous ? 1 : 0;
                previous = number;
            }

            if (cost >= best.Cost || strays > mostStrays)
            {
                return;
            }
        }

        // Most days due have a payment, and most payments a day of their own.
        var due = previous - first + 1;
        var most = times.Length < PaymentsForStray && !isSteady ? Math.Min(mean, dates.Frequency < Frequency.Quarterly ? 1 : 2) : mean;
        if (met >= 2 && met * 20 >= due * 13 && (times.Length - met) * 4 <= times.Length && cost <= (times.Length == 2 ? 2 : most * times.Length))
        {
            best = new(dates, cost, slack, met == due && met == times.Length);
        }
    }

    /// <summary>How many days a payment may be off, and all of them on average.</summary>
    private static (int Within, double Mean) Limits(Frequency frequency, bool isSteady) => frequency switch
    {
        Frequency.Weekly => (1, isSteady ? 0.8 : 0.5),
        Frequency.EveryTwoWeeks => (2, isSteady ? 1.2 : 0.8),
        Frequency.TwiceAMonth => (3, isSteady ? 1.5 : 1),
        Frequency.Monthly => (4, isSteady ? 2 : 1.5),
        Frequency.Quarterly => (6, isSteady ? 3 : 2),
        _ => (8, isSteady ? 4 : 3),
    };
}
