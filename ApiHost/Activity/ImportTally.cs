using System.Collections.Immutable;
using Grains.Interfaces.Activity;

namespace ApiHost.Activity;

/// <summary>An import's counts so far.</summary>
/// <param name="Line">Every line up to this one is done: durable, or answered with an error.</param>
/// <param name="Customers">Customers merged.</param>
/// <param name="Transactions">Transactions folded.</param>
/// <param name="Duplicates">Transactions and consents that were there already.</param>
/// <param name="Rejected">Transactions that were not folded.</param>
/// <param name="Consents">Consents recorded.</param>
/// <param name="Errors">Bad lines.</param>
internal readonly record struct ImportCounts(
    long Line, long Customers, long Transactions, long Duplicates, long Rejected, long Consents, long Errors)
{
    /// <summary>The first of the transactions that were not folded, and why.</summary>
    public ImmutableArray<TransactionRejected> Rejections { get; init; } = [];
}

/// <summary>Counts what became of the lines, and up to which line all are done. For use by many at once.</summary>
internal sealed class ImportTally
{
    private const int MostRejections = 100;
    private readonly Lock gate = new();
    private readonly HashSet<long> ahead = [];
    private readonly ImmutableArray<TransactionRejected>.Builder rejections = ImmutableArray.CreateBuilder<TransactionRejected>();
    private ImportCounts counts = new() { Rejections = [] };

    /// <summary>The counts now.</summary>
    public ImportCounts Counts
    {
        get
        {
            lock (gate)
            {
                return counts with { Rejections = rejections.ToImmutable() };
            }
        }
    }

    /// <summary>Counts a call's outcome.</summary>
    /// <param name="outcome">The outcome of a line, or of several together.</param>
    public void Add(in ImportOutcome outcome)
    {
        var rejected = outcome.Rejected.IsDefault ? [] : outcome.Rejected;
        lock (gate)
        {
            counts = counts with
            {
                Customers = counts.Customers + outcome.Customers,
                Transactions = counts.Transactions + outcome.Transactions,
                Duplicates = counts.Duplicates + outcome.Duplicates,
                Rejected = counts.Rejected + rejected.Length,
                Consents = counts.Consents + outcome.Consents,
            };
            for (var i = 0; i < rejected.Length && rejections.Count < MostRejections; i++)
            {
                rejections.Add(rejected[i]);
            }
        }
    }

    /// <summary>Notes that a line is done.</summary>
    /// <param name="line">Its number.</param>
    /// <param name="isError">Whether it was answered with an error.</param>
    public void Complete(long line, bool isError)
    {
        lock (gate)
        {
            ahead.Add(line);
            var last = counts.Line;
            while (ahead.Remove(last + 1))
            {
                last++;
            }

            counts = counts with { Line = last, Errors = counts.Errors + (isError ? 1 : 0) };
        }
    }
}
