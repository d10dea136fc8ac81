using System.Security.Cryptography;
using Grains.Interfaces.Access;
using Grains.Keys;
using Silo.Keys;
using Silo.Storage;

namespace Tests.System.Keys;

/// <summary>What of a customer's keys must not be in memory, read from the stores of a running embedded platform as somebody would who has its folder: the
/// personal and the evidence key, what HKDF makes of each (RFC 5869), and what HMAC makes of those (RFC 2104), for every use.</summary>
internal sealed class CustomerTraces(string folder)
{
    /// <summary>The name of the one trace that a warm customer must leave.</summary>
    public const string Personal = "personal key";

    private static readonly string[] Sections = ["consent", "profile", "activity", "model", "lineage", "rights", "evidence"];

    /// <summary>Adds what is known of a customer now.</summary>
    /// <param name="index">Takes it, by <paramref name="name"/> and key.</param>
    /// <param name="bankId">The bank's id.</param>
    /// <param name="name">What the test calls the customer.</param>
    /// <param name="lasting">Whether that, too, which outlives the key's replacement.</param>
    /// <returns>When done.</returns>
    public async Task AddTo(TraceIndex index, string bankId, string name, bool lasting = true)
    {
        await using var stores = Stores.InFolder(folder);
        using var ring = KeyRingFile.Open(Path.Combine(folder, KeyRingFile.FileName), isDevelopment: true, keysExist: true);
        var row = (await new CustomerKeyStore(stores).Read(new Pseudonyms(ring.PseudonymSecret.ToArray()).Of(bankId).Value))!;
        string[] uses = [.. Sections, .. lasting ? KeyUses.Lasting : []];
        using var personal = CustomerKey.UnwrapPersonal(row, ring);
        using var evidence = CustomerKey.Unwrap(row.EvidenceKeyId, row.Evidence!, ring);
        AddKey(index, $"{name}: {Personal}", Unwrapped(row.Personal!, ring), personal, uses);
        AddKey(index, $"{name}: evidence key", Unwrapped(row.Evidence!, ring), evidence, uses);
    }

    private static byte[] Unwrapped(WrappedKey wrapped, KeyRingFile ring)
    {
        var key = new byte[CustomerKey.Length];
        ring.Unwrap(wrapped, key);
        return key;
    }

    private static void AddKey(TraceIndex index, string name, byte[] bytes, CustomerKey key, string[] uses)
    {
        index.Add(name, bytes);
        AddPads(index, $"{name}, HMAC block", HKDF.Extract(HashAlgorithmName.SHA256, bytes, []));
        index.Add($"{name}, HKDF's pseudorandom key", HKDF.Extract(HashAlgorithmName.SHA256, bytes, []));
        foreach (var use in uses)
        {
            var derived = new byte[CustomerKey.Length];
            key.Derive(use, derived);
            index.Add($"{name}, derived for {use}", derived);
            AddPads(index, $"{name}, HMAC block for {use}", derived);
        }
    }

    private static void AddPads(TraceIndex index, string name, byte[] key)
    {
        foreach (var pad in (byte[])[0x36, 0x5c])
        {
            index.Add(name, Array.ConvertAll(key, one => (byte)(one ^ pad)));
        }
    }
}
