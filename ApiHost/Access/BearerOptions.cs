using Grains.Interfaces.Access;
using Microsoft.AspNetCore.Authentication;

namespace ApiHost.Access;

/// <summary>Options of the bearer scheme.</summary>
internal sealed class BearerOptions : AuthenticationSchemeOptions
{
    /// <summary>
    /// Writes a refusal as a problem, status and body; the headers are set. The default knows the four refusals of this scheme only.
    /// </summary>
    public Func<HttpContext, Refusal, Task> Refuse { get; set; } = Write;

    private static Task Write(HttpContext context, Refusal refusal)
    {
        var (status, title) = refusal.Code switch
        {
            ProblemCode.RoleNotAllowed => (StatusCodes.Status403Forbidden, "Forbidden"),
            ProblemCode.Unavailable => (StatusCodes.Status503ServiceUnavailable, "Service Unavailable"),
            _ => (StatusCodes.Status401Unauthorized, "Unauthorized"),
        };
        var code = refusal.Code.Name();
        var traceId = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new { type = "about:blank", title, status, detail = refusal.Detail, code, traceId }, options: null, "application/problem+json");
    }
}
