using System.Globalization;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace Grains.Audit;

/// <summary>Answers an auditor from the store.</summary>
internal static class AuditInquiry
{
    /// <summary>The store differs from what was written or signed.</summary>
    public static readonly Refusal Tampered =
        new(ProblemCode.AuditUnavailable, "The store does not hold what was written or signed of this shard: its operator must run verify-audit.");

    /// <summary>The most entries of one answer.</summary>
    public const int MaxEntries = 1000;

    /// <summary>Entries in order.</summary>
    /// <param name="store">The store.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="range">Which ones.</param>
    /// <returns>The entries, or what is wrong with the range.</returns>
    public static async ValueTask<Reply<AuditEntries>> Entries(IAuditStore store, int shard, AuditRange range)
    {
        if (range.From < 0)
        {
            return Refusal.Invalid("from", "a whole number from 0");
        }

        if (range.Limit is < 1 or > MaxEntries)
        {
            return Refusal.Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {MaxEntries}"));
        }

        try
        {
            var leaves = await store.Leaves(shard, range.From, range.Limit);
            return new AuditEntries([.. leaves.Select(static row => AuditLeaf.Present(row.Index, row.Leaf))]);
        }
        catch (FormatException)
        {
            return Tampered;
        }
    }

    /// <summary>A proof that an entry is in the tree of a size.</summary>
    /// <param name="store">The store.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="query">Index and size.</param>
    /// <returns>The proof, or what is wrong with the query.</returns>
    public static async ValueTask<Reply<AuditProof>> Inclusion(IAuditStore store, int shard, InclusionQuery query)
    {
        var size = await store.Size(shard);
        return query.Size < 1 || query.Size > size ? Refusal.Invalid("size", Between(1, size))
            : query.Index < 0 || query.Index >= query.Size ? Refusal.Invalid("index", Between(0, query.Size - 1))
            : await Prove(store, shard, MerkleRanges.Inclusion(query.Index, query.Size));
    }

    /// <summary>A proof that the tree of one size begins the tree of another.</summary>
    /// <param name="store">The store.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="query">The sizes.</param>
    /// <returns>The proof, or what is wrong with the query.</returns>
    public static async ValueTask<Reply<AuditProof>> Consistency(IAuditStore store, int shard, ConsistencyQuery query)
    {
        var size = await store.Size(shard);
        return query.To < 1 || query.To > size ? Refusal.Invalid("to", Between(1, size))
            : query.From < 1 || query.From > query.To ? Refusal.Invalid("from", Between(1, query.To))
            : await Prove(store, shard, MerkleRanges.Consistency(query.From, query.To));
    }

    private static async ValueTask<Reply<AuditProof>> Prove(IAuditStore store, int shard, IReadOnlyList<LeafRange> ranges)
    {
        try
        {
            return new AuditProof([.. (await new StoredTree(store, shard).Prove(ranges)).Select(static hash => Convert.ToBase64String(hash))]);
        }
        catch (AuditTamperedException)
        {
            return Tampered;
        }
    }

    private static string Between(long least, long most) =>
        least > most ? "the shard has no entries yet" : string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");
}
