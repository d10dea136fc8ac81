using System.Collections.Frozen;
using System.Text.Json;
using Grains.Interfaces.Access;

namespace Silo.Access.Tokens;

/// <summary>Reads the claims of an access token whose signature, issuer, audience and time have been verified.</summary>
internal static class AccessClaims
{
    /// <summary>The longest text that a claim may be, in characters.</summary>
    public const int MaxTextLength = 256;

    private const long MaxUnixSeconds = 253_402_300_799; // 9999-12-31T23:59:59Z

    /// <summary>
    /// Whether every claim that is judged has its type, before any library reads it: the token library
    /// takes a text for a time.
    /// </summary>
    /// <param name="claims">The token's payload, trusted or not.</param>
    /// <returns>True where each is absent or of its type.</returns>
    public static bool AreTyped(JsonElement claims)
    {
        foreach (var claim in claims.EnumerateObject())
        {
            var isTyped = claim.Name switch
            {
                "sub" or "client_id" or "jti" or "role" or "customer_id" => Text(claims, claim.Name) is not null,
                "iss" or "purposes" => claim.Value.ValueKind == JsonValueKind.String,
                "aud" => claim.Value.ValueKind == JsonValueKind.String
                    || (claim.Value.ValueKind == JsonValueKind.Array && claim.Value.EnumerateArray().All(a => a.ValueKind == JsonValueKind.String)),
                "exp" or "nbf" or "iat" or "auth_time" => Time(claims, claim.Name) is not null,
                _ => true,
            };
            if (!isTyped)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads the claims.</summary>
    /// <param name="claims">The token's payload, typed.</param>
    /// <param name="pseudonyms">Makes the customer's pseudonym.</param>
    /// <param name="latest">The latest moment that may lie in the past, UTC: now, and the clocks' tolerance.</param>
    /// <returns>Null where one is missing or of an unknown value.</returns>
    public static VerifiedToken? Read(JsonElement claims, Pseudonyms pseudonyms, DateTimeOffset latest)
    {
        var customerId = Text(claims, "customer_id");
        if (RoleOf(Text(claims, "role")) is not { } role
            || Text(claims, "sub") is not { } subject
            || Text(claims, "client_id") is not { } clientId
            || Time(claims, "exp") is not { } expiresAt
            || (role == Role.Customer ? customerId is null || !CustomerId.IsWellFormed(customerId) : customerId is not null)
            || Time(claims, "iat") > latest || Time(claims, "auth_time") > latest)
        {
            return null;
        }

        return new VerifiedToken
        {
            Role = role,
            Subject = subject,
            ClientId = clientId,
            Customer = customerId is null ? null : pseudonyms.Of(customerId),
            Purposes = PurposesOf(claims),
            AuthTime = Time(claims, "auth_time"),
            ExpiresAt = expiresAt,
        };
    }

    /// <summary>Reads the token's own id.</summary>
    /// <param name="claims">The token's payload.</param>
    /// <returns>Null where it has none.</returns>
    public static string? Id(JsonElement claims) => Text(claims, "jti");

    // Written out: Enum.Parse would also take "1", "Customer" and "customer,operator".
    private static Role? RoleOf(string? role) => role switch
    {
        "customer" => Role.Customer,
        "frontend" => Role.Frontend,
        "advisor" => Role.Advisor,
        "officer" => Role.Officer,
        "auditor" => Role.Auditor,
        "operator" => Role.Operator,
        _ => null,
    };

    private static FrozenSet<string> PurposesOf(JsonElement claims) => claims.TryGetProperty("purposes", out var purposes)
        ? purposes.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal)
        : [];

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= MaxTextLength } text && !text.Any(char.IsControl)
            ? text
            : null;

    private static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= MaxUnixSeconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
