namespace Grains.Insights;

/// <summary>
/// How far a balance strays from what is expected of it, by days ahead. The account's own deviations over 1, 7 and 30 days speak, and what
/// is usual for its turnover, which counts as three of them; the fewer days and months are known, the wider. Shares and quantiles are those of
/// Berka's accounts, on the training folds of <c>-- forecast</c>.
/// </summary>
internal static class ForecastSpread
{
    /// <summary>Of the mean size of a normal deviation, its standard deviation.</summary>
    private const double NormalOfMean = 1.2533;

    /// <summary>How many deviations what is usual counts as.</summary>
    private const double Usual = 3;

    /// <summary>Own deviations count as at least this share of the usual ones, and after two whole months as half of it: an account that rested
    /// has not stopped.</summary>
    private const double Least = 0.5;

    /// <summary>Beyond 30 days the deviation grows with this power of the days; less than a half, for balances come back.</summary>
    private const double Growth = 0.35;
    private const double LittleKnown = 2;

    /// <summary>Days ahead that tables have values of.</summary>
    private static ReadOnlySpan<int> Knots => [1, 3, 7, 14, 30, 60, 90];

    private static ReadOnlySpan<int> Spans => [1, 7, 30];

    /// <summary>Of an account's turnover, the mean deviation over these spans.</summary>
    private static ReadOnlySpan<double> UsualShares => [0.06, 0.3, 0.8];

    /// <summary>The standard deviation over each number of days.</summary>
    /// <param name="history">The account's own deviations.</param>
    /// <param name="months">Its months.</param>
    /// <param name="spread">By days ahead less 1.</param>
    public static void Fill(FlowHistory history, AccountMonths months, Span<double> spread)
    {
        Span<double> known = stackalloc double[Spans.Length];
        for (var i = 0; i < known.Length; i++)
        {
            var weight = Math.Max(0, history.Days - Spans[i] + 1) / (double)Spans[i];
            var own = history.Deviation(Spans[i]) ?? 0;
            if (i == known.Length - 1 && months.Whole > 1)
            {
                own = ((weight * own) + ((months.Whole - 1) * months.NetDeviation)) / (weight + months.Whole - 1);
                weight += months.Whole - 1;
            }

            var usual = UsualShares[i] * months.Turnover;
            own = Math.Max(own, Least * usual * 2 / (2 + months.Whole));
            known[i] = Math.Max(NormalOfMean * Blend(own, weight, usual), i > 0 ? known[i - 1] : 0);
        }

        var young = Math.Max(0, (Knots[^1] - history.Days) / 60.0);
        for (var i = 0; i < spread.Length; i++)
        {
            var days = i + 1;
            var deviation = days >= Spans[2] ? known[2] * Math.Pow(days / (double)Spans[2], Growth)
                : days >= Spans[1] ? Between(known[1], known[2], Spans[1], Spans[2], days)
                : Between(known[0], known[1], Spans[0], Spans[1], days);
            var ahead = Math.Min(1, days / (double)Spans[2]);
            spread[i] = deviation * (1 + (young * ahead)) * (1 + (LittleKnown / (1 + months.Whole) * Math.Sqrt(ahead)));
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

    /// <summary>The weighted geometric mean: an account that is ten times calmer than usual is not made half as wild by it.</summary>
    private static double Blend(double own, double weight, double usual) =>
        usual <= 0 ? own : Math.Exp(((weight * Math.Log(own)) + (Usual * Math.Log(usual))) / (weight + Usual));

    /// <summary>Deviations grow by a power of the days between two spans.</summary>
    private static double Between(double from, double to, int fromDays, int toDays, int days) =>
        from <= 0 ? to * (days - fromDays) / (toDays - fromDays)
        : from * Math.Pow(to / from, Math.Log(days / (double)fromDays) / Math.Log(toDays / (double)fromDays));
}
