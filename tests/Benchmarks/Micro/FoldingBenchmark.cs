using BenchmarkDotNet.Attributes;
using Grains.Activity;
using Grains.Catalog;
using Grains.Interfaces.Activity;

namespace Tests.Benchmarks.Micro;

/// <summary>Claim: folding a transaction into 13 months of history takes at most 50 µs and allocates less than twice the section, so that the
/// write to the disk is what a transaction costs; one of a batch, its category found by its text, takes at most 5 µs.
/// <code>
/// | Method   | Mean    | Allocated |   .NET 10, 2 cores, a short job
/// |--------- |--------:|----------:|
/// | Fold     | 9.00 µs |  11.68 KB |
/// | FoldMany | 3.48 µs |   1.71 KB |   each of 50
/// </code></summary>
[MemoryDiagnoser]
public class FoldingBenchmark
{
    private const int Many = 50;
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);
    private readonly Catalogue catalogue = Catalogue.Load();
    private readonly TransactionBatch next = new([Transaction(Now, "next")]);
    private readonly TransactionBatch month = new([.. Enumerable.Range(0, Many).Select(static i => Transaction(Now.AddHours(-14 * i), $"d{i}") with
    {
        Mcc = null, Counterparty = i % 2 == 0 ? "Hausverwaltung Ahorn" : $"Laden {i % 10}", Description = "Zahlung 2026-11 Lindenstraße 12", Kind = "direct-debit",
    })]);

    private ActivitySection year = ActivitySection.Empty;

    /// <summary>Folds the history.</summary>
    [GlobalSetup]
    public void Prepare() => year = ActivitySection.Empty
        .Record(new([.. Enumerable.Range(0, 260).Select(static i => Transaction(Now.AddDays(-390 + (1.5 * i)), $"t{i}"))]), catalogue, Now).Next;

    /// <summary>Judges, folds, forgets what is outdated, packs.</summary>
    [Benchmark]
    public object Fold() => year.Record(next, catalogue, Now).Next;

    /// <summary>A month at once, relations between them included; the figures are of one.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public object FoldMany() => year.Record(month, catalogue, Now).Next;

    private static TransactionDraft Transaction(DateTimeOffset at, string id) => new()
    {
        Id = id, AccountId = "account", BookedAt = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null), Amount = -12.5m, Currency = "EUR",
        Counterparty = $"Merchant {id.Length}", Mcc = "5411", BalanceAfter = 1_000,
    };
}
