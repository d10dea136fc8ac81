using Grains.Interfaces.Audit;

namespace Grains.Audit;

/// <summary>
/// Those who wait for their entries to be durable, and the one flusher that writes what is waiting in one commit. Runs on its owner's scheduler,
/// one turn at a time, and takes entries while a commit is under way.
/// </summary>
/// <param name="commit">Makes entries durable.</param>
/// <param name="clock">The clock.</param>
internal sealed class AppendQueue(Func<IReadOnlyList<AuditEntry>, ValueTask> commit, TimeProvider clock)
{
    /// <summary>The most entries of one commit.</summary>
    public const int BatchSize = 1000;

    /// <summary>The most that wait; beyond it nobody is let in.</summary>
    public const int Capacity = 50_000;

    /// <summary>How long anybody waits.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Queue<Waiting> waiting = [];
    private bool isFlushing;

    /// <summary>Hands in an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>When durable.</returns>
    /// <exception cref="TimeoutException">It was not in time; whether it will be is unknown.</exception>
    public Task Add(AuditEntry entry)
    {
        if (waiting.Count >= Capacity)
        {
            throw new TimeoutException("Too many entries wait.");
        }

        var one = new Waiting(entry, clock.GetTimestamp());
        waiting.Enqueue(one);
        if (!isFlushing)
        {
            isFlushing = true;
            _ = Flush();
        }

        return one.Durable.Task.WaitAsync(Patience, clock);
    }

    private async Task Flush()
    {
        while (Take() is { Count: > 0 } batch)
        {
            try
            {
                await commit([.. batch.Select(static one => one.Entry)]);
                batch.ForEach(static one => one.Durable.TrySetResult());
            }
            catch (Exception exception)
            {
                batch.ForEach(one => one.Durable.TrySetException(exception));
            }
        }

        isFlushing = false;
    }

    /// <summary>The next batch, without those who have given up: nothing is recorded late of what was refused.</summary>
    private List<Waiting> Take()
    {
        var batch = new List<Waiting>(Math.Min(waiting.Count, BatchSize));
        while (batch.Count < BatchSize && waiting.TryDequeue(out var one))
        {
            if (clock.GetElapsedTime(one.Since) < Patience)
            {
                batch.Add(one);
            }
        }

        return batch;
    }

    private sealed record Waiting(AuditEntry Entry, long Since)
    {
        public TaskCompletionSource Durable { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
