using System.Globalization;
using System.Text.Json;

namespace Tests.Benchmarks.Load;

/// <summary>What a loader measured; its last line of output.</summary>
/// <param name="Requests">How many were answered.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Errors">How many were answered by anything but 2xx, or not at all.</param>
/// <param name="P50">Median latency in milliseconds; null where it was not measured.</param>
/// <param name="P99">The 99th percentile of latency in milliseconds; null where it was not measured.</param>
internal sealed record LoadResult(long Requests, double Seconds, long Errors, double? P50, double? P99)
{
    /// <summary>What the servers' processes used of the processors for a request, in microseconds; null where it was not measured.</summary>
    public double? Processor { get; init; }

    /// <summary>Requests a second.</summary>
    public double Rate => Requests / Seconds;

    /// <summary>Reads a loader's output. A measurement with errors in it measures errors.</summary>
    /// <exception cref="InvalidDataException">There were errors, or nothing was measured.</exception>
    public static LoadResult Read(string output)
    {
        var line = output.TrimEnd().Split('\n')[^1];
        var result = JsonSerializer.Deserialize<LoadResult>(line) ?? throw new InvalidDataException(output);
        return result is { Errors: 0, Requests: > 0 } ? result
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{result.Errors} errors among {result.Requests} answers: {output}"));
    }
}
