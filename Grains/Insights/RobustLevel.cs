namespace Grains.Insights;

/// <summary>Where values lie and how far they spread, by medians, so that one odd month changes neither.</summary>
/// <param name="Median">The middle value; the mean of the two middle ones of an even number.</param>
/// <param name="Spread">1.4826 × the median distance from the median: the standard deviation, if they were normal.</param>
internal readonly record struct RobustLevel(decimal Median, decimal Spread)
{
    private const decimal ToDeviation = 1.4826m;

    /// <summary>Measures values.</summary>
    /// <param name="values">At least one; used up.</param>
    /// <returns>Their level.</returns>
    public static RobustLevel Of(Span<decimal> values)
    {
        var median = MedianOf(values);
        foreach (ref var value in values)
        {
            value = Math.Abs(value - median);
        }

        return new(median, ToDeviation * MedianOf(values));
    }

    private static decimal MedianOf(Span<decimal> values)
    {
        values.Sort();
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
