using Grains.Interfaces.Audit;

namespace Grains.Audit;

/// <summary>Entries that are written together.</summary>
/// <param name="Shard">Their shard.</param>
/// <param name="Leaves">In order, without gaps.</param>
/// <param name="Blocks">The subtrees that they complete.</param>
internal sealed record AuditBatch(int Shard, IReadOnlyList<PlacedEntry> Leaves, IReadOnlyList<MerkleBlock> Blocks)
{
    /// <summary>Places entries at the end of a tree.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="tree">The tree; grows by them.</param>
    /// <returns>The batch.</returns>
    public static AuditBatch Place(int shard, IReadOnlyCollection<AuditEntry> entries, MerkleFrontier tree)
    {
        var (leaves, blocks) = (new List<PlacedEntry>(entries.Count), new List<MerkleBlock>());
        foreach (var entry in entries)
        {
            var leaf = AuditLeaf.Encode(shard, tree.Size, entry);
            var placed = new PlacedEntry(tree.Size, entry, leaf, MerkleHash.Leaf(leaf));
            leaves.Add(placed);
            tree.Append(placed.Hash, blocks);
        }

        return new AuditBatch(shard, leaves, blocks);
    }
}

/// <summary>An entry with its place.</summary>
/// <param name="Index">Its place in the shard.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Leaf">Its leaf.</param>
/// <param name="Hash">The leaf's hash.</param>
internal sealed record PlacedEntry(long Index, AuditEntry Entry, byte[] Leaf, byte[] Hash)
{
    /// <summary>The id by which a repeat finds the entry; null where nothing repeats it.</summary>
    public Guid? Mutation => Entry.IsRepeatable() ? Entry.Id : null;
}

/// <summary>Which entries may be handed in twice.</summary>
internal static class RepeatableEntries
{
    /// <summary>Whether an entry may be handed in again under its id: a mutation that is repeated, or a number whose first writing is in doubt.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>True where it may.</returns>
    public static bool IsRepeatable(this AuditEntry entry) => entry.Kind is AuditKind.Mutation or AuditKind.Repeats;
}
