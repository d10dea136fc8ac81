using System.Buffers;
using System.Security.Cryptography;
using Orleans.Serialization;

using Grains.Keys;

namespace Grains.Encryption;

/// <summary>A record that may be stored: made of sealed sections and counters only. A test holds its implementations to that.</summary>
internal interface ISealedRecord;

/// <summary>
/// A value that only its owner's key opens. The one thing a grain can persist: it has no constructor, so nothing but <see cref="Seal"/>
/// makes one, and what it makes is ciphertext.
/// <para>Envelope v1: version (1 byte) ‖ key id (16) ‖ nonce (12) ‖ AES-256-GCM ciphertext ‖ tag (16). The key is
/// HKDF-SHA256(owner's key, info = section name); the nonce is random, one of at most 2^32 per section and key; the associated data is
/// version ‖ key id ‖ the seal's <see cref="SealPlace"/>, so that an envelope opens only where it was sealed.</para>
/// </summary>
/// <typeparam name="T">The value's type.</typeparam>
[GenerateSerializer, Immutable, Alias("sealed`1")]
internal sealed class Sealed<T>
{
    private const byte Version = 1;
    private const int NonceAt = 17;
    private const int CiphertextAt = NonceAt + 12;
    private const int TagLength = 16;

    [Id(0)]
    private byte[] envelope = [];

    private Sealed()
    {
    }

    /// <summary>The envelope's size in bytes.</summary>
    public int Length => envelope.Length;

    /// <summary>The id of the key that sealed it.</summary>
    public Guid KeyId => envelope.Length < NonceAt ? Guid.Empty : new Guid(envelope.AsSpan(1, 16), bigEndian: true);

    /// <summary>Seals a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="key">The owner's key.</param>
    /// <param name="place">Where it will stand.</param>
    /// <param name="serializer">Turns it into bytes.</param>
    /// <returns>The sealed value.</returns>
    public static Sealed<T> Seal(T value, CustomerKey key, SealPlace place, Serializer serializer)
    {
        var plaintext = new ArrayBufferWriter<byte>(256);
        serializer.Serialize(value, plaintext);
        try
        {
            return new Sealed<T> { envelope = Encrypt(plaintext.WrittenSpan, key, place) };
        }
        finally
        {
            Zero(plaintext.WrittenSpan);
        }
    }

    /// <summary>Opens the value.</summary>
    /// <param name="key">The owner's key.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="serializer">Turns bytes into the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SealBrokenException">It does not open here with this key; every cause looks the same.</exception>
    public T Open(CustomerKey key, SealPlace place, Serializer serializer)
    {
        var plaintext = Decrypt(key, place);
        try
        {
            return serializer.Deserialize<T>(plaintext) ?? throw new SealBrokenException();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <summary>Seals the same value under another key, without looking at it.</summary>
    /// <param name="from">The key that sealed it.</param>
    /// <param name="to">The other key.</param>
    /// <param name="place">Where it stands.</param>
    /// <returns>The sealed value.</returns>
    /// <exception cref="SealBrokenException">It does not open here with this key.</exception>
    public Sealed<T> Reseal(CustomerKey from, CustomerKey to, SealPlace place)
    {
        var plaintext = Decrypt(from, place);
        try
        {
            return new Sealed<T> { envelope = Encrypt(plaintext, to, place) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private static byte[] Encrypt(ReadOnlySpan<byte> plaintext, CustomerKey key, SealPlace place)
    {
        var envelope = new byte[CiphertextAt + plaintext.Length + TagLength];
        envelope[0] = Version;
        key.IdOf(place.Section).TryWriteBytes(envelope.AsSpan(1), bigEndian: true, out _);
        RandomNumberGenerator.Fill(envelope.AsSpan(NonceAt, 12));
        using var aes = key.Cipher(place.Section);
        aes.Encrypt(
            envelope.AsSpan(NonceAt, 12), plaintext, envelope.AsSpan(CiphertextAt, plaintext.Length),
            envelope.AsSpan(envelope.Length - TagLength), place.AssociatedData(envelope.AsSpan(0, NonceAt)));
        return envelope;
    }

    /// <summary>The plaintext, which the caller zeroes.</summary>
    private byte[] Decrypt(CustomerKey key, SealPlace place)
    {
        if (envelope.Length < CiphertextAt + TagLength || envelope[0] != Version || KeyId != key.IdOf(place.Section))
        {
            throw new SealBrokenException();
        }

        var plaintext = new byte[envelope.Length - CiphertextAt - TagLength];
        try
        {
            using var aes = key.Cipher(place.Section);
            aes.Decrypt(
                envelope.AsSpan(NonceAt, 12), envelope.AsSpan(CiphertextAt, plaintext.Length), envelope.AsSpan(envelope.Length - TagLength),
                plaintext, place.AssociatedData(envelope.AsSpan(0, NonceAt)));
            return plaintext;
        }
        catch (CryptographicException)
        {
            throw new SealBrokenException();
        }
    }

    private static unsafe void Zero(ReadOnlySpan<byte> written)
    {
        fixed (byte* start = written)
        {
            CryptographicOperations.ZeroMemory(new Span<byte>(start, written.Length));
        }
    }
}

/// <summary>Where an envelope stands. Bound into it, so that it opens nowhere else.</summary>
/// <param name="service">The deployment's service id.</param>
/// <param name="owner">The full grain id of the owner.</param>
/// <param name="section">The section's name; also separates its key from the other sections'.</param>
internal sealed class SealPlace(string service, GrainId owner, string section)
{
    private readonly byte[] name = System.Text.Encoding.UTF8.GetBytes($"{service}\n{owner}\n{section}");

    /// <summary>The section's name.</summary>
    public string Section => section;

    /// <summary>The associated data: the envelope's header and this place.</summary>
    /// <param name="header">Version and key id.</param>
    /// <returns>The bytes to authenticate.</returns>
    public byte[] AssociatedData(ReadOnlySpan<byte> header)
    {
        var data = new byte[header.Length + name.Length];
        header.CopyTo(data);
        name.CopyTo(data, header.Length);
        return data;
    }
}

/// <summary>A sealed value did not open. Says no more: all cryptographic failures look the same.</summary>
internal sealed class SealBrokenException() : Exception("A sealed section does not open.");
