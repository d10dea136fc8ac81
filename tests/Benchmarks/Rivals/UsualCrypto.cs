using System.Security.Cryptography;

namespace Tests.Benchmarks.Rivals;

/// <summary>The usual design's encryption: each row has a data key, wrapped by one key-encryption key.</summary>
internal static class UsualCrypto
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Protects nothing but a benchmark.</summary>
    public static byte[] KeyEncryptionKey { get; } = SHA256.HashData("key-encryption key of a benchmark"u8);

    /// <summary>Wraps a data key (AES-KWP).</summary>
    public static byte[] Wrap(byte[] key)
    {
        using var aes = Aes.Create();
        aes.SetKey(KeyEncryptionKey);
        return aes.EncryptKeyWrapPadded(key);
    }

    /// <summary>Encrypts under a wrapped data key: nonce ‖ ciphertext ‖ tag.</summary>
    public static byte[] Seal(byte[] wrappedKey, ReadOnlySpan<byte> plaintext)
    {
        var envelope = new byte[NonceLength + plaintext.Length + TagLength];
        RandomNumberGenerator.Fill(envelope.AsSpan(0, NonceLength));
        using var cipher = Unwrap(wrappedKey);
        cipher.Encrypt(
            envelope.AsSpan(0, NonceLength), plaintext, envelope.AsSpan(NonceLength, plaintext.Length), envelope.AsSpan(NonceLength + plaintext.Length));
        return envelope;
    }

    /// <summary>Decrypts what <see cref="Seal"/> made.</summary>
    public static byte[] Open(byte[] wrappedKey, ReadOnlySpan<byte> envelope)
    {
        var plaintext = new byte[envelope.Length - NonceLength - TagLength];
        using var cipher = Unwrap(wrappedKey);
        cipher.Decrypt(envelope[..NonceLength], envelope[NonceLength..^TagLength], envelope[^TagLength..], plaintext);
        return plaintext;
    }

    private static AesGcm Unwrap(byte[] wrappedKey)
    {
        using var aes = Aes.Create();
        aes.SetKey(KeyEncryptionKey);
        return new AesGcm(aes.DecryptKeyWrapPadded(wrappedKey), TagLength);
    }
}
