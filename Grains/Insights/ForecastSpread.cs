namespace Grains.Insights;

/// <summary>
/// How far a balance strays from what is expected of it, by days ahead. The account's own deviations over 1, 7 and 30 days speak, and what
/// is usual for its turnover speaks where the history is short; quantiles of Berka's accounts (training folds of <c>-- forecast</c>) turn
/// deviations into intervals.
/// </summary>
internal static class ForecastSpread
{
    /// <summary>Of the mean size of a normal deviation, its standard deviation.</summary>
    private const double NormalOfMean = 1.2533;

    /// <summary>How many deviations what is usual counts as.</summary>
    private const double Usual = 1.5;
    private const double Growth = 0.35;

    private static ReadOnlySpan<int> Spans => [1, 7, 30];

    /// <summary>Of an account's turnover, the mean deviation over these spans.</summary>
    private static ReadOnlySpan<double> UsualShares => [0.04, 0.18, 0.35];

    /// <summary>The standard deviation over each number of days.</summary>
    /// <param name="history">The account's own deviations.</param>
    /// <param name="turnover">What moves in a month, one way.</param>
    /// <param name="spread">By days ahead less 1.</param>
    public static void Fill(FlowHistory history, double turnover, Span<double> spread)
    {
        Span<double> known = stackalloc double[Spans.Length];
        for (var i = 0; i < known.Length; i++)
        {
            var usual = UsualShares[i] * turnover;
            var own = history.Deviation(Spans[i]) ?? 0;
            var weight = Math.Max(0, history.Days - Spans[i] + 1) / (double)Spans[i];
            var deviation = Math.Sqrt(((weight * own * own) + (Usual * usual * usual)) / (weight + Usual));
            known[i] = Math.Max(NormalOfMean * deviation, i > 0 ? known[i - 1] : 0);
        }

        for (var i = 0; i < spread.Length; i++)
        {
            var days = i + 1;
            spread[i] = days >= Spans[2] ? known[2] * Math.Pow(days / (double)Spans[2], Growth)
                : days >= Spans[1] ? Between(known[1], known[2], Spans[1], Spans[2], days)
                : Between(known[0], known[1], Spans[0], Spans[1], days);
        }
    }

    /// <summary>A value of a table at a number of days, linear between its knots.</summary>
    public static double At(ReadOnlySpan<double> table, int days)
    {
        var i = 1;
        while (i < Knots.Length - 1 && Knots[i] < days)
        {
            i++;
        }

        var share = (days - Knots[i - 1]) / (double)(Knots[i] - Knots[i - 1]);
        return table[i - 1] + (share * (table[i] - table[i - 1]));
    }

    /// <summary>Days ahead that tables have values of.</summary>
    public static ReadOnlySpan<int> Knots => [1, 7, 14, 30, 60, 90];

    /// <summary>Deviations grow by a power of the days between two spans.</summary>
    private static double Between(double from, double to, int fromDays, int toDays, int days) =>
        from <= 0 ? to * (days - fromDays) / (toDays - fromDays)
        : from * Math.Pow(to / from, Math.Log(days / (double)fromDays) / Math.Log(toDays / (double)fromDays));
}
