using Grains.Interfaces.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Silo.Access.Tokens;

/// <summary>
/// Verifies access tokens (RFC 9068) and remembers those that did until they expire or the issuer's keys or the deny list change. A token
/// that is remembered costs a digest and a look-up, because every request asks here and every grain call again; a refused one is never
/// remembered.
/// </summary>
internal sealed class TokenVerifier(IIssuerKeys issuer, IDenyList denyList, Pseudonyms pseudonyms, TimeProvider time) : ITokenVerifier
{
    /// <summary>The one audience.</summary>
    public const string Audience = "profile-platform";

    /// <summary>How many tokens are remembered.</summary>
    public const int Capacity = 100_000;

    /// <summary>How far two clocks may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = StrictJwt.MaxLength };
    private volatile VerifiedTokens? verified;

    /// <inheritdoc/>
    public ValueTask<TokenVerdict> Verify(string token, CancellationToken cancellationToken)
    {
        if (!TokenDigest.TryOf(token, out var digest))
        {
            return new(new TokenVerdict(null, TokenFaults.Malformed));
        }

        if (issuer.Current is { } keys && denyList.Current is { } denied && Under(keys, denied).Find(digest) is { } known)
        {
            return new(time.GetUtcNow() < known.ExpiresAt + Skew ? new TokenVerdict(known, null) : new TokenVerdict(null, TokenFaults.Lifetime));
        }

        return new(Judge(token, digest, cancellationToken));
    }

    /// <summary>What is remembered under a key set and a deny list: nothing yet where either is new.</summary>
    private VerifiedTokens Under(IssuerKeySet keys, DenyList denied)
    {
        var tokens = verified;
        if (tokens is null || !tokens.IsUnder(keys, denied))
        {
            verified = tokens = new VerifiedTokens(keys, denied, Capacity);
        }

        return tokens;
    }

    private async Task<TokenVerdict> Judge(string token, TokenDigest digest, CancellationToken cancellationToken)
    {
        if (StrictJwt.Read(token) is not { } jwt)
        {
            return new TokenVerdict(null, TokenFaults.Malformed);
        }

        var keys = issuer.Current;
        if (keys?.Find(jwt.KeyId, jwt.Algorithm) is null)
        {
            keys = await issuer.Renew(cancellationToken);
        }

        if (keys is null)
        {
            return new TokenVerdict(null, TokenFaults.IssuerUnreachable);
        }

        if (keys.Find(jwt.KeyId, jwt.Algorithm) is not { } key)
        {
            return new TokenVerdict(null, TokenFaults.UnknownKey);
        }

        if (!AccessClaims.AreTyped(jwt.Payload))
        {
            return new TokenVerdict(null, TokenFaults.Claims);
        }

        var result = await handler.ValidateTokenAsync(token, Rules(keys.Issuer, key, jwt.Algorithm));
        if (!result.IsValid)
        {
            return new TokenVerdict(null, FaultOf(result.Exception));
        }

        if (AccessClaims.Read(jwt.Payload, pseudonyms, time.GetUtcNow() + Skew) is not { } accepted)
        {
            return new TokenVerdict(null, TokenFaults.Claims);
        }

        if (denyList.Current is not { } denied)
        {
            return new TokenVerdict(null, TokenFaults.IssuerUnreachable);
        }

        if (denied.Denies(accepted, AccessClaims.Id(jwt.Payload)))
        {
            return new TokenVerdict(null, TokenFaults.Revoked);
        }

        // Remembered under the keys that verified it, and not at all where they have changed meanwhile.
        if (keys == issuer.Current)
        {
            Under(keys, denied).Add(digest, accepted);
        }

        return new TokenVerdict(accepted, null);
    }

    private TokenValidationParameters Rules(string name, SecurityKey key, string algorithm) => new()
    {
        ValidIssuer = name,
        ValidAudience = Audience,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        ValidTypes = ["at+jwt", "application/at+jwt"],
        ValidAlgorithms = [algorithm],
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ClockSkew = Skew,
        LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires),
    };

    private bool IsCurrent(DateTime? notBefore, DateTime? expires)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now - Skew < end && (notBefore is not { } start || now + Skew >= start);
    }

    private static string FaultOf(Exception? exception) => exception switch
    {
        SecurityTokenInvalidIssuerException => TokenFaults.Issuer,
        SecurityTokenInvalidAudienceException => TokenFaults.Audience,
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => TokenFaults.Lifetime,
        SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException => TokenFaults.Signature,
        _ => TokenFaults.Invalid,
    };
}
