using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Grains.Interfaces.Access;

/// <summary>
/// A customer's pseudonym, the grain key: the first 16 bytes of HMAC-SHA256(pseudonym secret, UTF-8 of the bank's customer id), as a
/// big-endian GUID. The one place that makes it. The bank's id itself never becomes a key, a span or a log line.
/// </summary>
/// <param name="Value">The GUID.</param>
public readonly record struct CustomerId(Guid Value)
{
    /// <summary>The longest bank id, in characters.</summary>
    public const int MaxBankIdLength = 64;

    /// <summary>The shortest pseudonym secret, in bytes.</summary>
    public const int MinSecretBytes = 32;

    private static readonly SearchValues<char> BankIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-");

    /// <summary>Whether a bank's customer id is well formed: 1 to 64 of <c>[A-Za-z0-9._~-]</c>.</summary>
    /// <param name="bankId">The bank's id.</param>
    /// <returns>True where it is.</returns>
    public static bool IsWellFormed(ReadOnlySpan<char> bankId) =>
        bankId.Length is > 0 and <= MaxBankIdLength && !bankId.ContainsAnyExcept(BankIdCharacters);

    /// <summary>Derives the pseudonym. An ill-formed id gets one too: it names a customer that cannot exist, so the silo refuses it.</summary>
    /// <param name="secret">The pseudonym secret, at least 32 bytes.</param>
    /// <param name="bankId">The bank's id.</param>
    /// <returns>The pseudonym.</returns>
    public static CustomerId Of(ReadOnlySpan<byte> secret, string bankId)
    {
        ArgumentNullException.ThrowIfNull(bankId);
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, MinSecretBytes);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(bankId), mac);
        return new CustomerId(new Guid(mac[..16], bigEndian: true));
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");
}
