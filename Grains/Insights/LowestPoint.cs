namespace Grains.Insights;

/// <summary>
/// The minimum of a balance over the days ahead. It lies below the lowest expectation, the further the more days can reach it, and the longer
/// an account is known, the more its own lowest balance of as many days past says. Quantiles as of <see cref="ForecastSpread"/>.
/// </summary>
internal static class LowestPoint
{
    /// <summary>Months after which the past says as much as the expectation.</summary>
    private const double Doubt = 4;

    private static ReadOnlySpan<double> Middles => [0, 0, 0, 0, 0.15, 0.2, 0.2];

    private static ReadOnlySpan<double> Lows => [1, 1, 1, 1, 1, 1.15, 1.2];

    private static ReadOnlySpan<double> Highs => [1, 1, 1, 1, 0.97, 0.8, 0.78];

    /// <summary>The minimum.</summary>
    /// <param name="expected">By days ahead less 1.</param>
    /// <param name="low">How far below it one case in ten lies.</param>
    /// <param name="high">How far above it one case in ten lies.</param>
    /// <param name="past">The lowest balance of as many days past, had the drift gone on.</param>
    /// <param name="months">How many whole months are known.</param>
    /// <param name="basis">The day, and how to round.</param>
    /// <returns>Dated on the day of the lowest expectation, the first of equals.</returns>
    public static ForecastDay Of(
        ReadOnlySpan<double> expected, ReadOnlySpan<double> low, ReadOnlySpan<double> high, double past, int months, in ForecastBasis basis)
    {
        var days = expected.Length;
        var (toMiddle, toLow, toHigh) = (ForecastSpread.At(Middles, days), ForecastSpread.At(Lows, days), ForecastSpread.At(Highs, days));
        var (at, middle, lowest, highest) = (0, double.MaxValue, double.MaxValue, double.MaxValue);
        for (var i = 0; i < days; i++)
        {
            at = expected[i] < expected[at] ? i : at;
            middle = Math.Min(middle, expected[i] - (toMiddle * low[i]));
            lowest = Math.Min(lowest, expected[i] - (toLow * low[i]));
            highest = Math.Min(highest, expected[i] + (toHigh * high[i]));
        }

        middle += months / (months + Doubt) * (past - middle);
        middle = Math.Min(Math.Max(middle, expected[at] - low[at]), expected[at]);
        return new(
            DateOnly.FromDayNumber(basis.AsOf + at + 1), basis.Money(middle), basis.Money(Math.Min(lowest, middle)), basis.Money(Math.Max(highest, middle)));
    }
}
