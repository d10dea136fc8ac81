using Grains.Audit;
using Tests.Storage;

namespace Tests.Audit;

/// <summary>An audit store whose next append fails, on demand.</summary>
internal sealed class FaultyAuditStore(IAuditStore inner, CrashLine line) : IAuditStore
{
    private Fault next;

    public int Shards => inner.Shards;

    /// <summary>How many appends were tried.</summary>
    public int Commits { get; private set; }

    /// <summary>What appends wait for.</summary>
    public Task Opened { get; set; } = Task.CompletedTask;

    /// <summary>Makes the next append fail.</summary>
    public void FailNext(Fault fault) => next = fault;

    public async ValueTask<bool> Append(AuditBatch batch)
    {
        Commits++;
        await Opened;
        var fault = Interlocked.Exchange(ref next, Fault.None);
        if (fault == Fault.Before)
        {
            throw new IOException("The audit store is down.");
        }

        var isDone = await line.Pass(() => inner.Append(batch));
        return fault == Fault.After ? throw new IOException("The audit store does not answer.") : isDone;
    }

    public ValueTask<long> Size(int shard) => inner.Size(shard);

    public ValueTask<IReadOnlyDictionary<Guid, DateTimeOffset>> Known(int shard, IReadOnlyCollection<Guid> ids) => inner.Known(shard, ids);

    public ValueTask<IReadOnlyList<AuditLeafRow>> Leaves(int shard, long from, int limit) => inner.Leaves(shard, from, limit);

    public ValueTask<byte[]> Hashes(int shard, MerkleTile run) => inner.Hashes(shard, run);

    public ValueTask<long> SignedSize(int shard) => inner.SignedSize(shard);

    public ValueTask<AuditCheckpoint?> Newest(int shard) => inner.Newest(shard);

    public ValueTask<bool> Keep(int shard, AuditCheckpoint checkpoint, string verifierKey) => inner.Keep(shard, checkpoint, verifierKey);

    public IAsyncEnumerable<Guid> DestroyedKeys() => inner.DestroyedKeys();

    public ValueTask<IReadOnlyList<AuditRow>> Of(int shard, ReadOnlyMemory<byte> subject, DateTimeOffset from, DateTimeOffset to, long before, int limit) =>
        inner.Of(shard, subject, from, to, before, limit);
}
