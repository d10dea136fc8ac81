using System.Security.Cryptography;

namespace Silo.Keys;

/// <summary>AES key wrap with padding (RFC 5649; NIST SP 800-38F, KWP): a key under a key, with no nonce to run out of.</summary>
internal static class KeyWrap
{
    /// <summary>Bytes of a wrapped 256-bit key.</summary>
    public const int WrappedLength = 40;

    /// <summary>Wraps a key.</summary>
    /// <param name="wrappingKey">16, 24 or 32 bytes.</param>
    /// <param name="key">What is wrapped; at least one byte.</param>
    /// <returns>The wrapped key.</returns>
    public static byte[] Wrap(ReadOnlySpan<byte> wrappingKey, ReadOnlySpan<byte> key)
    {
        using var aes = Aes.Create();
        aes.SetKey(wrappingKey);
        return aes.EncryptKeyWrapPadded(key);
    }

    /// <summary>Unwraps a key.</summary>
    /// <param name="wrappingKey">16, 24 or 32 bytes.</param>
    /// <param name="wrapped">The wrapped key.</param>
    /// <param name="key">Where the key goes.</param>
    /// <param name="length">The key's length in bytes.</param>
    /// <returns>False where it was not wrapped under this key, or is longer than <paramref name="key"/>.</returns>
    public static bool TryUnwrap(ReadOnlySpan<byte> wrappingKey, ReadOnlySpan<byte> wrapped, Span<byte> key, out int length)
    {
        length = 0;
        if (wrapped.Length < 16 || wrapped.Length % 8 != 0)
        {
            return false;
        }

        using var aes = Aes.Create();
        aes.SetKey(wrappingKey);
        try
        {
            return aes.TryDecryptKeyWrapPadded(wrapped, key, out length);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
