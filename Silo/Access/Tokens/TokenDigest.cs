using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Silo.Access.Tokens;

/// <summary>The SHA-256 of a token: what the cache knows it by, so that it holds no token that could be stolen from memory.</summary>
internal readonly record struct TokenDigest(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Digests a token.</summary>
    /// <param name="token">The token as received.</param>
    /// <param name="digest">Its digest.</param>
    /// <returns>False where it is too long or no ASCII, so that it cannot be one.</returns>
    public static bool TryOf(ReadOnlySpan<char> token, out TokenDigest digest)
    {
        digest = default;
        if (token.Length > StrictJwt.MaxLength)
        {
            return false;
        }

        Span<byte> ascii = stackalloc byte[token.Length];
        if (Ascii.FromUtf16(token, ascii, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ascii, hash);
        digest = new TokenDigest(
            BinaryPrimitives.ReadUInt64LittleEndian(hash),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[24..]));
        return true;
    }

    // A quarter of a cryptographic hash is hash enough.
    /// <inheritdoc/>
    public override int GetHashCode() => (int)A;
}
