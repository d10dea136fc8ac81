namespace Grains.Insights;

/// <summary>
/// The minimum of a balance over the days ahead. It has no closed form where the expectation moves, so that 256 paths are walked: always the
/// same ones, each with its mirror image, so that equal inputs give equal figures and a path's median day is the expectation.
/// </summary>
internal static class LowestPoint
{
    private const int Pairs = 128;
    private const double OneInTen = 1.2816;

    /// <summary>How far the minimum's quantiles lie from those of the paths: balances come back, and the paths do not.</summary>
    private const double LowScale = 1;
    private const double HighScale = 1;
    private const double Shift = 0;

    private static readonly float[] Steps = Normals();

    /// <summary>The minimum.</summary>
    /// <param name="expected">By days ahead less 1.</param>
    /// <param name="low">How far below it one case in ten lies.</param>
    /// <param name="high">How far above it one case in ten lies.</param>
    /// <param name="basis">The day, and how to round.</param>
    /// <returns>Dated on the day of the lowest expectation, the first of equals.</returns>
    public static ForecastDay Of(ReadOnlySpan<double> expected, ReadOnlySpan<double> low, ReadOnlySpan<double> high, in ForecastBasis basis)
    {
        Span<double> minima = stackalloc double[2 * Pairs];
        Span<double> steps = stackalloc double[expected.Length];
        var (at, lowestLow, lowestHigh) = (0, double.MaxValue, double.MaxValue);
        for (var i = 0; i < expected.Length; i++)
        {
            var before = i > 0 ? low[i - 1] + high[i - 1] : 0;
            steps[i] = Math.Sqrt(Math.Max(0, ((low[i] + high[i]) * (low[i] + high[i])) - (before * before))) / (2 * OneInTen);
            at = expected[i] < expected[at] ? i : at;
            lowestLow = Math.Min(lowestLow, expected[i] - low[i]);
            lowestHigh = Math.Min(lowestHigh, expected[i] + high[i]);
        }

        for (var pair = 0; pair < Pairs; pair++)
        {
            var normals = Steps.AsSpan(pair * BalanceForecast.MostDays, expected.Length);
            var (walked, up, down) = (0.0, double.MaxValue, double.MaxValue);
            for (var i = 0; i < normals.Length; i++)
            {
                walked += normals[i] * steps[i];
                var whole = low[i] + high[i];
                var (below, above) = whole > 0 ? (2 * low[i] / whole, 2 * high[i] / whole) : (0, 0);
                up = Math.Min(up, expected[i] + (walked * (walked < 0 ? below : above)));
                down = Math.Min(down, expected[i] - (walked * (walked < 0 ? above : below)));
            }

            (minima[2 * pair], minima[(2 * pair) + 1]) = (up, down);
        }

        minima.Sort();
        var (tenth, half, ninth) = (Quantile(minima, 0.1), Quantile(minima, 0.5), Quantile(minima, 0.9));
        var middle = Math.Min(half + (Shift * (half - tenth)), expected[at]);
        return new(
            DateOnly.FromDayNumber(basis.AsOf + at + 1), basis.Money(middle),
            basis.Money(Math.Min(middle - (LowScale * (half - tenth)), lowestLow)),
            basis.Money(Math.Max(middle, Math.Min(middle + (HighScale * (ninth - half)), lowestHigh))));
    }

    private static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
    }

    /// <summary>Normal deviates of a fixed counter (SplitMix64, Box and Muller).</summary>
    private static float[] Normals()
    {
        var normals = new float[Pairs * BalanceForecast.MostDays];
        for (var i = 0; i < normals.Length; i++)
        {
            var (radius, angle) = (Uniform(2UL * (ulong)i), Uniform((2UL * (ulong)i) + 1));
            normals[i] = (float)(Math.Sqrt(-2 * Math.Log(radius)) * Math.Cos(2 * Math.PI * angle));
        }

        return normals;
    }

    private static double Uniform(ulong counter)
    {
        var z = (counter + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (((z ^ (z >> 31)) >> 11) + 0.5) / (1UL << 53);
    }
}
