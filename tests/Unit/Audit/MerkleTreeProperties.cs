using System.Buffers.Binary;
using CsCheck;
using Grains.Audit;

namespace Tests.Unit.Audit;

public sealed class MerkleTreeProperties
{
    private static readonly Gen<byte[][]> Leaves = Gen.Byte.Array[0, 4].Array[1, 90];

    [Fact]
    public void The_empty_tree_and_the_empty_leaf_have_the_hashes_of_the_specification()
    {
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(new MerkleFrontier().Root()));
        Assert.Equal("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", Convert.ToHexStringLower(MerkleHash.Leaf([])));
        Assert.Equal(NaiveMerkle.Leaf(new byte[5000]), MerkleHash.Leaf(new byte[5000]));
    }

    [Fact]
    public void A_growing_tree_has_the_roots_of_the_naive_one() => Leaves.Sample(leaves =>
    {
        var tree = new MerkleFrontier();
        for (var size = 0; size < leaves.Length; size++)
        {
            Assert.Equal(NaiveMerkle.Root(leaves[..size]), tree.Root());
            tree.Append(MerkleHash.Leaf(leaves[size]), null);
        }

        Assert.Equal(leaves.Length, tree.Size);
    });

    [Fact]
    public void A_fork_grows_alone()
    {
        var tree = new MerkleFrontier();
        tree.Append(MerkleHash.Leaf([1]), null);
        var before = tree.Root();
        tree.Fork().Append(MerkleHash.Leaf([2]), null);
        Assert.Equal(before, tree.Root());
    }

    [Fact]
    public void Proofs_from_what_a_store_keeps_are_those_of_the_naive_tree_and_verify() => (from leaves in Leaves
        from size in Gen.Int[1, leaves.Length]
        from index in Gen.Int[0, size - 1]
        from older in Gen.Int[1, size]
        select (leaves, size, index, older)).Sample(async one =>
    {
        var (leaves, size, index, older) = one;
        var store = await MemoryAuditStore.Of(leaves);
        var (root, oldRoot) = (NaiveMerkle.Root(leaves[..size]), NaiveMerkle.Root(leaves[..older]));
        var path = await new StoredTree(store, 0).Prove(MerkleRanges.Inclusion(index, size));
        Assert.Equal(NaiveMerkle.Path(index, leaves[..size]), path);
        Assert.True(MerkleProof.IsIncluded(index, size, NaiveMerkle.Leaf(leaves[index]), path, root));
        var proof = await new StoredTree(store, 0).Prove(MerkleRanges.Consistency(older, size));
        Assert.Equal(NaiveMerkle.Proof(older, leaves[..size]), proof);
        Assert.True(MerkleProof.IsConsistent(older, size, oldRoot, root, proof));
        Assert.Equal(root, (await new StoredTree(store, 0).Frontier(size)).Root());
    });

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(511)]
    [InlineData(70_000)]
    public async Task Proofs_over_several_tiles_verify(int count)
    {
        var leaves = Enumerable.Range(0, count).Select(Numbered).ToArray();
        var store = await MemoryAuditStore.Of(leaves);
        var (tree, roots) = (new MerkleFrontier(), new List<byte[]>());
        foreach (var leaf in leaves)
        {
            roots.Add(tree.Root());
            tree.Append(MerkleHash.Leaf(leaf), null);
        }

        roots.Add(tree.Root());
        foreach (var size in new[] { 1, 2, 200, 256, count / 2, count - 1, count }.Where(size => size <= count))
        {
            store.RowsRead = 0;
            var index = size * 2 / 3 == size ? size - 1 : size * 2 / 3;
            var path = await new StoredTree(store, 0).Prove(MerkleRanges.Inclusion(index, size));
            Assert.True(MerkleProof.IsIncluded(index, size, MerkleHash.Leaf(leaves[index]), path, roots[size]));
            var proof = await new StoredTree(store, 0).Prove(MerkleRanges.Consistency(size, count));
            Assert.True(MerkleProof.IsConsistent(size, count, roots[size], roots[count], proof));
            Assert.InRange(store.RowsRead, 0, 4 * 3 * 256);
        }
    }

    /// <summary>A proof is believed as it is or not at all: any bit of anything that it says changes its mind.</summary>
    [Fact]
    public void No_flipped_bit_verifies() => (from leaves in Gen.Byte.Array[1, 3].Array[2, 70]
        from size in Gen.Int[2, leaves.Length]
        from index in Gen.Int[0, size - 1]
        from older in Gen.Int[1, size - 1]
        from bit in Gen.Int[0, int.MaxValue]
        select (leaves, size, index, older, bit)).Sample(one =>
    {
        var (leaves, size, index, older, bit) = one;
        leaves = leaves[..size];
        var (root, leaf, path) = (NaiveMerkle.Root(leaves), NaiveMerkle.Leaf(leaves[index]), NaiveMerkle.Path(index, leaves));
        var all = path.Append(root).Append(leaf).ToArray();
        Flip(all, bit, () => Assert.False(MerkleProof.IsIncluded(index, size, leaf, path, root)));
        Assert.False(MerkleProof.IsIncluded(index, size, leaf, [.. path, root], root));
        Assert.False(MerkleProof.IsIncluded(index, size, leaf, path[..^1], root));

        var (oldRoot, proof) = (NaiveMerkle.Root(leaves[..older]), NaiveMerkle.Proof(older, leaves));
        all = [.. proof, root, oldRoot];
        Flip(all, bit, () => Assert.False(MerkleProof.IsConsistent(older, size, oldRoot, root, proof)));
        Assert.False(MerkleProof.IsConsistent(older, size, oldRoot, root, [.. proof, root]));
        Assert.False(MerkleProof.IsConsistent(older, size, oldRoot, root, proof[..^1]));
        Assert.False(MerkleProof.IsConsistent(0, size, MerkleHash.Empty, root, []));
    });

    private static void Flip(byte[][] all, int bit, Action judge)
    {
        var (row, at) = (all[bit % all.Length], bit / all.Length % (32 * 8));
        row[at / 8] ^= (byte)(1 << (at % 8));
        judge();
        row[at / 8] ^= (byte)(1 << (at % 8));
    }

    private static byte[] Numbered(int i)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, i);
        return bytes;
    }
}
