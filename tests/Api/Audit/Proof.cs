using System.Security.Cryptography;

namespace Tests.Api.Audit;

/// <summary>An auditor's own verifier: the definitions of RFC 6962, section 2.1, read backwards.</summary>
internal static class Proof
{
    public static byte[] Leaf(ReadOnlySpan<byte> leaf) => SHA256.HashData([0, .. leaf]);

    public static byte[] Root(IReadOnlyList<byte[]> hashes) => Root(hashes, 0, hashes.Count);

    public static bool Includes(long index, long size, byte[] leaf, byte[][] path, byte[] root) => root.SequenceEqual(Climb(index, size, leaf, path));

    public static bool Follows(long older, long newer, byte[] olderRoot, byte[] newerRoot, byte[][] path)
    {
        var (was, now) = Both(older, newer, olderRoot, path, isWhole: true);
        return was.SequenceEqual(olderRoot) && now.SequenceEqual(newerRoot);
    }

    private static byte[] Root(IReadOnlyList<byte[]> hashes, int from, int count) => count == 1
        ? hashes[from]
        : Node(Root(hashes, from, (int)Split(count)), Root(hashes, from + (int)Split(count), count - (int)Split(count)));

    private static byte[] Climb(long index, long size, byte[] leaf, byte[][] path)
    {
        if (size == 1)
        {
            Assert.Empty(path);
            return leaf;
        }

        var k = Split(size);
        return index < k ? Node(Climb(index, k, leaf, path[..^1]), path[^1]) : Node(path[^1], Climb(index - k, size - k, leaf, path[..^1]));
    }

    private static (byte[] Was, byte[] Now) Both(long older, long newer, byte[] olderRoot, byte[][] path, bool isWhole)
    {
        if (older == newer)
        {
            Assert.Equal(isWhole ? 0 : 1, path.Length);
            return isWhole ? (olderRoot, olderRoot) : (path[0], path[0]);
        }

        var k = Split(newer);
        if (older <= k)
        {
            var (was, left) = Both(older, k, olderRoot, path[..^1], isWhole);
            return (was, Node(left, path[^1]));
        }

        var (right, now) = Both(older - k, newer - k, olderRoot, path[..^1], isWhole: false);
        return (Node(path[^1], right), Node(path[^1], now));
    }

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    private static long Split(long size)
    {
        var k = 1L;
        while (k * 2 < size)
        {
            k *= 2;
        }

        return k;
    }
}
