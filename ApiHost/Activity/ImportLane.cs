using System.Collections.Immutable;
using System.Threading.Channels;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;

namespace ApiHost.Activity;

/// <summary>A line on its way.</summary>
/// <param name="Number">The line's number.</param>
/// <param name="Line">The line.</param>
/// <param name="Places">How much of the import's room it takes.</param>
internal readonly record struct ImportEntry(long Number, ImportLine Line, int Places);

/// <summary>Sends the lines of its customers one after the other. Transactions of one customer that wait in a row travel in one call.</summary>
internal sealed class ImportLane(Importer importer, Func<ImportLine, ValueTask<ImportOutcome>> send, ILogger log)
{
    private static readonly Refusal Unavailable = new(ProblemCode.Unavailable, "The outcome is unknown. Repeat the file: what is done already is done once.");

    // A later line could close the window on an earlier one: it waits for the repeat with it.
    private static readonly Refusal Behind = new(ProblemCode.Unavailable, "Not sent, since an earlier line of this customer failed. Repeat the file.");

    private readonly Channel<ImportEntry> queue = Channel.CreateUnbounded<ImportEntry>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly HashSet<string> failed = new(StringComparer.Ordinal);
    private readonly List<ImportEntry> row = [];

    /// <summary>Adds a line.</summary>
    /// <param name="entry">The line.</param>
    public void Enqueue(ImportEntry entry) => queue.Writer.TryWrite(entry);

    /// <summary>Says that no line follows.</summary>
    public void Close() => queue.Writer.TryComplete();

    /// <summary>Sends lines until the lane is closed.</summary>
    /// <returns>When closed and empty.</returns>
    public async Task Run()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            while (queue.Reader.TryRead(out var entry))
            {
                row.Clear();
                row.Add(entry);
                var line = entry.Line is TransactionsLine first ? Gather(first) : entry.Line;
                if (!importer.IsStopped)
                {
                    Settle(line, failed.Contains(line.CustomerId) ? Behind : await Send(line));
                }

                foreach (var done in row)
                {
                    importer.Leave(done.Places);
                }
            }
        }
    }

    private TransactionsLine Gather(TransactionsLine first)
    {
        var count = first.Batch.Transactions.Length;
        ImmutableArray<TransactionDraft>.Builder? all = null;
        while (queue.Reader.TryPeek(out var next) && next.Line is TransactionsLine more && more.CustomerId == first.CustomerId
            && count + more.Batch.Transactions.Length <= ICustomerActivity.MaxBatch && queue.Reader.TryRead(out next))
        {
            if (all is null)
            {
                all = ImmutableArray.CreateBuilder<TransactionDraft>(ICustomerActivity.MaxBatch);
                all.AddRange(first.Batch.Transactions);
            }

            all.AddRange(more.Batch.Transactions);
            count = all.Count;
            row.Add(next);
        }

        return all is null ? first : first with { Batch = new TransactionBatch(all.ToImmutable()) };
    }

    private async ValueTask<ImportOutcome> Send(ImportLine line)
    {
        try
        {
            return await send(line);
        }
        catch (RefusedException refused)
        {
            return refused.Refusal;
        }
        catch (Exception exception)
        {
            log.ImportCallFailed(row[0].Number, exception.GetType().Name);
            return Unavailable;
        }
    }

    private void Settle(ImportLine line, ImportOutcome outcome)
    {
        if (outcome.Refusal is { } refusal && EndsImport(refusal.Code))
        {
            importer.Stop(refusal);
            return;
        }

        if (outcome.Refusal?.Code == ProblemCode.Unavailable)
        {
            failed.Add(line.CustomerId);
        }

        importer.Count(outcome);
        foreach (var entry in row)
        {
            importer.Finish(entry.Number, outcome.Refusal?.Below(line.Root));
        }
    }

    private static bool EndsImport(ProblemCode code) => code is ProblemCode.TokenMissing or ProblemCode.TokenInvalid
        or ProblemCode.RoleNotAllowed or ProblemCode.PurposeMissing or ProblemCode.PurposeNotAllowed;
}
