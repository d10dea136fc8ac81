using System.Security.Cryptography;
using System.Text;

namespace Grains.Keys;

/// <summary>
/// One of a customer's keys, 256 bits, in pinned memory that the collector cannot copy, zeroed on disposal. Owned by an activation and gone
/// with it; there is no cache behind it.
/// </summary>
internal sealed class CustomerKey : IDisposable
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 32;

    private readonly byte[] key = GC.AllocateArray<byte>(Length, pinned: true);
    private KeyLineage? lineage;

    private CustomerKey(Guid id) => Id = id;

    /// <summary>The key's random id.</summary>
    public Guid Id { get; }

    /// <summary>A fresh random key.</summary>
    /// <returns>The key.</returns>
    public static CustomerKey Fresh()
    {
        var fresh = new CustomerKey(Guid.NewGuid());
        RandomNumberGenerator.Fill(fresh.key);
        return fresh;
    }

    /// <summary>A platform key, for what belongs to no customer.</summary>
    /// <param name="bytes">32 bytes; the caller zeroes them.</param>
    /// <returns>The key; its id follows from it.</returns>
    public static CustomerKey OfPlatform(ReadOnlySpan<byte> bytes)
    {
        var platform = new CustomerKey(new Guid(HMACSHA256.HashData(bytes, "key-id"u8)[..16]));
        bytes.CopyTo(platform.key);
        return platform;
    }

    /// <summary>Unwraps a stored key.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="wrapped">The wrapped bytes.</param>
    /// <param name="wrapper">Unwraps them.</param>
    /// <returns>The key.</returns>
    public static CustomerKey Unwrap(Guid id, WrappedKey wrapped, IKeyWrapper wrapper)
    {
        var key = new CustomerKey(id);
        wrapper.Unwrap(wrapped, key.key);
        return key;
    }

    /// <summary>Unwraps a customer's personal key.</summary>
    /// <param name="row">The keys row, the key not destroyed.</param>
    /// <param name="wrapper">Unwraps it.</param>
    /// <returns>The key with its lineage.</returns>
    public static CustomerKey UnwrapPersonal(CustomerKeyRow row, IKeyWrapper wrapper)
    {
        var key = Unwrap(row.PersonalKeyId, row.Personal!, wrapper);
        try
        {
            key.lineage = row.Lineage is { } held ? KeyLineage.Open(held, key, row.Customer) : null;
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The id that stands in an envelope of a section: what outlives replacements names the customer's first key.</summary>
    /// <param name="section">The section's name.</param>
    /// <returns>The id.</returns>
    public Guid IdOf(string section) => lineage is { } held && !held.Find(section).IsEmpty ? held.Origin : Id;

    /// <summary>Makes this key the successor of another: what outlives replacements is derived as the other derives it.</summary>
    /// <param name="former">The key that is replaced.</param>
    /// <returns>This key.</returns>
    public CustomerKey After(CustomerKey former)
    {
        lineage = KeyLineage.Of(former);
        return this;
    }

    /// <summary>Seals the lineage for the keys row.</summary>
    /// <param name="customer">The pseudonym.</param>
    /// <returns>The sealed bytes; null where the key is the customer's first.</returns>
    public byte[]? SealLineage(Guid customer) => lineage?.Seal(this, customer);

    /// <summary>Wraps the key for its store.</summary>
    /// <param name="wrapper">Wraps it.</param>
    /// <returns>The wrapped bytes.</returns>
    public WrappedKey Wrap(IKeyWrapper wrapper) => wrapper.Wrap(key);

    /// <summary>The cipher of a section; the caller disposes it.</summary>
    /// <param name="section">The section's name.</param>
    /// <returns>AES-256-GCM under HKDF-SHA256(key, info = section).</returns>
    public AesGcm Cipher(string section)
    {
        Span<byte> derived = stackalloc byte[Length];
        Derive(section, derived);
        var cipher = new AesGcm(derived, 16);
        CryptographicOperations.ZeroMemory(derived);
        return cipher;
    }

    /// <summary>A MAC under a key of its own, for what must be recognised later.</summary>
    /// <param name="use">What for; separates its key.</param>
    /// <param name="data">What is authenticated.</param>
    /// <param name="mac">32 bytes.</param>
    public void Mac(string use, ReadOnlySpan<byte> data, Span<byte> mac)
    {
        Span<byte> derived = stackalloc byte[Length];
        Derive(use, derived);
        HMACSHA256.HashData(derived, data, mac);
        CryptographicOperations.ZeroMemory(derived);
    }

    /// <summary>Derives the key of a section or use.</summary>
    /// <param name="info">Its name.</param>
    /// <param name="derived">32 bytes; the caller zeroes them.</param>
    public void Derive(string info, Span<byte> derived)
    {
        if (lineage is { } held && held.Find(info) is { IsEmpty: false } lasting)
        {
            lasting.CopyTo(derived);
            return;
        }

        Span<byte> name = stackalloc byte[64];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, [], name[..Encoding.UTF8.GetBytes(info, name)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(key);
        lineage?.Dispose();
    }
}
