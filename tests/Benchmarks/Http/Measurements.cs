using Tests.Benchmarks.Load;

namespace Tests.Benchmarks.Http;

/// <summary>What was measured, by workload and server, once a round; printed as a Markdown table of medians and ratios.</summary>
internal sealed class Measurements
{
    private readonly Dictionary<(string Workload, string Server), List<LoadResult>> results = [];

    /// <summary>Keeps a result.</summary>
    public void Add(string workload, string server, LoadResult result)
    {
        if (!results.TryGetValue((workload, server), out var all))
        {
            results.Add((workload, server), all = []);
        }

        all.Add(result);
        Console.Error.WriteLine($"  {workload}, {server}: {result.Rate:N0}/s, {Show(result.Processor)} µs of processor each");
    }

    /// <summary>The table: a row for each workload and server, and how it compares with those measured beside it.</summary>
    /// <param name="against">The servers to compare with; a workload without one shows a dash.</param>
    public IEnumerable<string> ToTable(params string[] against)
    {
        yield return $"| workload | server | requests/s | p50 ms | p99 ms | CPU µs | {string.Join(" | ", against.Select(static a => $"× {a}"))} |";
        yield return $"|---|---|--:|--:|--:|--:|{string.Concat(against.Select(static _ => "--:|"))}";
        foreach (var ((workload, server), _) in results)
        {
            var median = Median(workload, server)!;
            var ratios = against.Select(a => a == server || (Median(workload, a) ?? Median(a, a)) is not { } other ? "" : $"{median.Rate / other.Rate:0.00}");
            yield return $"| {workload} | {server} | {median.Rate:N0} | {Show(median.P50)} | {Show(median.P99)} | {Show(median.Processor)} | {string.Join(" | ", ratios)} |";
        }
    }

    private static string Show(double? figure) => $"{figure:0.0}";

    private LoadResult? Median(string workload, string server) =>
        results.TryGetValue((workload, server), out var all) ? all.OrderBy(static r => r.Rate).ElementAt(all.Count / 2) : null;
}
