using System.Xml;
using Grains.Catalog;
using Grains.Interfaces.Catalog;

namespace Grains.Profile;

/// <summary>
/// How long attributes stay: their declared retention counts from their last change, a year of it 365 days and a month 30. What the catalogue does
/// not declare any more has no end: a slip in a file must not delete anything.
/// </summary>
internal static class AttributeRetention
{
    /// <summary>When an attribute goes.</summary>
    /// <param name="declared">Its declaration.</param>
    /// <param name="held">As held.</param>
    /// <returns>The instant, UTC.</returns>
    public static DateTimeOffset End(AttributeDeclaration declared, HeldAttribute held) =>
        XmlConvert.ToTimeSpan(declared.Retention) is var stay && stay < DateTimeOffset.MaxValue - held.UpdatedAt ? held.UpdatedAt + stay : DateTimeOffset.MaxValue;

    /// <summary>When the first attribute of a profile goes; null where none does.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <returns>The instant, UTC.</returns>
    public static DateTimeOffset? NextEnd(this ProfileSection profile, Catalogue catalogue)
    {
        DateTimeOffset? next = null;
        foreach (var (name, held) in profile.Attributes)
        {
            if (catalogue.Attribute.TryGetValue(name, out var declared) && End(declared, held) is var end && !(end >= next))
            {
                next = end;
            }
        }

        return next;
    }

    /// <summary>Forgets what has ended.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section, this one where nothing has ended.</returns>
    public static ProfileSection ForgetEnded(this ProfileSection profile, Catalogue catalogue, DateTimeOffset now)
    {
        var ended = profile.Attributes.Where(a => catalogue.Attribute.TryGetValue(a.Key, out var declared) && End(declared, a.Value) <= now).Select(static a => a.Key).ToList();
        return ended.Count == 0 ? profile : profile with { Attributes = profile.Attributes.RemoveRange(ended), Version = profile.Version + 1 };
    }
}
