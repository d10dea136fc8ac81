using System.Collections.Immutable;
using System.Security.Cryptography;
using Grains.Keys;

namespace Grains.Audit;

/// <summary>What stands in the log for a customer, a text or an operation: 16 bytes of an HMAC under the customer's personal key, which nobody can
/// make again once that key is destroyed.</summary>
internal static class AuditTags
{
    /// <summary>The use of free text.</summary>
    public const string TextUse = KeyUses.AuditText;

    private const int Length = 16;

    /// <summary>A tag.</summary>
    /// <param name="key">The personal key.</param>
    /// <param name="use">What for; separates its key.</param>
    /// <param name="data">What it stands for.</param>
    /// <returns>16 bytes.</returns>
    public static ImmutableArray<byte> Of(CustomerKey key, string use, ReadOnlySpan<byte> data)
    {
        Span<byte> mac = stackalloc byte[32];
        key.Mac(use, data, mac);
        return [.. mac[..Length]];
    }

    /// <summary>The customer's own tag.</summary>
    /// <param name="entry">The customer's keys.</param>
    /// <param name="customer">The pseudonym.</param>
    /// <returns>16 bytes; null where the personal key is not there.</returns>
    public static ImmutableArray<byte>? Subject(VaultEntry entry, Guid customer) => entry.Key is { } key ? Of(key, KeyUses.AuditSubject, customer.ToByteArray()) : null;

    /// <summary>The id of the entry of an operation, the same whenever it is repeated.</summary>
    /// <param name="entry">The customer's keys.</param>
    /// <param name="operation">Stands for caller, idempotency key and request.</param>
    /// <returns>The id. Once the personal key is gone it follows from the operation alone, which only its caller can name.</returns>
    public static Guid OperationEntry(VaultEntry entry, ReadOnlySpan<byte> operation) =>
        new(entry.Key is { } key ? Of(key, KeyUses.AuditOperation, operation).AsSpan() : SHA256.HashData(operation).AsSpan(0, Length));
}
