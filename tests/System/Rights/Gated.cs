using System.Security.Cryptography;
using Grains.Audit;
using Grains.Keys;
using Silo.Keys;
using Silo.Storage;
using Tests.System.Processes;

namespace Tests.System.Rights;

/// <summary>How the rows of a customer are told from others', in every store.</summary>
/// <param name="Customer">The pseudonym.</param>
/// <param name="KeyId">The personal key's id.</param>
/// <param name="Subject">The customer's tag in the audit log.</param>
internal sealed record Gated(Guid Customer, Guid KeyId, byte[] Subject)
{
    /// <summary>The first half of a GUID key as the AdoNet provider writes it.</summary>
    public long N0 => BitConverter.ToInt64(Customer.ToByteArray(), 0);

    /// <summary>The second half.</summary>
    public long N1 => BitConverter.ToInt64(Customer.ToByteArray(), 8);

    /// <summary>The id of the audit entry of the key's destruction, which names no customer.</summary>
    public Guid Destruction => new(SHA256.HashData([.. "keys.destroy"u8, .. KeyId.ToByteArray()]).AsSpan(0, 16));

    /// <summary>Looks a customer up, with the key ring.</summary>
    public static async Task<Gated> Of(Deployment platform, string id)
    {
        await using var stores = Stores.OnPostgres(platform.Profiles, platform.Keys, platform.Audit);
        using var ring = KeyRingFile.Open(platform.Environment()["KeyRing__Path"], isDevelopment: true, keysExist: true);
        var customer = platform.Pseudonym(id);
        var row = (await new CustomerKeyStore(stores).Read(customer))!;
        using var key = CustomerKey.UnwrapPersonal(row, ring);
        return new Gated(customer, row.PersonalKeyId, [.. AuditTags.Of(key, KeyUses.AuditSubject, customer.ToByteArray())]);
    }
}
