using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>An instant or a date in a query; a date is its first instant, UTC.</summary>
internal static class QueryInstant
{
    /// <summary>Reads it; a fault travels to the grain like a body's.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The instant, UTC; null where absent.</returns>
    public static Input<DateTimeOffset?> Read(HttpRequest request, string name) => request.Query[name] switch
    {
        { Count: 0 } => new Input<DateTimeOffset?>(null, null),
        [{ } text] when Instants.TryRead(text, out var at) || Instants.TryRead(text + "T00:00:00Z", out at) => at,
        _ => Refusal.Invalid(name, Instants.Expected + ", or a date"),
    };
}
