namespace Grains.Audit;

/// <summary>What an append-only tree needs to grow and to name its root: the roots of its perfect subtrees, one for each bit of its size.</summary>
internal sealed class MerkleFrontier
{
    private readonly List<byte[]> roots;

    /// <summary>Initializes a new instance of the <see cref="MerkleFrontier"/> class: the tree without leaves.</summary>
    public MerkleFrontier()
        : this(0, [])
    {
    }

    /// <summary>Initializes a new instance of the <see cref="MerkleFrontier"/> class from roots that are known.</summary>
    /// <param name="size">The number of leaves.</param>
    /// <param name="roots">The roots of the perfect subtrees, the largest first.</param>
    public MerkleFrontier(long size, IEnumerable<byte[]> roots) => (Size, this.roots) = (size, [.. roots]);

    /// <summary>The number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>A frontier that grows without this one.</summary>
    /// <returns>The copy.</returns>
    public MerkleFrontier Fork() => new(Size, roots);

    /// <summary>Appends a leaf.</summary>
    /// <param name="leafHash">Its hash; kept.</param>
    /// <param name="completed">Takes the subtrees that the store keeps and that this leaf completes; null where nobody asks.</param>
    public void Append(byte[] leafHash, ICollection<MerkleBlock>? completed)
    {
        var node = leafHash;
        for (var level = 1; (Size >> (level - 1) & 1) == 1; level++)
        {
            node = MerkleHash.Node(roots[^1], node);
            roots.RemoveAt(roots.Count - 1);
            if (level % MerkleTile.Height == 0)
            {
                completed?.Add(new MerkleBlock(level / MerkleTile.Height, Size >> level, node));
            }
        }

        roots.Add(node);
        Size++;
    }

    /// <summary>The root of the tree.</summary>
    /// <returns>32 bytes.</returns>
    public byte[] Root() => roots.Count == 0 ? MerkleHash.Empty : Fold(roots);

    /// <summary>The root over perfect subtrees side by side.</summary>
    /// <param name="roots">At least one, the largest first.</param>
    /// <returns>32 bytes.</returns>
    internal static byte[] Fold(IReadOnlyList<byte[]> roots)
    {
        var node = roots[^1];
        for (var i = roots.Count - 2; i >= 0; i--)
        {
            node = MerkleHash.Node(roots[i], node);
        }

        return node;
    }
}

/// <summary>A complete subtree that the store keeps.</summary>
/// <param name="Tier">It has 256^tier leaves; from 1.</param>
/// <param name="Index">Its place among those of its tier.</param>
/// <param name="Hash">Its root.</param>
internal sealed record MerkleBlock(int Tier, long Index, byte[] Hash);
