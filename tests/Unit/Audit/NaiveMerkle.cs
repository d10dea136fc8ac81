using System.Security.Cryptography;

namespace Tests.Unit.Audit;

/// <summary>RFC 6962, section 2.1, word for word: slow, recursive, and with nothing in common with the platform's.</summary>
internal static class NaiveMerkle
{
    public static byte[] Leaf(byte[] data) => SHA256.HashData([0, .. data]);

    public static byte[] Root(byte[][] leaves) => leaves switch
    {
        [] => SHA256.HashData([]),
        [var only] => Leaf(only),
        _ => SHA256.HashData([1, .. Root(leaves[..Split(leaves.Length)]), .. Root(leaves[Split(leaves.Length)..])]),
    };

    public static byte[][] Path(int index, byte[][] leaves)
    {
        if (leaves.Length == 1)
        {
            return [];
        }

        var k = Split(leaves.Length);
        return index < k ? [.. Path(index, leaves[..k]), Root(leaves[k..])] : [.. Path(index - k, leaves[k..]), Root(leaves[..k])];
    }

    public static byte[][] Proof(int size, byte[][] leaves) => SubProof(size, leaves, true);

    private static byte[][] SubProof(int size, byte[][] leaves, bool isWhole)
    {
        if (size == leaves.Length)
        {
            return isWhole ? [] : [Root(leaves)];
        }

        var k = Split(leaves.Length);
        return size <= k
            ? [.. SubProof(size, leaves[..k], isWhole), Root(leaves[k..])]
            : [.. SubProof(size - k, leaves[k..], false), Root(leaves[..k])];
    }

    private static int Split(int count)
    {
        var k = 1;
        while (k * 2 < count)
        {
            k *= 2;
        }

        return k;
    }
}
