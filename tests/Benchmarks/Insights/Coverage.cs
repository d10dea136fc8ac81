using Grains.Insights;

namespace Tests.Benchmarks.Insights;

/// <summary>How often what came lay in the interval, and how wide that was.</summary>
internal sealed class Coverage
{
    private int below;
    private int above;
    private double width;
    private double actual;

    /// <summary>How many forecasts.</summary>
    public int Count { get; private set; }

    /// <summary>The share of forecasts whose interval held what came.</summary>
    public double Inside => 1 - ((below + above) / (double)Count);

    /// <summary>Adds one.</summary>
    public void Add(in ForecastDay forecast, double came)
    {
        Count++;
        below += came < (double)forecast.Low ? 1 : 0;
        above += came > (double)forecast.High ? 1 : 0;
        width += (double)(forecast.High - forecast.Low);
        actual += Math.Abs(came);
    }

    /// <summary>Share inside, below and above, and the mean width over the mean of what came.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Inside:0.000} | {below / (double)Count:0.000} | {above / (double)Count:0.000} | {width / actual:0.00} | {Count:N0}");
}
