using System.Collections.Immutable;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>A decision that was expressed again after its last event, and when.</summary>
/// <param name="Purpose">The purpose id.</param>
/// <param name="At">When it was last expressed, UTC.</param>
[GenerateSerializer, Immutable, Alias("consent-repeat")]
internal readonly record struct ConsentRepeat([property: Id(0)] string Purpose, [property: Id(1)] DateTimeOffset At);

/// <summary>
/// Appends to the ledger within bounds. A refusal or a withdrawal expressed again is an event of its own, since an import is placed by when
/// the customer last spoke. A client that says the same without end must not grow a section that every call opens: of a run of equal
/// decisions the first <see cref="Most"/> are events, and from then on only the time of the last one is kept. A consent given again is
/// always an event: it renews.
/// </summary>
internal static class ConsentRepeats
{
    /// <summary>The most events that a run of equal decisions makes.</summary>
    public const int Most = 16;

    /// <summary>Records a decision that comes after everything expressed for its purpose.</summary>
    /// <param name="section">The section.</param>
    /// <param name="fresh">The decision.</param>
    /// <returns>The next section.</returns>
    public static ConsentSection Append(this ConsentSection section, ConsentEvent fresh)
    {
        var others = section.Repeats.RemoveAll(repeat => repeat.Purpose == fresh.Purpose);
        return IsLongRepeated(section.Events, fresh)
            ? section with { Repeats = others.Add(new ConsentRepeat(fresh.Purpose, fresh.At)) }
            : section with { Events = section.Events.Add(fresh), Repeats = others };
    }

    /// <summary>When the customer last decided about a purpose; null where never.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose id.</param>
    /// <returns>The instant, UTC.</returns>
    public static DateTimeOffset? LastExpressed(this ConsentSection section, string purpose)
    {
        foreach (var repeat in section.Repeats)
        {
            if (repeat.Purpose == purpose)
            {
                return repeat.At;
            }
        }

        return section.Last(purpose, DateTimeOffset.MaxValue)?.At;
    }

    private static bool IsLongRepeated(ImmutableArray<ConsentEvent> events, ConsentEvent fresh)
    {
        var run = 0;
        for (var i = events.Length - 1; i >= 0 && run < Most; i--)
        {
            if (events[i].Purpose == fresh.Purpose)
            {
                if (!SaysTheSame(events[i], fresh))
                {
                    return false;
                }

                run++;
            }
        }

        return run == Most;
    }

    private static bool SaysTheSame(ConsentEvent one, ConsentEvent other) =>
        one.State == other.State && other.State != ConsentState.Given && one.Method == other.Method && one.NoticeVersion == other.NoticeVersion
        && one.Language == other.Language && one.Conflict == other.Conflict && Same(one.Categories, other.Categories) && Same(one.Channels, other.Channels);

    private static bool Same(ImmutableArray<string>? one, ImmutableArray<string>? other) =>
        one is { } items ? other is { } others && items.SequenceEqual(others) : other is null;
}
