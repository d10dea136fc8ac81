using Grains.Catalog;
using Grains.Consent;
using Grains.Interfaces.Rights;

namespace Grains.Rights;

/// <summary>The consents in an export: as they stand, and every decision with its receipt.</summary>
internal static class ConsentExport
{
    /// <summary>Makes it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The consents as exported.</returns>
    public static ExportedConsents Of(ConsentSection section, Catalogue catalogue, DateTimeOffset now) => new()
    {
        Now = section.Overview(catalogue, section.Present(now)).Purposes,
        History = [.. section.Events.OrderBy(static e => e.At).Select(Event)],
        Repeats = [.. section.Repeats.Select(static r => new ExportedRepeat(r.Purpose, r.At))],
        GlobalPrivacyControlSince = section.PrivacyControlSince,
        RestrictedSince = section.RestrictedSince,
        BrokenGlassUntil = section.Glasses.IsEmpty ? null : [.. section.Glasses.Select(static g => g.Until)],
    };

    private static ExportedConsentEvent Event(ConsentEvent held) => new()
    {
        Purpose = held.Purpose,
        State = held.State,
        At = held.At,
        RecordedAt = held.RecordedAt,
        Method = held.Method,
        NoticeVersion = held.NoticeVersion,
        RecordId = held.RecordId,
        ReceiptId = held.ReceiptId,
        Categories = held.Categories,
        Channels = held.Channels,
        Language = held.Language,
        ExpiresAt = held.ExpiresAt,
        Conflict = held.Conflict,
    };
}
