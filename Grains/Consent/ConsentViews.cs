using Grains.Catalog;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>What the outside is shown of the ledger.</summary>
internal static class ConsentViews
{
    /// <summary>Every purpose as it stands at an instant.</summary>
    /// <param name="section">The section.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="at">The instant.</param>
    /// <returns>The overview.</returns>
    public static ConsentOverview Overview(this ConsentSection section, Catalogue catalogue, DateTimeOffset at) => new(
        [.. catalogue.Purposes.Purposes.Select(purpose => section.View(purpose, at))],
        section.PrivacyControlSince is { } since && since <= at);

    /// <summary>One purpose as it stands at an instant.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose.</param>
    /// <param name="at">The instant.</param>
    /// <returns>The view.</returns>
    public static PurposeConsent View(this ConsentSection section, PurposeDeclaration purpose, DateTimeOffset at)
    {
        var last = purpose.NeedsConsent ? section.Last(purpose.Id, at) : null;
        var notice = purpose.NoticeAt(at);
        return new PurposeConsent
        {
            Purpose = purpose.Id,
            Title = purpose.Title,
            LegalBasis = purpose.LegalBasis,
            State = section.StateOf(purpose, at),
            Since = last?.At,
            ExpiresAt = last?.End(purpose),
            Categories = last?.CoveredCategories(purpose) ?? notice.Categories,
            Channels = last?.CoveredChannels(purpose) ?? notice.Channels,
            NoticeVersion = last?.NoticeVersion,
            RecordId = last?.RecordId.ToString(),
            Conflict = last?.Conflict,
            RenewalDue = last?.IsRenewalDue(purpose, at) == true,
        };
    }

    /// <summary>A purpose right after a decision about it, with the decision's receipt.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose; it has an event.</param>
    /// <returns>The view.</returns>
    public static ConsentDecided Decided(this ConsentSection section, PurposeDeclaration purpose)
    {
        var last = section.Last(purpose.Id, DateTimeOffset.MaxValue)!;
        var view = section.View(purpose, last.At);
        return new ConsentDecided
        {
            Purpose = view.Purpose,
            Title = view.Title,
            LegalBasis = view.LegalBasis,
            State = view.State,
            Since = view.Since,
            ExpiresAt = view.ExpiresAt,
            Categories = view.Categories,
            Channels = view.Channels,
            NoticeVersion = view.NoticeVersion,
            RecordId = view.RecordId,
            Conflict = view.Conflict,
            RenewalDue = view.RenewalDue,
            ReceiptId = last.ReceiptId.ToString(),
        };
    }

    /// <summary>The events, oldest expressed first.</summary>
    /// <param name="section">The section.</param>
    /// <returns>The history.</returns>
    public static ConsentHistory History(this ConsentSection section) => new(
        [.. section.Events.OrderBy(e => e.At).Select(e =>
            new ConsentHistoryEvent(e.At, e.Purpose, e.State, e.Method, e.NoticeVersion, e.RecordId.ToString()) { ReceiptId = e.ReceiptId.ToString() })]);
}
