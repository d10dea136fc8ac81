using Microsoft.Extensions.Configuration;

namespace Tests.Benchmarks.Http;

/// <summary>How long and how much.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>Seconds of each measurement.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>Seconds of load before each measurement.</summary>
    public int Warmup { get; init; } = 3;

    /// <summary>How often everything is measured; the table shows medians.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Connections of the load, each with one request at a time.</summary>
    public int Connections { get; init; } = 64;

    /// <summary>Customers under load, each with their own token.</summary>
    public int Customers { get; init; } = 1_000;

    /// <summary>Customers who are touched once after a restart.</summary>
    public int Sleepers { get; init; } = 4_000;

    /// <summary>Those of the sleepers whose touch only warms up.</summary>
    public int Early => Sleepers / 4;

    /// <summary>Reads <c>--seconds 10 --rounds 3 …</c>.</summary>
    public static BenchmarkOptions Read(string[] args) => new ConfigurationBuilder().AddCommandLine(args).Build().Get<BenchmarkOptions>() ?? new();
}
