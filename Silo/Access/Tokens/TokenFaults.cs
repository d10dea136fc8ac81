using Grains.Interfaces.Access;

namespace Silo.Access.Tokens;

/// <summary>Why a token does not verify: the closed values of <c>TokenVerdict.Fault</c>, for logs and metrics.</summary>
internal static class TokenFaults
{
    /// <summary>Not a JWT of the one form that is accepted.</summary>
    public const string Malformed = "malformed";

    /// <summary>Signed by a key that the issuer does not publish.</summary>
    public const string UnknownKey = "unknown-key";

    /// <summary>The signature does not fit.</summary>
    public const string Signature = "signature";

    /// <summary>From another issuer.</summary>
    public const string Issuer = "issuer";

    /// <summary>For another audience.</summary>
    public const string Audience = "audience";

    /// <summary>Expired, not valid yet, or without an end.</summary>
    public const string Lifetime = "lifetime";

    /// <summary>A claim is missing, of the wrong type or of an unknown value.</summary>
    public const string Claims = "claims";

    /// <summary>In order, but on the deny list.</summary>
    public const string Revoked = "revoked";

    /// <summary>Refused by the token library for another reason.</summary>
    public const string Invalid = "invalid";

    /// <summary>No keys to verify with, or no deny list to look at: nothing is known of the token, and the caller may come back.</summary>
    public const string IssuerUnreachable = TokenVerdict.IssuerUnreachable;
}
