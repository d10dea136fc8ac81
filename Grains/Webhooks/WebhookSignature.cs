using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Grains.Webhooks;

/// <summary>The symmetric signature of the Standard Webhooks specification 1.0.0.</summary>
internal static class WebhookSignature
{
    /// <summary>What a secret begins with when it is shown.</summary>
    public const string Prefix = "whsec_";

    /// <summary>Signs a message.</summary>
    /// <param name="secret">The secret's bytes.</param>
    /// <param name="id">The header <c>webhook-id</c>.</param>
    /// <param name="timestamp">The header <c>webhook-timestamp</c>, seconds since 1970.</param>
    /// <param name="body">The body as sent.</param>
    /// <returns>The header <c>webhook-signature</c>.</returns>
    public static string Of(ReadOnlySpan<byte> secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}";
    }
}
