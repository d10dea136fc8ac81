using System.Collections.Frozen;
using System.Text.Json;
using Grains.Interfaces.Access;

namespace Silo.Access.Tokens;

/// <summary>Reads the claims of an access token whose signature, issuer, audience and time have been verified.</summary>
internal static class AccessClaims
{
    private const int MaxTextLength = 256;
    private const long MaxUnixSeconds = 253_402_300_799; // 9999-12-31T23:59:59Z

    /// <summary>Reads the claims.</summary>
    /// <param name="claims">The token's payload.</param>
    /// <param name="pseudonyms">Makes the customer's pseudonym.</param>
    /// <param name="latest">The latest moment that may lie in the past, UTC: now, and the clocks' tolerance.</param>
    /// <returns>Null where one is missing, of the wrong type or of an unknown value.</returns>
    public static VerifiedToken? Read(JsonElement claims, Pseudonyms pseudonyms, DateTimeOffset latest)
    {
        var customerId = Text(claims, "customer_id");
        if (RoleOf(Text(claims, "role")) is not { } role
            || Text(claims, "sub") is not { } subject
            || Text(claims, "client_id") is not { } clientId
            || Time(claims, "exp") is not { } expiresAt
            || (role == Role.Customer ? customerId is null || !CustomerId.IsWellFormed(customerId) : claims.TryGetProperty("customer_id", out _)))
        {
            return null;
        }

        var authTime = Time(claims, "auth_time");
        if ((authTime is null && claims.TryGetProperty("auth_time", out _)) || authTime > latest || PurposesOf(claims) is not { } purposes)
        {
            return null;
        }

        return new VerifiedToken
        {
            Role = role,
            Subject = subject,
            ClientId = clientId,
            Customer = customerId is null ? null : pseudonyms.Of(customerId),
            Purposes = purposes,
            AuthTime = authTime,
            ExpiresAt = expiresAt,
        };
    }

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

    private static FrozenSet<string>? PurposesOf(JsonElement claims)
    {
        if (!claims.TryGetProperty("purposes", out var purposes))
        {
            return [];
        }

        return purposes.ValueKind == JsonValueKind.String
            ? purposes.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal)
            : null;
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= MaxTextLength } text
            ? text
            : null;

    private static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= MaxUnixSeconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
