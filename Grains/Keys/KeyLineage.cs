using System.Security.Cryptography;

namespace Grains.Keys;

/// <summary>
/// What of a customer's first personal key outlives its replacement: the keys derived from it for the <see cref="KeyUses.Lasting"/> uses. The first key
/// does not follow from them, and they open no section of the customer's record. In pinned memory, zeroed on disposal; in the keys row it lies sealed
/// under the present personal key, and dies with it.
/// <para>In memory: the first key's id (16 bytes) ‖ 32 bytes for each use. Sealed, v1: version (1) ‖ nonce (12) ‖ AES-256-GCM ciphertext ‖ tag (16); the
/// associated data is version ‖ customer ‖ id of the key that seals it.</para>
/// </summary>
internal sealed class KeyLineage : IDisposable
{
    private const string Section = "lineage";
    private const byte Version = 1;
    private const int IdLength = 16;
    private const int CiphertextAt = 13;
    private const int TagLength = 16;

    private readonly byte[] bytes;

    private KeyLineage(int length) => bytes = GC.AllocateArray<byte>(length, pinned: true);

    /// <summary>The first key's id: what was sealed for a lasting use names it, whichever key came after.</summary>
    public Guid Origin => new(bytes.AsSpan(0, IdLength), bigEndian: true);

    /// <summary>The lineage of a key's successor.</summary>
    /// <param name="former">The key that is replaced.</param>
    /// <returns>The lineage, owned by the caller.</returns>
    public static KeyLineage Of(CustomerKey former)
    {
        var lineage = new KeyLineage(IdLength + (KeyUses.Lasting.Count * CustomerKey.Length));
        former.IdOf(KeyUses.Lasting[0]).TryWriteBytes(lineage.bytes, bigEndian: true, out _);
        for (var use = 0; use < KeyUses.Lasting.Count; use++)
        {
            former.Derive(KeyUses.Lasting[use], lineage.KeyAt(use));
        }

        return lineage;
    }

    /// <summary>Opens a lineage.</summary>
    /// <param name="sealedBytes">As it lies in the keys row.</param>
    /// <param name="key">The present personal key.</param>
    /// <param name="customer">The pseudonym.</param>
    /// <returns>The lineage, owned by the caller.</returns>
    /// <exception cref="KeyUnavailableException">It does not open.</exception>
    public static KeyLineage Open(ReadOnlySpan<byte> sealedBytes, CustomerKey key, Guid customer)
    {
        var length = sealedBytes.Length - CiphertextAt - TagLength;
        if (length < IdLength || (length - IdLength) % CustomerKey.Length != 0 || sealedBytes[0] != Version)
        {
            throw new KeyUnavailableException();
        }

        var lineage = new KeyLineage(length);
        try
        {
            using var aes = key.Cipher(Section);
            aes.Decrypt(sealedBytes[1..CiphertextAt], sealedBytes[CiphertextAt..^TagLength], sealedBytes[^TagLength..], lineage.bytes, Place(customer, key));
            return lineage;
        }
        catch (CryptographicException)
        {
            lineage.Dispose();
            throw new KeyUnavailableException();
        }
    }

    /// <summary>Seals the lineage for the keys row.</summary>
    /// <param name="key">The present personal key.</param>
    /// <param name="customer">The pseudonym.</param>
    /// <returns>The sealed bytes.</returns>
    public byte[] Seal(CustomerKey key, Guid customer)
    {
        var sealedBytes = new byte[CiphertextAt + bytes.Length + TagLength];
        sealedBytes[0] = Version;
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(1, CiphertextAt - 1));
        using var aes = key.Cipher(Section);
        aes.Encrypt(
            sealedBytes.AsSpan(1, CiphertextAt - 1), bytes, sealedBytes.AsSpan(CiphertextAt, bytes.Length), sealedBytes.AsSpan(^TagLength..), Place(customer, key));
        return sealedBytes;
    }

    /// <summary>The key of a use.</summary>
    /// <param name="use">The use.</param>
    /// <returns>32 bytes; empty where the use is not of the lineage.</returns>
    public ReadOnlySpan<byte> Find(string use)
    {
        for (var at = 0; at < KeyUses.Lasting.Count && IdLength + (at * CustomerKey.Length) < bytes.Length; at++)
        {
            if (KeyUses.Lasting[at] == use)
            {
                return KeyAt(at);
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);

    private Span<byte> KeyAt(int use) => bytes.AsSpan(IdLength + (use * CustomerKey.Length), CustomerKey.Length);

    private static byte[] Place(Guid customer, CustomerKey key) => [Version, .. customer.ToByteArray(bigEndian: true), .. key.Id.ToByteArray(bigEndian: true)];
}
