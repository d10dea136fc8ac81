using System.Globalization;
using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>A whole number in a query.</summary>
internal static class QueryNumber
{
    /// <summary>Reads it; a fault travels to the grain like a body's.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="absent">Its value where absent.</param>
    /// <param name="least">The least allowed.</param>
    /// <param name="most">The most allowed.</param>
    /// <returns>The number.</returns>
    public static Input<int> Read(HttpRequest request, string name, int absent, int least, int most) => request.Query[name] switch
    {
        { Count: 0 } => absent,
        [{ } text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        _ => Refusal.Invalid(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}")),
    };

    /// <summary>Reads a number that may be large.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="absent">Its value where absent; null where it must be there.</param>
    /// <param name="least">The least allowed.</param>
    /// <param name="most">The most allowed.</param>
    /// <returns>The number.</returns>
    public static Input<long> Read(HttpRequest request, string name, long? absent, long least, long most) => request.Query[name] switch
    {
        { Count: 0 } when absent is { } number => number,
        [{ } text] when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        _ => Refusal.Invalid(name, most == long.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"a whole number from {least}")
            : string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}")),
    };

    /// <summary>Makes one input of two numbers, with the faults of both.</summary>
    /// <typeparam name="T">The input's type.</typeparam>
    /// <param name="one">One number.</param>
    /// <param name="other">The other.</param>
    /// <param name="make">Makes the input.</param>
    /// <returns>The input.</returns>
    public static Input<T> Both<T>(Input<long> one, Input<long> other, Func<long, long, T> make) =>
        one.Fault is null && other.Fault is null
            ? make(one.Value, other.Value)
            : Refusal.Invalid([.. one.Fault?.Errors ?? [], .. other.Fault?.Errors ?? []]);
}
