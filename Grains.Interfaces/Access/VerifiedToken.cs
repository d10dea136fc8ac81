using System.Collections.Frozen;

namespace Grains.Interfaces.Access;

/// <summary>What a verified access token says of its bearer.</summary>
public sealed record VerifiedToken
{
    /// <summary>The <c>role</c> claim.</summary>
    public required Role Role { get; init; }

    /// <summary>The <c>sub</c> claim.</summary>
    public required string Subject { get; init; }

    /// <summary>The <c>client_id</c> claim.</summary>
    public required string ClientId { get; init; }

    /// <summary>The pseudonym of the <c>customer_id</c> claim; null unless the role is customer.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>The <c>purposes</c> claim: what a front end or an advisor may state.</summary>
    public FrozenSet<string> Purposes { get; init; } = [];

    /// <summary>When the person signed in; null where the token does not say.</summary>
    public DateTimeOffset? AuthTime { get; init; }

    /// <summary>The <c>exp</c> claim, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>The outcome of verifying a token: exactly one of the two is set.</summary>
/// <param name="Token">What the token says.</param>
/// <param name="Fault">Why it does not verify, in words for the log and the metric; never shown to the caller.</param>
public readonly record struct TokenVerdict(VerifiedToken? Token, string? Fault)
{
    /// <summary>
    /// The one fault that is not the token's: no keys are known to verify it with, so the call is <see cref="ProblemCode.Unavailable"/>
    /// and neither let in nor called invalid.
    /// </summary>
    public const string IssuerUnreachable = "issuer-unreachable";
}

/// <summary>Verifies access tokens: RFC 9068, ES256 or PS256, the bank's issuer, audience <c>profile-platform</c>.</summary>
public interface ITokenVerifier
{
    /// <summary>Verifies a compact JWT, or finds it among those verified before under the issuer's present keys.</summary>
    /// <param name="token">The token as received.</param>
    /// <param name="cancellationToken">Ends the wait for the issuer's keys.</param>
    /// <returns>The verdict.</returns>
    ValueTask<TokenVerdict> Verify(string token, CancellationToken cancellationToken);
}

/// <summary>Makes customers' pseudonyms under the deployment's secret. ApiHost and silos must hold the same one.</summary>
/// <param name="secret">At least 32 bytes.</param>
public sealed class Pseudonyms(byte[] secret)
{
    private readonly byte[] secret = secret.Length >= CustomerId.MinSecretBytes
        ? [.. secret]
        : throw new ArgumentException($"The pseudonym secret needs at least {CustomerId.MinSecretBytes} bytes.", nameof(secret));

    /// <summary>The pseudonym of a bank's customer id.</summary>
    /// <param name="bankId">The bank's id, well formed or not.</param>
    /// <returns>The pseudonym.</returns>
    public CustomerId Of(string bankId) => CustomerId.Of(secret, bankId);
}
