using System.Diagnostics;

namespace Tests.Benchmarks.Load;

/// <summary>Counts latencies in steps of ten microseconds up to ten seconds; what is longer counts as ten seconds.</summary>
internal sealed class LatencyHistogram
{
    private const int StepsPerMillisecond = 100;
    private readonly int[] counts = new int[10_000 * StepsPerMillisecond];

    /// <summary>Counts one.</summary>
    public void Add(long startedAt)
    {
        var step = (int)Math.Min(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds * StepsPerMillisecond, counts.Length - 1);
        Interlocked.Increment(ref counts[step]);
    }

    /// <summary>A percentile in milliseconds.</summary>
    /// <param name="part">0 to 1.</param>
    public double Percentile(double part)
    {
        var left = counts.Sum(static c => (long)c) * part;
        var step = 0;
        for (; step < counts.Length - 1 && (left -= counts[step]) > 0; step++)
        {
        }

        return (double)step / StepsPerMillisecond;
    }
}
