using System.Security.Cryptography;
using Grains.Keys;

namespace Silo.Keys;

/// <summary>The keys of a deployment that belong to no customer: random, kept wrapped in the keys store, made at the first start. Every silo of
/// the deployment holds the same.</summary>
internal sealed class PlatformKeys : IDisposable
{
    private PlatformKeys(byte[] silo, byte[] actor, CustomerKey notes, SigningKeys signing) => (Silo, Actor, Notes, Signing) = (silo, actor, notes, signing);

    /// <summary>What silos show each other; 32 bytes.</summary>
    public byte[] Silo { get; }

    /// <summary>What stands for persons who act for the bank is made with it; 32 bytes.</summary>
    public byte[] Actor { get; }

    /// <summary>What seals the notes of the due table.</summary>
    public CustomerKey Notes { get; }

    /// <summary>What receipts and checkpoints are signed with.</summary>
    public SigningKeys Signing { get; }

    /// <summary>Fetches the keys, and makes those that there are none of.</summary>
    /// <param name="store">The keys store.</param>
    /// <param name="wrapper">Unwraps them.</param>
    /// <returns>The keys, owned by the caller.</returns>
    /// <exception cref="KeyUnavailableException">They were wrapped by another key-encryption key.</exception>
    public static async Task<PlatformKeys> Open(ICustomerKeyStore store, IKeyWrapper wrapper)
    {
        var (notes, scalar, seed) = (await Fetch("due-note"), await Fetch("statement-signing"), await Fetch("checkpoint-signing"));
        try
        {
            return new PlatformKeys(await Fetch("silo-token"), await Fetch("audit-actor"), CustomerKey.OfPlatform(notes), new SigningKeys(scalar, seed));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(notes);
            CryptographicOperations.ZeroMemory(scalar);
            CryptographicOperations.ZeroMemory(seed);
        }

        async Task<byte[]> Fetch(string name)
        {
            var key = GC.AllocateArray<byte>(CustomerKey.Length, pinned: true);
            RandomNumberGenerator.Fill(key);
            wrapper.Unwrap(await store.PlatformKey(name, wrapper.Wrap(key)), key);
            return key;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Silo);
        CryptographicOperations.ZeroMemory(Actor);
        Notes.Dispose();
        Signing.Dispose();
    }
}
