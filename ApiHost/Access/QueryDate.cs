using System.Globalization;
using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>A day in a query.</summary>
internal static class QueryDate
{
    /// <summary>Reads it; a fault travels to the grain like a body's.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The day; null where absent.</returns>
    public static Input<DateOnly?> Read(HttpRequest request, string name) => request.Query[name] switch
    {
        { Count: 0 } => new Input<DateOnly?>(null, null),
        [{ } text] when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => Refusal.Invalid(name, "a date, yyyy-MM-dd"),
    };
}
