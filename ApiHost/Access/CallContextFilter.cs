using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>Puts the caller's own token and what they state about the call on the context of the grain calls that follow.</summary>
internal static class CallContextFilter
{
    /// <summary>Fills the context from the request; the endpoint runs after it, in the same flow.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="next">The endpoint.</param>
    /// <returns>The endpoint's result.</returns>
    public static ValueTask<object?> Invoke(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var headers = http.Request.Headers;
        CallContext.Set(CallContext.Token, http.Features.Get<Caller>()?.Token);
        CallContext.Set(CallContext.Purpose, headers["Processing-Purpose"]);
        CallContext.Set(CallContext.CaseReference, headers["Case-Reference"]);
        CallContext.Set(CallContext.BreakGlass, headers["Break-Glass"]);
        CallContext.Set(CallContext.PrivacyControl, headers.GetCommaSeparatedValues("Sec-GPC").Contains("1") ? "1" : null);
        CallContext.Set(CallContext.Operation, HttpMethods.IsGet(http.Request.Method) ? null : headers["Idempotency-Key"].ToString());
        return next(context);
    }
}
