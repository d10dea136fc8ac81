using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Grains.Rights;

/// <summary>The code that opens an erasure's certificate without a token: 32 random bytes in base64url, of which only the SHA-256 is kept.</summary>
internal static class CertificateCode
{
    private const int Length = 32;

    /// <summary>A fresh code.</summary>
    /// <returns>43 characters.</returns>
    public static string Fresh() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));

    /// <summary>What is kept of a code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));

    /// <summary>Whether a text is the code, in constant time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hash">What is kept of the code.</param>
    /// <returns>True where it is.</returns>
    public static bool Is(string text, byte[] hash) => CryptographicOperations.FixedTimeEquals(HashOf(text), hash);
}
