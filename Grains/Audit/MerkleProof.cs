using System.Numerics;

namespace Grains.Audit;

/// <summary>Verifies proofs as an auditor does, from hashes alone (RFC 9162, sections 2.1.3.2 and 2.1.4.2, over the trees of RFC 6962).</summary>
internal static class MerkleProof
{
    /// <summary>Whether a leaf is in a tree.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="size">The tree's size.</param>
    /// <param name="leafHash">The leaf's hash.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="root">The tree's root.</param>
    /// <returns>True where the proof says so.</returns>
    public static bool IsIncluded(long index, long size, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size || leafHash.Length != MerkleHash.Length || !AreHashes(proof))
        {
            return false;
        }

        var climb = new Climb(index, size - 1);
        var node = leafHash.ToArray();
        foreach (var sibling in proof)
        {
            if (climb.IsAtTop)
            {
                return false;
            }

            node = climb.IsRight ? MerkleHash.Node(sibling, node) : MerkleHash.Node(node, sibling);
            climb.Up();
        }

        return climb.IsAtTop && root.SequenceEqual(node);
    }

    /// <summary>Whether a tree is the beginning of another.</summary>
    /// <param name="from">The older tree's size; a proof from the empty tree proves nothing.</param>
    /// <param name="to">The newer tree's size.</param>
    /// <param name="older">The older tree's root.</param>
    /// <param name="newer">The newer tree's root.</param>
    /// <param name="proof">The proof.</param>
    /// <returns>True where the proof says so.</returns>
    public static bool IsConsistent(long from, long to, ReadOnlySpan<byte> older, ReadOnlySpan<byte> newer, IReadOnlyList<byte[]> proof)
    {
        if (from < 1 || from > to)
        {
            return false;
        }

        if (from == to || proof.Count == 0)
        {
            return from == to && proof.Count == 0 && older.SequenceEqual(newer);
        }

        if (older.Length != MerkleHash.Length || !AreHashes(proof))
        {
            return false;
        }

        // A perfect older tree is itself the first subtree, and not listed.
        var isPerfect = BitOperations.IsPow2(from);
        var (was, now) = isPerfect ? (older.ToArray(), older.ToArray()) : (proof[0], proof[0]);
        var climb = new Climb(from - 1, to - 1);
        climb.SkipRight();
        foreach (var sibling in proof.Skip(isPerfect ? 0 : 1))
        {
            if (climb.IsAtTop)
            {
                return false;
            }

            (was, now) = climb.IsRight ? (MerkleHash.Node(sibling, was), MerkleHash.Node(sibling, now)) : (was, MerkleHash.Node(now, sibling));
            climb.Up();
        }

        return climb.IsAtTop && older.SequenceEqual(was) && newer.SequenceEqual(now);
    }

    private static bool AreHashes(IReadOnlyList<byte[]> proof) => proof.All(static hash => hash.Length == MerkleHash.Length);

    /// <summary>The way from a node to the root, beside the way from the tree's last leaf.</summary>
    private struct Climb(long node, long last)
    {
        private long node = node;
        private long last = last;

        /// <summary>Whether the root is reached.</summary>
        public readonly bool IsAtTop => last == 0;

        /// <summary>Whether the next sibling stands to the left: the node is a right child, or the last of its level.</summary>
        public readonly bool IsRight => (node & 1) == 1 || node == last;

        /// <summary>Goes to the parent; a last node without a sibling is its own parent until it has one.</summary>
        public void Up()
        {
            while (node == last && (node & 1) == 0 && node != 0)
            {
                Shift();
            }

            Shift();
        }

        /// <summary>Goes up while the node is a right child.</summary>
        public void SkipRight()
        {
            while ((node & 1) == 1)
            {
                Shift();
            }
        }

        private void Shift() => (node, last) = (node >> 1, last >> 1);
    }
}
