using Grains.Audit;

namespace Tests.Unit.Audit;

/// <summary>An audit store in memory, with a door for faults and for somebody who changes it from outside.</summary>
internal sealed class MemoryAuditStore : IAuditStore
{
    public int Shards => 2;

    public List<AuditLeafRow>[] Rows { get; } = [[], []];

    public Dictionary<(int Shard, int Tier, long Index), byte[]> Blocks { get; } = [];

    public List<AuditCheckpoint>[] Checkpoints { get; } = [[], []];

    /// <summary>The largest sizes that were signed.</summary>
    public long[] Signed { get; } = [-1, -1];

    /// <summary>The sizes of the batches that were handed in.</summary>
    public List<int> Batches { get; } = [];

    public long RowsRead { get; set; }

    /// <summary>Runs before a batch is written; may wait, throw, or write another batch first.</summary>
    public Func<AuditBatch, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Runs after a batch is written; what it throws leaves the caller without an answer.</summary>
    public Func<AuditBatch, Task> After { get; set; } = static _ => Task.CompletedTask;

    private Dictionary<Guid, DateTimeOffset> Mutations { get; } = [];

    /// <summary>A store with leaves of any bytes in shard 0.</summary>
    public static async Task<MemoryAuditStore> Of(byte[][] leaves)
    {
        var (store, tree, blocks) = (new MemoryAuditStore(), new MerkleFrontier(), new List<MerkleBlock>());
        foreach (var leaf in leaves)
        {
            store.Rows[0].Add(new AuditLeafRow(tree.Size, leaf, MerkleHash.Leaf(leaf)));
            tree.Append(MerkleHash.Leaf(leaf), blocks);
        }

        blocks.ForEach(block => store.Blocks[(0, block.Tier, block.Index)] = block.Hash);
        return await Task.FromResult(store);
    }

    public ValueTask<long> Size(int shard) => new(Rows[shard].Count == 0 ? 0 : Rows[shard][^1].Index + 1);

    public async ValueTask<bool> Append(AuditBatch batch)
    {
        Batches.Add(batch.Leaves.Count);
        await Before(batch);
        if (!Write(batch))
        {
            return false;
        }

        await After(batch);
        return true;
    }

    /// <summary>Writes as another writer would.</summary>
    public bool Write(AuditBatch batch)
    {
        var ids = batch.Leaves.Where(leaf => leaf.Mutation is not null).ToDictionary(leaf => leaf.Mutation!.Value, leaf => leaf.Entry.At);
        if (batch.Leaves[0].Index != Rows[batch.Shard].Count || ids.Keys.Any(Mutations.ContainsKey))
        {
            return false;
        }

        foreach (var (id, at) in ids)
        {
            Mutations.Add(id, at);
        }

        Rows[batch.Shard].AddRange(batch.Leaves.Select(leaf => new AuditLeafRow(leaf.Index, leaf.Leaf, leaf.Hash)));
        foreach (var block in batch.Blocks)
        {
            Blocks.Add((batch.Shard, block.Tier, block.Index), block.Hash);
        }

        return true;
    }

    public ValueTask<IReadOnlyDictionary<Guid, DateTimeOffset>> Known(int shard, IReadOnlyCollection<Guid> ids) =>
        new(ids.Where(Mutations.ContainsKey).ToDictionary(id => id, id => Mutations[id]));

    public ValueTask<IReadOnlyList<AuditLeafRow>> Leaves(int shard, long from, int limit) =>
        new(Rows[shard].Where(row => row.Index >= from).Take(limit).ToList());

    public ValueTask<byte[]> Hashes(int shard, MerkleTile run)
    {
        RowsRead += run.Count;
        return new(run.Tier == 0
            ? [.. Rows[shard].Where(row => row.Index >= run.From && row.Index < run.From + run.Count).SelectMany(row => row.Hash)]
            : [.. Enumerable.Range(0, run.Count).SelectMany(i => Blocks.GetValueOrDefault((shard, run.Tier, run.From + i), []))]);
    }

    public ValueTask<long> SignedSize(int shard) => new(Signed[shard]);

    public ValueTask<AuditCheckpoint?> Newest(int shard) => new(Checkpoints[shard].LastOrDefault());

    public ValueTask<bool> Keep(int shard, AuditCheckpoint checkpoint, string verifierKey)
    {
        if (Checkpoints[shard].Count > 0 && Checkpoints[shard][^1].Size >= checkpoint.Size)
        {
            return new(false);
        }

        Checkpoints[shard].Add(checkpoint);
        Signed[shard] = checkpoint.Size;
        return new(true);
    }

    public IAsyncEnumerable<Guid> DestroyedKeys() =>
        Rows.SelectMany(rows => rows).SelectMany(row => AuditLeaf.Decode(row.Leaf).DestroyedKeys).ToAsyncEnumerable();

    public ValueTask<IReadOnlyList<AuditRow>> Of(int shard, ReadOnlyMemory<byte> subject, DateTimeOffset from, DateTimeOffset to, long before, int limit) =>
        throw new NotSupportedException();
}
