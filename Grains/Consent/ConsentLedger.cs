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
        purpose.NeedsConsent ? section.Last(purpose.Id, at).StateAt(purpose, at) : ConsentState.NotRequired;

    /// <summary>Whether data may be processed for a purpose now, as far as consent goes.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose.</param>
    /// <param name="now">Now.</param>
    /// <returns>True where it may.</returns>
    public static bool Permits(this ConsentSection section, PurposeDeclaration purpose, DateTimeOffset now) =>
        !purpose.NeedsConsent || section.Last(purpose.Id, DateTimeOffset.MaxValue).StateAt(purpose, now) == ConsentState.Given;

    /// <summary>Whether the consent to a purpose covers a data category now.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose.</param>
    /// <param name="category">The data category.</param>
    /// <param name="now">Now.</param>
    /// <returns>True where the notice in force names it, and the customer has consented to it and not left it out.</returns>
    public static bool Covers(this ConsentSection section, PurposeDeclaration purpose, string category, DateTimeOffset now) =>
        section.Permits(purpose, now) && purpose.NoticeAt(now).Categories.Contains(category)
        && (!purpose.NeedsConsent || section.Last(purpose.Id, DateTimeOffset.MaxValue)!.CoveredCategories(purpose).Contains(category));

    /// <summary>Whether the consent to a purpose covers a channel now.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="now">Now.</param>
    /// <returns>True where the notice in force names it, and the customer has consented to it and not left it out.</returns>
    public static bool CoversChannel(this ConsentSection section, PurposeDeclaration purpose, string channel, DateTimeOffset now) =>
        section.Permits(purpose, now) && purpose.NoticeAt(now).Channels.Contains(channel)
        && (!purpose.NeedsConsent || section.Last(purpose.Id, DateTimeOffset.MaxValue)!.CoveredChannels(purpose).Contains(channel));

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

        foreach (var repeat in section.Repeats)
        {
            now = repeat.At > now ? repeat.At : now;
        }

        return now;
    }
}
