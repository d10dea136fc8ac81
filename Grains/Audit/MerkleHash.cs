using System.Security.Cryptography;

namespace Grains.Audit;

/// <summary>The hashes of a Merkle tree (RFC 6962, section 2.1): SHA-256, leaves and nodes told apart by a first byte.</summary>
internal static class MerkleHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;
    private const int OnStack = 1024;

    /// <summary>The root of the tree without leaves.</summary>
    public static byte[] Empty => SHA256.HashData([]);

    /// <summary>The hash of a leaf.</summary>
    /// <param name="leaf">Its bytes.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Leaf(ReadOnlySpan<byte> leaf)
    {
        var length = leaf.Length + 1;
        var input = length <= OnStack ? stackalloc byte[length] : new byte[length];
        input[0] = LeafPrefix;
        leaf.CopyTo(input[1..]);
        return SHA256.HashData(input);
    }

    /// <summary>The hash of a node.</summary>
    /// <param name="left">Its left child's, 32 bytes.</param>
    /// <param name="right">Its right child's, 32 bytes.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Length)];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Length)..]);
        return SHA256.HashData(input);
    }
}
