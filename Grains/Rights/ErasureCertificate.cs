using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grains.Interfaces.Rights;
using Grains.Keys;

namespace Grains.Rights;

/// <summary>The certificate of an erasure: what was destroyed where and when, signed, without personal data. Verifies offline with the published key.</summary>
internal static class ErasureCertificate
{
    /// <summary>The <c>typ</c> of its header. No token has it, so no certificate passes for one.</summary>
    public const string SignedType = "erasure-certificate+jws";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes and signs the certificate.</summary>
    /// <param name="erased">The case; its key is destroyed, its record cleared, which is verified.</param>
    /// <param name="service">The deployment's service id.</param>
    /// <param name="unreadableAfter">When the last copy of the key becomes unreadable, since the generation of the key-encryption key that wrapped
    /// it is destroyed, UTC.</param>
    /// <param name="now">Now.</param>
    /// <param name="keys">What signs.</param>
    /// <returns>A JWS in compact form.</returns>
    public static string Sign(RightsCase erased, string service, DateTimeOffset unreadableAfter, DateTimeOffset now, ISigningKeys keys)
    {
        var certificate = new JsonObject
        {
            ["type"] = "erasure-certificate",
            ["version"] = 1,
            ["issuer"] = service,
            ["issuedAt"] = Time(now),
            ["requestId"] = erased.Id.ToString(),
            ["regime"] = erased.Regime,
            ["receivedAt"] = Time(erased.ReceivedAt),
            ["keyIds"] = new JsonArray([.. erased.Erasure!.OtherKeyIds.Prepend(erased.Erasure.KeyId!.Value).Select(static id => JsonValue.Create(id.ToString("N")))]),
            ["stores"] = new JsonArray(
                Store("keys", "the customer's personal key is destroyed; a tombstone keeps its id"),
                Store("profiles", "the customer's record is cleared; nothing of it opens without the key, in any backup"),
                Store("audit", "the entries stay and verify; they name the customer by a tag that nobody can make again without the key"),
                Store("evidence", "this request, the consent ledger and the bank's id are kept under a key of their own until their retention ends")),
            ["steps"] = new JsonArray([.. erased.Steps.Select(Step)]),
            ["lastCopyUnreadableAfter"] = Time(unreadableAfter),
        };
        return keys.SignStatement(SignedType, JsonSerializer.SerializeToUtf8Bytes(certificate, Readable));
    }

    private static JsonObject Step(RightsStep step) => new JsonObject { ["step"] = step.Step, ["state"] = step.State, ["at"] = Time(step.At) };

    private static JsonObject Store(string name, string outcome) => new JsonObject { ["store"] = name, ["outcome"] = outcome };

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
