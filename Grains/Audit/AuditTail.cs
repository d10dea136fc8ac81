using System.Security.Cryptography;
using Grains.Access;
using Grains.Interfaces.Audit;

namespace Grains.Audit;

/// <summary>The end of a shard, to which entries are appended. Nothing but what the store had when it was read and what was durably added since.</summary>
internal sealed class AuditTail
{
    private readonly IAuditStore store;
    private readonly int shard;

    private AuditTail(IAuditStore store, int shard, MerkleFrontier tree) => (this.store, this.shard, Tree) = (store, shard, tree);

    /// <summary>The tree of what was surely written; does not change, another one takes its place.</summary>
    public MerkleFrontier Tree { get; private set; }

    /// <summary>Reads the end of a shard.</summary>
    /// <param name="store">The store.</param>
    /// <param name="shard">The shard.</param>
    /// <returns>The tail.</returns>
    /// <exception cref="AuditTamperedException">The tree has holes.</exception>
    public static async ValueTask<AuditTail> Read(IAuditStore store, int shard) =>
        new(store, shard, await new StoredTree(store, shard).Frontier(await store.Size(shard)));

    /// <summary>Appends entries, without those whose id is there.</summary>
    /// <param name="entries">The entries.</param>
    /// <returns>False where somebody else has appended since the tail was read: nothing was written, and the tail is of no more use.</returns>
    public async ValueTask<bool> Append(IReadOnlyList<AuditEntry> entries)
    {
        var fresh = await Fresh(entries);
        if (fresh.Count == 0)
        {
            return true;
        }

        var next = Tree.Fork();
        if (!await store.Append(AuditBatch.Place(shard, fresh, next)))
        {
            return false;
        }

        Tree = next;
        return true;
    }

    private async ValueTask<IReadOnlyCollection<AuditEntry>> Fresh(IReadOnlyList<AuditEntry> entries)
    {
        var ids = new HashSet<Guid>();
        foreach (var entry in entries)
        {
            if (entry.IsRepeatable())
            {
                ids.Add(entry.Id);
            }
        }

        if (ids.Count == 0)
        {
            return entries;
        }

        var known = await store.Known(shard, ids);
        var fresh = new List<AuditEntry>(entries.Count);
        foreach (var entry in entries)
        {
            if (!entry.IsRepeatable() || (!known.ContainsKey(entry.Id) && ids.Remove(entry.Id)))
            {
                fresh.Add(entry);
            }
            else if (known.TryGetValue(entry.Id, out var at) && entry.At - at >= OperationJournal.Kept && ids.Remove(entry.Id)
                && await Again(entry) is { } again)
            {
                fresh.Add(again);
            }
        }

        return fresh;
    }

    /// <summary>A key that comes again when nobody remembers it any more makes a new change, so it makes a new entry: under the next id that is
    /// free, unless that one was taken by the same change within the time that is remembered.</summary>
    private async ValueTask<AuditEntry?> Again(AuditEntry entry)
    {
        var id = entry.Id;
        while ((await store.Known(shard, [id])).TryGetValue(id, out var at))
        {
            if (entry.At - at < OperationJournal.Kept)
            {
                return null;
            }

            id = new Guid(SHA256.HashData(id.ToByteArray())[..16]);
        }

        return entry with { Id = id };
    }
}
