using BenchmarkDotNet.Attributes;
using Grains.Activity;
using Grains.Insights;

namespace Tests.Benchmarks.Micro;

/// <summary>Claim: with 64 streams, folding a payment into its own takes under 5 µs, whether it has a rhythm or not, and allocates nothing but now and
/// then a longer buffer.
/// <code>
/// | Method | Mean    | Allocated |   .NET 10, 2 cores, a short job
/// |------- |--------:|----------:|
/// | Fold   | 2.85 µs |     132 B |
/// </code></summary>
[MemoryDiagnoser]
public class StreamFoldingBenchmark
{
    private static readonly int Begin = new DateOnly(2026, 1, 5).DayNumber;
    private readonly PackedWriter writer = new();
    private byte[] held = [];

    /// <summary>Folds ten payments of each of 64 counterparties: every other one monthly and of one amount.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var table = new StreamTable([], writer);
        for (var i = 0; i < 640; i++)
        {
            Fold(table, i % 64, i / 64);
        }

        held = table.ToArray();
    }

    /// <summary>Folds the next one of each into the table as it was.</summary>
    [Benchmark(OperationsPerInvoke = 64)]
    public byte[] Fold()
    {
        var table = new StreamTable(held, writer);
        for (var i = 0; i < 64; i++)
        {
            Fold(table, i, 10);
        }

        return table.ToArray();
    }

    private static void Fold(StreamTable table, int payee, int times) => table.Fold(
        0, 0, Names[payee], 1, Begin + (payee % 2 == 0 ? 30 * times : (11 * times) + (payee * times % 13)), payee % 2 == 0 ? -9.99m : -10 - (payee * times % 97));

    private static readonly string[] Names = [.. Enumerable.Range(0, 64).Select(static i => $"Merchant {i} of the town")];
}
