using System.Globalization;
using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>A date in a query.</summary>
internal static class QueryDate
{
    /// <summary>Reads it; a fault travels to the grain like a body's.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The date; null where absent.</returns>
    public static Input<DateOnly?> Read(HttpRequest request, string name) => request.Query[name] switch
    {
        { Count: 0 } => new Input<DateOnly?>(null, null),
        [{ } text] when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
        _ => Refusal.Invalid(name, "a date, yyyy-MM-dd"),
    };

    /// <summary>Makes one input of a date and a number, with the faults of both.</summary>
    /// <typeparam name="T">The input's type.</typeparam>
    /// <param name="date">The date.</param>
    /// <param name="number">The number.</param>
    /// <param name="make">Makes the input.</param>
    /// <returns>The input.</returns>
    public static Input<T> With<T>(Input<DateOnly?> date, Input<int> number, Func<DateOnly?, int, T> make) =>
        date.Fault is null && number.Fault is null
            ? make(date.Value, number.Value)
            : Refusal.Invalid([.. date.Fault?.Errors ?? [], .. number.Fault?.Errors ?? []]);
}
