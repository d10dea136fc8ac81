using Grains.Interfaces.Catalog;

namespace Grains.Catalog;

/// <summary>Which version of a purpose's notice counts when, and which consents a later version ends.</summary>
internal static class NoticesInForce
{
    /// <summary>The notice in force at an instant: the newest whose first day has come, else the first. A purpose without notices is its own.</summary>
    /// <param name="purpose">The purpose.</param>
    /// <param name="at">The instant.</param>
    /// <returns>The notice.</returns>
    public static PurposeNotice NoticeAt(this PurposeDeclaration purpose, DateTimeOffset at)
    {
        var notices = purpose.Notices;
        if (notices.IsEmpty)
        {
            return new PurposeNotice { Version = purpose.NoticeVersion, Categories = purpose.Categories, Channels = purpose.Channels };
        }

        var newest = notices.Length - 1;
        while (newest > 0 && notices[newest].Start() > at)
        {
            newest--;
        }

        return notices[newest];
    }

    /// <summary>A notice by its version; null where the catalogue does not know it, such as that of a paper form of long ago.</summary>
    /// <param name="purpose">The purpose.</param>
    /// <param name="version">The version.</param>
    /// <returns>The notice.</returns>
    public static PurposeNotice? Notice(this PurposeDeclaration purpose, string version) =>
        purpose.IndexOf(version) is >= 0 and var index ? purpose.Notices[index] : null;

    /// <summary>The notice that somebody consented to. A version that the catalogue does not know counts as the one in force at the time: what came
    /// later was never agreed to.</summary>
    /// <param name="purpose">The purpose.</param>
    /// <param name="version">The version consented to.</param>
    /// <param name="expressed">When.</param>
    /// <returns>The notice.</returns>
    public static PurposeNotice NoticeOf(this PurposeDeclaration purpose, string version, DateTimeOffset expressed) =>
        purpose.Notice(version) ?? purpose.NoticeAt(expressed);

    /// <summary>
    /// From when a consent no longer stands because a later notice asks again: it covers a category or a channel that the consented one does
    /// not, or says so itself.
    /// </summary>
    /// <param name="purpose">The purpose.</param>
    /// <param name="version">The version consented to.</param>
    /// <param name="expressed">When.</param>
    /// <returns>The instant, which may lie ahead; null where no declared notice asks again.</returns>
    public static DateTimeOffset? AsksAgainFrom(this PurposeDeclaration purpose, string version, DateTimeOffset expressed)
    {
        var notices = purpose.Notices;
        var consented = purpose.NoticeOf(version, expressed);
        for (var i = notices.IndexOf(consented) + 1; i < notices.Length; i++)
        {
            if (notices[i].AsksAgain || notices[i].IsWiderThan(consented))
            {
                return notices[i].Start();
            }
        }

        return null;
    }

    /// <summary>Midnight UTC of a notice's first day.</summary>
    /// <param name="notice">The notice.</param>
    /// <returns>The instant.</returns>
    public static DateTimeOffset Start(this PurposeNotice notice) => new(notice.ValidFrom, TimeOnly.MinValue, TimeSpan.Zero);

    private static bool IsWiderThan(this PurposeNotice later, PurposeNotice earlier) =>
        !later.Categories.All(earlier.Categories.Contains) || !later.Channels.All(earlier.Channels.Contains);

    private static int IndexOf(this PurposeDeclaration purpose, string version)
    {
        for (var i = 0; i < purpose.Notices.Length; i++)
        {
            if (purpose.Notices[i].Version == version)
            {
                return i;
            }
        }

        return -1;
    }
}
