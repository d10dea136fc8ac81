using System.Globalization;

namespace Grains.Profile;

/// <summary>A profile's version as an entity tag, and the If-Match header (RFC 9110, 13.1.1) judged against it.</summary>
internal static class EntityTag
{
    /// <summary>Whether an If-Match header lets a change through.</summary>
    /// <param name="ifMatch">The header as received; null lets everything through.</param>
    /// <param name="version">The version that stands.</param>
    /// <returns>True where one of its tags is the version's; weak tags never are.</returns>
    public static bool Matches(string? ifMatch, long version)
    {
        if (ifMatch is null)
        {
            return true;
        }

        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        foreach (var part in ifMatch.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part == tag || part == "*")
            {
                return true;
            }
        }

        return false;
    }
}
