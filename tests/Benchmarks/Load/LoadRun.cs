using System.Diagnostics;
using System.Text;

namespace Tests.Benchmarks.Load;

/// <summary>What the connections of a run share: the requests, the end, and the counts.</summary>
internal sealed class LoadRun(LoadPlan plan, double? seconds, long first)
{
    private readonly (byte[] Bytes, int[] Sequences)[] requests = [.. plan.Requests.Select(request => Prepare(request, plan.Target))];
    private readonly long startedAt = Stopwatch.GetTimestamp();
    private long sent;
    private long answered;
    private long errors;

    /// <summary>The latencies.</summary>
    public LatencyHistogram Latencies { get; } = new();

    /// <summary>Writes the next request.</summary>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="length">Its length.</param>
    /// <returns>False where the time is over, or each has been sent once.</returns>
    public bool TryNext(byte[] buffer, out int length)
    {
        length = 0;
        var number = Interlocked.Increment(ref sent) - 1;
        if (seconds is { } limit ? Stopwatch.GetElapsedTime(startedAt).TotalSeconds >= limit : number >= requests.Length)
        {
            return false;
        }

        var (bytes, sequences) = requests[number % requests.Length];
        length = bytes.Length;
        bytes.CopyTo(buffer, 0);
        foreach (var at in sequences)
        {
            (first + number).TryFormat(buffer.AsSpan(at, LoadRequest.Sequence.Length), out _, "D12");
        }

        return true;
    }

    /// <summary>Counts an answer.</summary>
    public void Count() => Interlocked.Increment(ref answered);

    /// <summary>Counts an error and shows the first.</summary>
    public void Fail(string what)
    {
        if (Interlocked.Increment(ref errors) == 1)
        {
            Console.WriteLine(what);
        }
    }

    /// <summary>What was measured until now.</summary>
    public LoadResult ToResult() =>
        new(answered, Stopwatch.GetElapsedTime(startedAt).TotalSeconds, errors, Latencies.Percentile(0.5), Latencies.Percentile(0.99));

    private static (byte[] Bytes, int[] Sequences) Prepare(LoadRequest request, Uri target)
    {
        var text = request.ToText(target);
        var sequences = new List<int>();
        for (var at = text.IndexOf(LoadRequest.Sequence, StringComparison.Ordinal); at >= 0; at = text.IndexOf(LoadRequest.Sequence, at + 1, StringComparison.Ordinal))
        {
            sequences.Add(at);
        }

        return (Encoding.ASCII.GetBytes(text), [.. sequences]);
    }
}
