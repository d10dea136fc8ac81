using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>The one table that turns a refusal into an RFC 9457 problem.</summary>
internal static class Problems
{
    private const string MediaType = "application/problem+json";

    /// <summary>A code's HTTP status.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The status.</returns>
    public static int Status(ProblemCode code) => code switch
    {
        ProblemCode.MalformedRequest => StatusCodes.Status400BadRequest,
        ProblemCode.TokenMissing or ProblemCode.TokenInvalid or ProblemCode.ReauthenticationRequired => StatusCodes.Status401Unauthorized,
        ProblemCode.RoleNotAllowed or ProblemCode.PurposeMissing or ProblemCode.PurposeNotAllowed or ProblemCode.CaseReferenceMissing
            or ProblemCode.BreakGlassNotAllowed or ProblemCode.ConsentRequired or ProblemCode.ProcessingRestricted => StatusCodes.Status403Forbidden,
        ProblemCode.CustomerUnknown or ProblemCode.NotFound => StatusCodes.Status404NotFound,
        ProblemCode.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        ProblemCode.NotAcceptable => StatusCodes.Status406NotAcceptable,
        ProblemCode.Conflict => StatusCodes.Status409Conflict,
        ProblemCode.CustomerErased => StatusCodes.Status410Gone,
        ProblemCode.VersionMismatch => StatusCodes.Status412PreconditionFailed,
        ProblemCode.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ProblemCode.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        ProblemCode.RateLimited => StatusCodes.Status429TooManyRequests,
        ProblemCode.Unavailable or ProblemCode.AuditUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>The refusal that stands for a bare HTTP status.</summary>
    /// <param name="status">A status of 400 or more that the framework set.</param>
    /// <returns>The refusal.</returns>
    public static Refusal Of(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new(ProblemCode.TokenMissing, "Send an access token of the bank's issuer as a bearer token."),
        StatusCodes.Status403Forbidden => new(ProblemCode.RoleNotAllowed, "The token's role may not do this."),
        StatusCodes.Status404NotFound => new(ProblemCode.NotFound, "There is nothing at this address: see /openapi/v1.json."),
        StatusCodes.Status405MethodNotAllowed => new(ProblemCode.MethodNotAllowed, "Use a method of the Allow header."),
        StatusCodes.Status406NotAcceptable => new(ProblemCode.NotAcceptable, "Accept application/json."),
        StatusCodes.Status413PayloadTooLarge => new(ProblemCode.TooLarge, "Send at most 1,000 items and 4 MiB, or use POST /v1/import."),
        StatusCodes.Status415UnsupportedMediaType => new(ProblemCode.UnsupportedMediaType, "Send the content type that the operation names."),
        StatusCodes.Status429TooManyRequests => new(ProblemCode.RateLimited, "Slow down and repeat after Retry-After seconds."),
        >= StatusCodes.Status500InternalServerError =>
            new(ProblemCode.Unavailable, "The outcome is unknown. Repeat the call with the same Idempotency-Key: it is done once."),
        _ => new(ProblemCode.MalformedRequest, "Send a request as /openapi/v1.json describes it."),
    };

    /// <summary>A refusal as a result.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <returns>The result.</returns>
    public static IResult ToResult(this Refusal refusal) => new ProblemResult(refusal);

    /// <summary>A reply as a result: what <paramref name="present"/> makes of its value, or its problem.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="reply">The reply.</param>
    /// <param name="present">Makes the success.</param>
    /// <returns>The result.</returns>
    public static IResult ToResult<T>(this Reply<T> reply, Func<T, IResult> present) =>
        reply.Refusal is { } refusal ? refusal.ToResult() : present(reply.Value!);

    /// <summary>Writes a refusal as the answer.</summary>
    /// <param name="http">The exchange; nothing of the answer was sent yet.</param>
    /// <param name="refusal">The refusal.</param>
    /// <returns>When written.</returns>
    public static async Task Write(HttpContext http, Refusal refusal)
    {
        var status = Status(refusal.Code);
        http.Response.StatusCode = status;
        if (refusal.Code is ProblemCode.TokenMissing)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }
        else if (refusal.Code is ProblemCode.TokenInvalid)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        }
        else if (refusal.Code is ProblemCode.ReauthenticationRequired)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_user_authentication\""; // RFC 9470
        }
        else if (refusal.Code is ProblemCode.RateLimited or ProblemCode.Unavailable or ProblemCode.AuditUnavailable && http.Response.Headers.RetryAfter.Count == 0)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        var name = refusal.Code.Name();
        await http.Response.WriteAsJsonAsync(
            new Problem($"urn:profile-platform:problem:{name}", Title(name), status, refusal.Detail, name, System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier)
            {
                Purpose = refusal.Purpose,
                RequestId = refusal.RequestId,
                Errors = refusal.Errors.IsDefaultOrEmpty ? null : refusal.Errors,
            },
            ApiJson.Default.Problem,
            MediaType);
    }

    private static string Title(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');

    private sealed class ProblemResult(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Write(httpContext, refusal);
    }
}
