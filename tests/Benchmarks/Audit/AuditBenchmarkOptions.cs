using Microsoft.Extensions.Configuration;

namespace Tests.Benchmarks.Audit;

/// <summary>How long and how much.</summary>
internal sealed record AuditBenchmarkOptions
{
    /// <summary>Seconds of appending.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>Entries that wait to be written at any time, over all shards.</summary>
    public int Waiting { get; init; } = 8_000;

    /// <summary>Customers whose entries they are.</summary>
    public int Customers { get; init; } = 100_000;

    /// <summary>Entries of the log from which is proved, all in one shard.</summary>
    public int Entries { get; init; } = 10_000_000;

    /// <summary>Proofs of each kind.</summary>
    public int Proofs { get; init; } = 1_000;

    /// <summary>Reads <c>--entries 10000000 --seconds 10 …</c>.</summary>
    public static AuditBenchmarkOptions Read(string[] args) => new ConfigurationBuilder().AddCommandLine(args).Build().Get<AuditBenchmarkOptions>() ?? new();
}
