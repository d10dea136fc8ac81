using System.Globalization;

namespace ApiHost.Access;

/// <summary>Instants as the contract takes them: RFC 3339 with <c>Z</c> or an offset.</summary>
internal static class Instants
{
    /// <summary>What is said to a caller who sent something else.</summary>
    public const string Expected = "an instant like 2026-01-31T08:00:00Z";

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads an instant.</summary>
    /// <param name="text">As sent.</param>
    /// <param name="at">The instant, UTC.</param>
    /// <returns>False where it is none.</returns>
    public static bool TryRead(string text, out DateTimeOffset at)
    {
        // K alone would take a time without a zone for UTC.
        var hasZone = text.EndsWith('Z') || text is [.., '+' or '-', _, _, ':', _, _];
        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out at) && hasZone;
    }
}
