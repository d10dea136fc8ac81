using System.Numerics;

namespace Grains.Audit;

/// <summary>Leaves side by side.</summary>
/// <param name="From">The first.</param>
/// <param name="To">Behind the last.</param>
internal readonly record struct LeafRange(long From, long To)
{
    /// <summary>The perfect subtrees that the range is made of, the largest first. A range of a proof begins where one may.</summary>
    /// <returns>The nodes.</returns>
    public IEnumerable<MerkleNode> Nodes()
    {
        for (var at = From; at < To;)
        {
            var level = BitOperations.Log2((ulong)(To - at));
            yield return new MerkleNode(level, at >> level);
            at += 1L << level;
        }
    }
}

/// <summary>A perfect subtree.</summary>
/// <param name="Level">It has 2^level leaves.</param>
/// <param name="Index">Its place among those of its level.</param>
internal readonly record struct MerkleNode(int Level, long Index);

/// <summary>The subtrees whose roots make a proof (RFC 6962, sections 2.1.1 and 2.1.2), in its order.</summary>
internal static class MerkleRanges
{
    /// <summary>Of a proof that a leaf is in a tree.</summary>
    /// <param name="index">The leaf.</param>
    /// <param name="size">The tree's size, more than the index.</param>
    /// <returns>The ranges, from the leaf up.</returns>
    public static IReadOnlyList<LeafRange> Inclusion(long index, long size)
    {
        var path = new List<LeafRange>();
        for (var whole = new LeafRange(0, size); whole.To - whole.From > 1;)
        {
            var split = Split(whole);
            var (left, right) = (whole with { To = split }, whole with { From = split });
            path.Add(index < split ? right : left);
            whole = index < split ? left : right;
        }

        path.Reverse();
        return path;
    }

    /// <summary>Of a proof that one tree begins another.</summary>
    /// <param name="from">The older tree's size, at least 1.</param>
    /// <param name="to">The newer tree's size, at least the older's.</param>
    /// <returns>The ranges, from the older tree's last subtree up.</returns>
    public static IReadOnlyList<LeafRange> Consistency(long from, long to)
    {
        var path = new List<LeafRange>();
        var whole = new LeafRange(0, to);
        while (whole.To != from)
        {
            var split = Split(whole);
            var (left, right) = (whole with { To = split }, whole with { From = split });
            path.Add(from <= split ? right : left);
            whole = from <= split ? left : right;
        }

        if (whole.From > 0)
        {
            path.Add(whole); // not the older tree itself, whose root the verifier has
        }

        path.Reverse();
        return path;
    }

    private static long Split(LeafRange range) => range.From + (1L << BitOperations.Log2((ulong)(range.To - range.From - 1)));
}
