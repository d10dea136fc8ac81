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
}
