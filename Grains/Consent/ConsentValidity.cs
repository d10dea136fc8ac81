using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>How long a consent stands and what it covers: by what was decided, and by the notice it was decided under.</summary>
internal static class ConsentValidity
{
    /// <summary>How long before a consent runs out its renewal is due.</summary>
    public static readonly TimeSpan RenewalNotice = TimeSpan.FromDays(30);

    /// <summary>What a purpose's last event means at an instant.</summary>
    /// <param name="last">The last event expressed by then; null where there is none.</param>
    /// <param name="purpose">The purpose; it rests on consent.</param>
    /// <param name="at">The instant.</param>
    /// <returns>The state.</returns>
    public static ConsentState StateAt(this ConsentEvent? last, PurposeDeclaration purpose, DateTimeOffset at) =>
        last is null ? ConsentState.Unknown : last.End(purpose) <= at ? ConsentState.Expired : last.State;

    /// <summary>When a consent given stands no more by itself: it runs out, or a later notice asks again.</summary>
    /// <param name="last">The event.</param>
    /// <param name="purpose">Its purpose.</param>
    /// <returns>The instant, UTC; null where it has no end, or is no consent.</returns>
    public static DateTimeOffset? End(this ConsentEvent last, PurposeDeclaration purpose)
    {
        var asked = last.AsksAgainFrom(purpose);
        return asked is null || last.ExpiresAt < asked ? last.ExpiresAt : asked;
    }

    /// <summary>Whether the customer should be asked anew: the consent runs out within 30 days or has, or a later notice asks again.</summary>
    /// <param name="last">The event.</param>
    /// <param name="purpose">Its purpose.</param>
    /// <param name="at">The instant.</param>
    /// <returns>True where renewal is due.</returns>
    public static bool IsRenewalDue(this ConsentEvent last, PurposeDeclaration purpose, DateTimeOffset at) =>
        last.ExpiresAt - at <= RenewalNotice || last.AsksAgainFrom(purpose) <= at;

    /// <summary>The data categories that an event is about.</summary>
    /// <param name="last">The event.</param>
    /// <param name="purpose">Its purpose.</param>
    /// <returns>Those it is limited to, else its notice's.</returns>
    public static ImmutableArray<string> CoveredCategories(this ConsentEvent last, PurposeDeclaration purpose) =>
        last.Categories ?? purpose.NoticeOf(last.NoticeVersion, last.At).Categories;

    /// <summary>The channels that an event is about.</summary>
    /// <param name="last">The event.</param>
    /// <param name="purpose">Its purpose.</param>
    /// <returns>Those it is limited to, else its notice's.</returns>
    public static ImmutableArray<string> CoveredChannels(this ConsentEvent last, PurposeDeclaration purpose) =>
        last.Channels ?? purpose.NoticeOf(last.NoticeVersion, last.At).Channels;

    private static DateTimeOffset? AsksAgainFrom(this ConsentEvent last, PurposeDeclaration purpose) =>
        last.State == ConsentState.Given ? purpose.AsksAgainFrom(last.NoticeVersion, last.At) : null;
}
