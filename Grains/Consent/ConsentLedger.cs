using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>Reads the consent ledger: each purpose's state at an instant, and what the outside is shown of it.</summary>
internal static class ConsentLedger
{
    /// <summary>The purpose's last event expressed at or before an instant; null where there is none.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose id.</param>
    /// <param name="at">The instant.</param>
    /// <returns>The event.</returns>
    public static ConsentEvent? Last(this ConsentSection section, string purpose, DateTimeOffset at)
    {
        for (var i = section.Events.Length - 1; i >= 0; i--)
        {
            var candidate = section.Events[i];
            if (candidate.Purpose == purpose && candidate.At <= at)
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>A purpose's state at an instant.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose.</param>
    /// <param name="at">The instant.</param>
    /// <returns>The state.</returns>
    public static ConsentState StateOf(this ConsentSection section, PurposeDeclaration purpose, DateTimeOffset at) =>
        purpose.NeedsConsent ? StateOf(section.Last(purpose.Id, at), at) : ConsentState.NotRequired;

    /// <summary>Whether data may be processed for a purpose now, as far as consent goes.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose.</param>
    /// <param name="now">Now.</param>
    /// <returns>True where it may.</returns>
    public static bool Permits(this ConsentSection section, PurposeDeclaration purpose, DateTimeOffset now) =>
        !purpose.NeedsConsent || StateOf(section.Last(purpose.Id, DateTimeOffset.MaxValue), now) == ConsentState.Given;

    /// <summary>Whether the consent to a purpose covers a data category now.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose.</param>
    /// <param name="category">The data category.</param>
    /// <param name="now">Now.</param>
    /// <returns>True where the purpose may use it and the customer has not left it out.</returns>
    public static bool Covers(this ConsentSection section, PurposeDeclaration purpose, string category, DateTimeOffset now) =>
        section.Permits(purpose, now) && purpose.Categories.Contains(category)
        && (!purpose.NeedsConsent || section.Last(purpose.Id, DateTimeOffset.MaxValue)!.Categories is not { } limited || limited.Contains(category));

    /// <summary>Whether the consent to a purpose covers a channel now.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="now">Now.</param>
    /// <returns>True where the purpose may use it and the customer has not left it out.</returns>
    public static bool CoversChannel(this ConsentSection section, PurposeDeclaration purpose, string channel, DateTimeOffset now) =>
        section.Permits(purpose, now) && purpose.Channels.Contains(channel)
        && (!purpose.NeedsConsent || section.Last(purpose.Id, DateTimeOffset.MaxValue)!.Channels is not { } limited || limited.Contains(channel));

    /// <summary>The instant that counts as now: never before what was recorded last, so that a clock that steps back revives nothing.</summary>
    /// <param name="section">The section.</param>
    /// <param name="now">The clock.</param>
    /// <returns>The later of the two.</returns>
    public static DateTimeOffset Present(this ConsentSection section, DateTimeOffset now)
    {
        foreach (var recorded in section.Events)
        {
            now = recorded.At > now ? recorded.At : now;
        }

        return now;
    }

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
        return new PurposeConsent
        {
            Purpose = purpose.Id,
            Title = purpose.Title,
            LegalBasis = purpose.LegalBasis,
            State = purpose.NeedsConsent ? StateOf(last, at) : ConsentState.NotRequired,
            Since = last?.At,
            ExpiresAt = last?.ExpiresAt,
            Categories = last?.Categories ?? purpose.Categories,
            Channels = last?.Channels ?? purpose.Channels,
            NoticeVersion = last?.NoticeVersion,
            RecordId = last?.RecordId.ToString(),
            Conflict = last?.Conflict,
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
            ReceiptId = last.ReceiptId.ToString(),
        };
    }

    /// <summary>The events, oldest expressed first.</summary>
    /// <param name="section">The section.</param>
    /// <returns>The history.</returns>
    public static ConsentHistory History(this ConsentSection section) => new(
        [.. section.Events.OrderBy(e => e.At).Select(e =>
            new ConsentHistoryEvent(e.At, e.Purpose, e.State, e.Method, e.NoticeVersion, e.RecordId.ToString()))]);

    private static ConsentState StateOf(ConsentEvent? last, DateTimeOffset at) => last switch
    {
        null => ConsentState.Unknown,
        { State: ConsentState.Given, ExpiresAt: { } end } when end <= at => ConsentState.Expired,
        _ => last.State,
    };
}
