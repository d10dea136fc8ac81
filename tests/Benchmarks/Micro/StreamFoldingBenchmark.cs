using BenchmarkDotNet.Attributes;
using Grains.Activity;
using Grains.Insights;

namespace Tests.Benchmarks.Micro;

/// <summary>Claim: with 64 streams, folding a payment into its own takes under 5 µs, whether it has a rhythm or not, and allocates nothing but now and
/// then a longer buffer.</summary>
[MemoryDiagnoser]
public class StreamFoldingBenchmark
{
    private static readonly int Begin = new DateOnly(2026, 1, 5).DayNumber;
    private readonly StreamTable table = new([], new PackedWriter());
    private int round;

    /// <summary>Folds 64 counterparties' payments: every other one monthly.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        for (var i = 0; i < 640; i++)
        {
            Fold(i % 64, i / 64);
        }

        round = 10;
    }

    /// <summary>Folds one more of each.</summary>
    [Benchmark(OperationsPerInvoke = 64)]
    public void Fold()
    {
        round = (round + 1) % 60;
        for (var i = 0; i < 64; i++)
        {
            Fold(i, round);
        }
    }

    private void Fold(int payee, int times) => table.Fold(
        0, 0, Names[payee], 1, Begin + (payee % 2 == 0 ? 30 * times : (11 * times) + (payee * times % 13)), payee % 2 == 0 ? -9.99m : -10 - (payee * times % 97));

    private static readonly string[] Names = [.. Enumerable.Range(0, 64).Select(static i => $"Merchant {i} of the town")];
}
