using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>What a consent that stands permits: which data, on which channels, how long.</summary>
/// <param name="Categories">The data categories.</param>
/// <param name="Channels">The channels.</param>
/// <param name="Until">When it runs out, UTC; null without end.</param>
internal sealed record ConsentGrant(ImmutableArray<string> Categories, ImmutableArray<string> Channels, DateTimeOffset? Until)
{
    /// <summary>Whether it permits all that another does.</summary>
    /// <param name="other">The other.</param>
    /// <returns>False where a category, a channel or some of the time is missing.</returns>
    public bool Includes(ConsentGrant other) =>
        other.Categories.All(Categories.Contains) && other.Channels.All(Channels.Contains) && (Until is null || Until >= other.Until);
}

/// <summary>Compares what was permitted before a change with what is permitted after it.</summary>
internal static class ConsentGrants
{
    /// <summary>What the consent to a purpose permits now.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose; it rests on consent.</param>
    /// <param name="now">Now.</param>
    /// <returns>The grant; null where there is no consent in force.</returns>
    public static ConsentGrant? Grant(this ConsentSection section, PurposeDeclaration purpose, DateTimeOffset now)
    {
        if (!section.Permits(purpose, now))
        {
            return null;
        }

        return section.Last(purpose.Id, DateTimeOffset.MaxValue)!.Grant(purpose);
    }

    /// <summary>Whether a change ended a permission or a part of one, so that it must not come back with a restored backup.</summary>
    /// <param name="next">The section after the change.</param>
    /// <param name="before">The section before it.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>True where anything but a giving was expressed, or a giving narrowed what stood.</returns>
    public static bool EndsPermission(this ConsentSection next, ConsentSection before, Catalogue catalogue, DateTimeOffset now)
    {
        for (var i = before.Events.Length; i < next.Events.Length; i++)
        {
            var fresh = next.Events[i];
            if (fresh.State != ConsentState.Given || next.Narrows(before, catalogue.Purpose[fresh.Purpose], now))
            {
                return true;
            }
        }

        return next.Repeats.Except(before.Repeats).Any();
    }

    /// <summary>Whether what was learned under a purpose must be dropped: its permission ended, whole or in part, or it begins anew after it had
    /// ended by itself.</summary>
    /// <param name="next">The section after the change.</param>
    /// <param name="before">The section before it.</param>
    /// <param name="purpose">The purpose.</param>
    /// <param name="now">Now.</param>
    /// <returns>True where nothing learned before may be used on.</returns>
    public static bool EndsLearning(this ConsentSection next, ConsentSection before, PurposeDeclaration purpose, DateTimeOffset now) =>
        purpose.NeedsConsent && next.Events.Length != before.Events.Length
        && (next.Narrows(before, purpose, now) || (!before.Permits(purpose, now) && next.Permits(purpose, now)));

    /// <summary>What the consent to a purpose that stands began with: the giving since which it neither lapsed nor was narrowed, which is since when what was
    /// learned under it has not been dropped.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose.</param>
    /// <returns>The record's id; empty where no consent stands.</returns>
    public static Guid Beginning(this ConsentSection section, PurposeDeclaration purpose)
    {
        ConsentEvent? begun = null;
        for (var i = section.Events.Length - 1; i >= 0; i--)
        {
            var earlier = section.Events[i];
            if (earlier.Purpose != purpose.Id)
            {
                continue;
            }

            if (earlier.State != ConsentState.Given || (begun is not null && (earlier.End(purpose) <= Known(begun) || !begun.Grant(purpose).Includes(earlier.Grant(purpose)))))
            {
                break;
            }

            begun = earlier;
        }

        return begun?.RecordId ?? Guid.Empty;
    }

    /// <summary>Since when a giving counts here: one that was expressed before the earlier consent lapsed, but came in after it, came too late to keep what
    /// was learned.</summary>
    private static DateTimeOffset Known(ConsentEvent given) => given.At > given.RecordedAt ? given.At : given.RecordedAt;

    private static ConsentGrant Grant(this ConsentEvent given, PurposeDeclaration purpose) =>
        new(given.CoveredCategories(purpose), given.CoveredChannels(purpose), given.End(purpose));

    private static bool Narrows(this ConsentSection next, ConsentSection before, PurposeDeclaration purpose, DateTimeOffset now) =>
        before.Grant(purpose, now) is { } stood && next.Grant(purpose, now)?.Includes(stood) != true;
}
