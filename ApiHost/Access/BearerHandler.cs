using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Grains.Interfaces.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Silo.Access.Tokens;

namespace ApiHost.Access;

/// <summary>
/// Authenticates <c>Authorization: Bearer</c> (RFC 6750): one header, never a query or a form. What the token says is found as
/// <see cref="Caller"/> on the request's features.
/// </summary>
internal sealed partial class BearerHandler(
    IOptionsMonitor<BearerOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ITokenVerifier verifier,
    TokenRefusals refusals) : AuthenticationHandler<BearerOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "Bearer";

    private static readonly AuthenticateResult Missing = AuthenticateResult.NoResult();
    private static readonly ConditionalWeakTable<VerifiedToken, AuthenticateResult> Results = [];

    private string? fault;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0 || (header.Count == 1 && !IsBearer(header[0]!)))
        {
            return Missing;
        }

        var token = header[0].AsSpan(SchemeName.Length).Trim(' ').ToString();
        var verdict = header.Count == 1 ? await verifier.Verify(token, Context.RequestAborted) : new(null, TokenFaults.Malformed);
        if (verdict.Token is not { } verified)
        {
            fault = verdict.Fault!;
            refusals.Add(fault);
            TokenRefused(Logger, fault);
            return AuthenticateResult.Fail(fault);
        }

        Context.Features.Set(new Caller(token, verified));
        return Results.GetValue(verified, Accept);
    }

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync();
        switch (fault)
        {
            case TokenFaults.IssuerUnreachable:
                Response.Headers.RetryAfter = "5";
                await Options.Refuse(Context, new Refusal(ProblemCode.Unavailable, "Tokens cannot be verified at the moment. Try again shortly."));
                break;
            case null:
                Response.Headers.WWWAuthenticate = SchemeName;
                await Options.Refuse(Context, new Refusal(ProblemCode.TokenMissing, "Send an access token as 'Authorization: Bearer <token>'."));
                break;
            default:
                Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
                await Options.Refuse(Context, new Refusal(ProblemCode.TokenInvalid, "Get a new access token from the bank's issuer and send it in one header."));
                break;
        }
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Options.Refuse(Context, new Refusal(ProblemCode.RoleNotAllowed, "This needs another role than the token's."));

    private static bool IsBearer(string header) =>
        header.Length > SchemeName.Length && header[SchemeName.Length] == ' ' && header.StartsWith(SchemeName, StringComparison.OrdinalIgnoreCase);

    /// <summary>One principal for all requests of a token. It has no name: a customer's would be the bank's id of them.</summary>
    private static AuthenticateResult Accept(VerifiedToken verified)
    {
        var claims = new[] { new Claim("role", verified.Role.ToString().ToLowerInvariant()), new Claim("client_id", verified.ClientId) };
        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName, "client_id", "role"));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
    }
}
