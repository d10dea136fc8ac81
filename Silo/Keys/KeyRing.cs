using System.Security.Cryptography;

namespace Silo.Keys;

/// <summary>One generation of the key-encryption key, in pinned memory that is zeroed on disposal.</summary>
internal sealed class KeyGeneration : IDisposable
{
    /// <summary>Bytes of a key-encryption key.</summary>
    public const int Length = 32;

    private readonly byte[] key = GC.AllocateArray<byte>(Length, pinned: true);

    /// <summary>Initializes a new instance of the <see cref="KeyGeneration"/> class, filled by the caller.</summary>
    /// <param name="id">Its id.</param>
    public KeyGeneration(string id) => Id = id;

    /// <summary>Its id, which stands beside everything that it wrapped.</summary>
    public string Id { get; }

    /// <summary>The key.</summary>
    public Span<byte> Key => key;

    /// <summary>A fresh random generation.</summary>
    /// <returns>The generation.</returns>
    public static KeyGeneration Fresh()
    {
        var fresh = new KeyGeneration(RandomNumberGenerator.GetHexString(16, lowercase: true));
        RandomNumberGenerator.Fill(fresh.key);
        return fresh;
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(key);
}

/// <summary>The generations of the key-encryption key, oldest first, and the pseudonym secret. Owned by the process and zeroed at its end.</summary>
/// <param name="pseudonymSecret">32 bytes in pinned memory; owned by the ring.</param>
/// <param name="generations">At least one; the last one wraps, every one unwraps; owned by the ring.</param>
internal sealed class KeyRing(byte[] pseudonymSecret, IReadOnlyList<KeyGeneration> generations) : IDisposable
{
    /// <summary>Bytes of the pseudonym secret.</summary>
    public const int SecretLength = 32;

    /// <summary>Makes the customers' pseudonyms.</summary>
    public ReadOnlyMemory<byte> PseudonymSecret => pseudonymSecret;

    /// <summary>The generations, oldest first.</summary>
    public IReadOnlyList<KeyGeneration> Generations => generations;

    /// <summary>A fresh random ring of one generation.</summary>
    /// <returns>The ring.</returns>
    public static KeyRing Fresh()
    {
        var secret = GC.AllocateArray<byte>(SecretLength, pinned: true);
        RandomNumberGenerator.Fill(secret);
        return new KeyRing(secret, [KeyGeneration.Fresh()]);
    }

    /// <summary>The same ring with other generations; the secret and the generations are shared with this one.</summary>
    /// <param name="others">The generations, oldest first.</param>
    /// <returns>The ring.</returns>
    public KeyRing With(IReadOnlyList<KeyGeneration> others) => new(pseudonymSecret, others);

    /// <summary>Finds a generation.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The generation; null where the ring has none of that id.</returns>
    public KeyGeneration? Find(string id)
    {
        foreach (var generation in generations)
        {
            if (generation.Id == id)
            {
                return generation;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(pseudonymSecret);
        foreach (var generation in generations)
        {
            generation.Dispose();
        }
    }
}
