namespace Grains.Audit;

/// <summary>
/// A run of hashes that the store keeps side by side: of leaves (tier 0) or of complete subtrees of 256^tier leaves. A tile is 256 of them, so
/// that every node of the tree is the root over a part of one tile, and a proof reads at most two tiles of each tier.
/// </summary>
/// <param name="Tier">Which hashes.</param>
/// <param name="From">The first one's place among those of the tier.</param>
/// <param name="Count">How many.</param>
internal readonly record struct MerkleTile(int Tier, long From, int Count)
{
    /// <summary>Levels of the tree from one tier to the next.</summary>
    public const int Height = 8;

    /// <summary>The hashes under a node.</summary>
    /// <param name="node">The node.</param>
    /// <returns>1 to 128 of them.</returns>
    public static MerkleTile Under(MerkleNode node)
    {
        var (tier, above) = Math.DivRem(node.Level, Height);
        return new MerkleTile(tier, node.Index << above, 1 << above);
    }

    /// <summary>The runs to read for some nodes, one for each tile that they touch.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <returns>The runs.</returns>
    public static IReadOnlyList<MerkleTile> Covering(IEnumerable<MerkleNode> nodes) =>
        [.. nodes.Select(Under).GroupBy(static run => (run.Tier, Tile: run.From >> Height)).Select(static runs =>
        {
            var from = runs.Min(static run => run.From);
            return new MerkleTile(runs.Key.Tier, from, (int)(runs.Max(static run => run.From + run.Count) - from));
        })];
}

/// <summary>Hashes that were read, and the roots over them.</summary>
internal sealed class MerkleTiles
{
    private readonly List<(MerkleTile Run, byte[] Hashes)> read = [];

    /// <summary>Adds what was read.</summary>
    /// <param name="run">The run.</param>
    /// <param name="hashes">Its hashes, one after the other.</param>
    public void Add(MerkleTile run, byte[] hashes) => read.Add((run, hashes));

    /// <summary>The root over a range.</summary>
    /// <param name="range">Its tiles were all added.</param>
    /// <returns>32 bytes.</returns>
    public byte[] Root(LeafRange range) => MerkleFrontier.Fold([.. range.Nodes().Select(Root)]);

    /// <summary>The root of a perfect subtree.</summary>
    /// <param name="node">Its tile was added.</param>
    /// <returns>32 bytes.</returns>
    public byte[] Root(MerkleNode node)
    {
        var under = MerkleTile.Under(node);
        var (run, hashes) = read.Find(tile => tile.Run.Tier == under.Tier && tile.Run.From <= under.From && under.From + under.Count <= tile.Run.From + tile.Run.Count);
        var row = Enumerable.Range((int)(under.From - run.From), under.Count).Select(i => hashes[(i * MerkleHash.Length)..((i + 1) * MerkleHash.Length)]).ToArray();
        for (var width = under.Count; width > 1; width /= 2)
        {
            for (var i = 0; i < width / 2; i++)
            {
                row[i] = MerkleHash.Node(row[2 * i], row[(2 * i) + 1]);
            }
        }

        return row[0];
    }
}
