using System.Text.Json;
using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>Problem codes as the contract writes them.</summary>
internal static class ProblemCodes
{
    /// <summary>A code's name, e.g. <c>consent-required</c>.</summary>
    /// <param name="code">The code.</param>
    /// <returns>Its name.</returns>
    public static string Name(ProblemCode code) => JsonNamingPolicy.KebabCaseLower.ConvertName(code.ToString());
}
