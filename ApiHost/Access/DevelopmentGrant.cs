using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>What the development issuer grants to one of its closed list of clients, or to the customer who signs in with one.</summary>
internal sealed record DevelopmentGrant
{
    /// <summary>The secret of every client and the password of every customer.</summary>
    public const string Secret = "demo";

    /// <summary>The app with which customers sign in.</summary>
    public const string CustomerApp = "demo-app";

    /// <summary>The name of the token.</summary>
    public required string Subject { get; init; }

    /// <summary>The client that asked.</summary>
    public required string ClientId { get; init; }

    /// <summary>The role.</summary>
    public required Role Role { get; init; }

    /// <summary>The purposes that may be stated; null for roles that state none.</summary>
    public string? Purposes { get; init; }

    /// <summary>When the customer signed in; null for clients.</summary>
    public DateTimeOffset? AuthTime { get; init; }

    /// <summary>The token's claims, but for those that every token has; texts, and numbers for times.</summary>
    public IEnumerable<KeyValuePair<string, object>> Claims
    {
        get
        {
            yield return new("sub", Subject);
            yield return new("client_id", ClientId);
            yield return new("role", Role.ToString().ToLowerInvariant());
            if (Role == Role.Customer)
            {
                yield return new("customer_id", Subject);
            }

            if (Purposes is not null)
            {
                yield return new("purposes", Purposes);
            }

            if (AuthTime is { } signedIn)
            {
                yield return new("auth_time", signedIn.ToUnixTimeSeconds());
            }
        }
    }

    /// <summary>The grant of a client.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="catalogue">Every purpose of the catalogue.</param>
    /// <returns>Null where there is no such client.</returns>
    public static DevelopmentGrant? OfClient(string? clientId, IEnumerable<string> catalogue) => clientId switch
    {
        "frontend" => new() { Subject = clientId, ClientId = clientId, Role = Role.Frontend, Purposes = string.Join(' ', catalogue) },
        "advisor" => new() { Subject = clientId, ClientId = clientId, Role = Role.Advisor, Purposes = "servicing advice" },
        "officer" or "officer2" => new() { Subject = clientId, ClientId = clientId, Role = Role.Officer },
        "auditor" => new() { Subject = clientId, ClientId = clientId, Role = Role.Auditor },
        "operator" => new() { Subject = clientId, ClientId = clientId, Role = Role.Operator },
        _ => null,
    };

    /// <summary>The grant of a customer who signs in.</summary>
    /// <param name="customerId">The bank's customer id, existing or not.</param>
    /// <param name="now">The time of signing in, UTC.</param>
    /// <returns>Null where the id is not well formed.</returns>
    public static DevelopmentGrant? OfCustomer(string? customerId, DateTimeOffset now) => CustomerId.IsWellFormed(customerId)
        ? new() { Subject = customerId!, ClientId = CustomerApp, Role = Role.Customer, AuthTime = now }
        : null;

    /// <summary>Compares a secret in constant time.</summary>
    /// <param name="secret">What was sent.</param>
    /// <returns>Whether it is the secret.</returns>
    public static bool IsSecret(string? secret) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? string.Empty)), SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));
}
