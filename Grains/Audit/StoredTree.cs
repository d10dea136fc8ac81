namespace Grains.Audit;

/// <summary>A shard's tree as the store has it: roots and proofs from a few short reads, whatever its size.</summary>
/// <param name="store">The store.</param>
/// <param name="shard">The shard.</param>
internal sealed class StoredTree(IAuditStore store, int shard)
{
    /// <summary>What the tree of a size grows from.</summary>
    /// <param name="size">The size, at most the shard's.</param>
    /// <returns>The frontier.</returns>
    /// <exception cref="AuditTamperedException">Something of it is missing.</exception>
    public async ValueTask<MerkleFrontier> Frontier(long size)
    {
        var nodes = new LeafRange(0, size).Nodes().ToArray();
        var tiles = await Read(nodes);
        return new MerkleFrontier(size, nodes.Select(tiles.Root));
    }

    /// <summary>The roots over ranges, as a proof lists them.</summary>
    /// <param name="ranges">The ranges, within the shard.</param>
    /// <returns>The roots.</returns>
    /// <exception cref="AuditTamperedException">Something of it is missing.</exception>
    public async ValueTask<IReadOnlyList<byte[]>> Prove(IReadOnlyList<LeafRange> ranges)
    {
        var tiles = await Read(ranges.SelectMany(static range => range.Nodes()));
        return [.. ranges.Select(tiles.Root)];
    }

    private async ValueTask<MerkleTiles> Read(IEnumerable<MerkleNode> nodes)
    {
        var tiles = new MerkleTiles();
        foreach (var run in MerkleTile.Covering(nodes))
        {
            var hashes = await store.Hashes(shard, run);
            if (hashes.Length != run.Count * MerkleHash.Length)
            {
                throw new AuditTamperedException("hashes are missing");
            }

            tiles.Add(run, hashes);
        }

        return tiles;
    }
}

/// <summary>The store holds something else than what was written or signed.</summary>
/// <param name="what">What was found; names no entry's content.</param>
internal sealed class AuditTamperedException(string what) : Exception(what);
