using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>Who sent the request, on <c>HttpContext.Features</c> where the token verified.</summary>
/// <param name="Token">The token as received, to be put on the grain calls.</param>
/// <param name="Verified">What it says.</param>
internal sealed record Caller(string Token, VerifiedToken Verified)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(Caller);
}
