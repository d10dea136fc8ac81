using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>The outermost of our middleware: whatever went wrong inside leaves as a problem of the contract, never as a bare status or a stack trace.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    /// <summary>Runs the rest of the pipeline.</summary>
    /// <param name="http">The exchange.</param>
    /// <returns>When answered.</returns>
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (http.Response is { StatusCode: >= StatusCodes.Status400BadRequest, HasStarted: false, ContentLength: null, ContentType: null })
            {
                await Problems.Write(http, Problems.Of(http.Response.StatusCode));
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller went away: nobody is left to answer.
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            await Problems.Write(http, Of(exception, http));
        }
    }

    private Refusal Of(Exception exception, HttpContext http)
    {
        switch (exception)
        {
            case RefusedException refused:
                return refused.Refusal;
            case BadHttpRequestException bad:
                return Problems.Of(bad.StatusCode);
            default:
                // Messages of storage and runtime errors may quote what they handled, so only the type is logged.
                
                log.Unavailable(exception.GetType().Name, (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none");
                return Problems.Of(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
