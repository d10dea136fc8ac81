namespace Tests.Benchmarks.Insights;

/// <summary>Weighted absolute percentage error: the sum of what forecasts were off by, over the sum of what came.</summary>
internal sealed class Errors
{
    private double off;
    private double actual;

    /// <summary>How many forecasts.</summary>
    public int Count { get; private set; }

    /// <summary>The error.</summary>
    public double Wape => off / actual;

    /// <summary>Adds one.</summary>
    /// <param name="forecast">What was forecast.</param>
    /// <param name="came">What came.</param>
    public void Add(double forecast, double came) => (off, actual, Count) = (off + Math.Abs(forecast - came), actual + Math.Abs(came), Count + 1);
}
