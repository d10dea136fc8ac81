using System.Globalization;

namespace Grains.Audit;

/// <summary>An entry with everything that the store says of it.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Leaf">Its bytes.</param>
/// <param name="Hash">The hash beside them.</param>
/// <param name="Mutation">The id by which a repeat finds it.</param>
/// <param name="At">Milliseconds since 1970, UTC.</param>
/// <param name="Subject">The customer's tag.</param>
/// <param name="HasText">Whether sealed text stands beside it.</param>
/// <param name="Destroys">Whether it is found among the entries that destroy keys.</param>
internal sealed record StoredEntry(long Index, byte[] Leaf, byte[] Hash, Guid? Mutation, long At, byte[]? Subject, bool HasText, bool Destroys);

/// <summary>
/// Verifies a shard entry by entry, in order, from nothing but its bytes: each in its place and as it was hashed, every subtree as the store
/// keeps it, every root as it was signed. Finds the first entry that was changed, dropped, reordered, truncated or forked.
/// </summary>
/// <param name="shard">The shard.</param>
/// <param name="evidence">What the entries are compared with.</param>
internal sealed class ShardVerification(int shard, TreeEvidence evidence)
{
    private readonly MerkleFrontier tree = new();
    private readonly List<MerkleBlock> completed = [];
    private StoredEntry? held;
    private bool isBegun;
    private AuditFault? fault;

    /// <summary>How many entries were verified.</summary>
    public long Size => tree.Size;

    /// <summary>The root over them.</summary>
    /// <returns>32 bytes.</returns>
    public byte[] Root() => tree.Root();

    /// <summary>Takes the next entry.</summary>
    /// <param name="entry">The entry with the next higher index.</param>
    /// <returns>False where there is nothing more to find out.</returns>
    public bool Take(StoredEntry entry)
    {
        JudgeHeld(following: entry);
        held = entry;
        return fault is null;
    }

    /// <summary>Ends.</summary>
    /// <returns>The first fault; null where the shard is good.</returns>
    public AuditFault? End()
    {
        JudgeHeld(following: null);
        return evidence.First(tree.Size, fault);
    }

    /// <summary>Judges an entry when the one behind it is known, which tells a dropped entry from a reordered one.</summary>
    private void JudgeHeld(StoredEntry? following)
    {
        if (!isBegun)
        {
            isBegun = true;
            evidence.Compare(tree, completed);
        }

        if (fault is not null || held is not { } entry)
        {
            return;
        }

        fault = Misplaced(entry, following) ?? Altered(entry);
        if (fault is null)
        {
            tree.Append(MerkleHash.Leaf(entry.Leaf), completed);
            evidence.Compare(tree, completed);
            completed.Clear();
        }
    }

    private AuditFault? Misplaced(StoredEntry entry, StoredEntry? following)
    {
        if (entry.Index != Size)
        {
            return At(AuditFaultKind.Dropped, string.Create(CultureInfo.InvariantCulture, $"the next one in the store is {entry.Index}"));
        }

        if (AuditLeafReader.IsAt(entry.Leaf, shard, Size) || AuditLeafReader.TryRead(entry.Leaf) is not { } named || (named.Shard == shard && named.Index == Size))
        {
            return null;
        }

        var isDropped = named.Shard == shard && named.Index > Size && (following is null || AuditLeafReader.IsAt(following.Leaf, shard, named.Index + 1));
        return At(
            isDropped ? AuditFaultKind.Dropped : AuditFaultKind.Reordered,
            string.Create(CultureInfo.InvariantCulture, $"in its place stands entry {named.Index} of shard {named.Shard}"));
    }

    private AuditFault? Altered(StoredEntry entry)
    {
        if (!MerkleHash.Leaf(entry.Leaf).AsSpan().SequenceEqual(entry.Hash))
        {
            return At(AuditFaultKind.Changed, "its bytes are not those that were hashed");
        }

        if (AuditLeafReader.TryRead(entry.Leaf) is not { } read || !AuditLeaf.Encode(shard, Size, read.Entry).AsSpan().SequenceEqual(entry.Leaf))
        {
            return At(AuditFaultKind.Changed, "its bytes are not as this log writes them");
        }

        var written = new PlacedEntry(Size, read.Entry, entry.Leaf, entry.Hash);
        var isBeside = entry.At == read.Entry.At.ToUnixTimeMilliseconds() && entry.Mutation == written.Mutation
            && entry.HasText == (read.Entry.CaseHash is not null || read.Entry.GlassHash is not null)
            && entry.Destroys == !read.Entry.DestroyedKeys.IsEmpty
            && (entry.Subject ?? []).AsSpan().SequenceEqual(read.Entry.Subject is { } subject ? subject.AsSpan() : default);
        return isBeside ? null : At(AuditFaultKind.Changed, "time, customer, id, text or keys beside its bytes are not those in them");
    }

    private AuditFault At(AuditFaultKind kind, string what) => new(Size, Size, kind, what);
}
