using System.Buffers;
using System.Collections.Immutable;
using Grains.Interfaces.Access;
using Grains.Interfaces.Personalization;

namespace Grains.Personalization;

/// <summary>Judges what was asked and what was fed back, as sent.</summary>
internal static class RecommendationRules
{
    private static readonly SearchValues<char> SurfaceCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Every fault of a query.</summary>
    /// <param name="query">The query.</param>
    /// <returns>The refusal; null where it is in order.</returns>
    public static Refusal? Fault(RecommendationQuery query)
    {
        var faults = ImmutableArray<Fault>.Empty;
        if (query.Surface is not { Length: > 0 and <= 32 } || query.Surface.AsSpan().ContainsAnyExcept(SurfaceCharacters))
        {
            faults = faults.Add(new Fault("surface", "1 to 32 lower case letters, digits and hyphens"));
        }

        if (query.Limit is < 1 or > OfferRanker.MostShown)
        {
            faults = faults.Add(new Fault("limit", "a whole number from 1 to 50"));
        }

        return faults.IsEmpty ? null : Refusal.Invalid(faults);
    }

    /// <summary>What is wrong with a question about decisions.</summary>
    /// <param name="query">The question.</param>
    /// <returns>The refusal; null where it is in order.</returns>
    public static Refusal? Fault(DecisionQuery query) => query.From > query.To ? Refusal.Invalid("to", "at or after from") : null;

    /// <summary>Judges feedback.</summary>
    /// <param name="feedback">The feedback.</param>
    /// <returns>The outcome it names.</returns>
    public static Reply<OfferOutcome> Judge(OfferFeedback feedback)
    {
        var outcome = OutcomeOf(feedback.Outcome);
        var faults = ImmutableArray<Fault>.Empty;
        if (string.IsNullOrEmpty(feedback.Offer))
        {
            faults = faults.Add(new Fault("/offer", "the id of an offer of the decision"));
        }

        if (outcome is null)
        {
            faults = faults.Add(new Fault("/outcome", "one of viewed, clicked, accepted, dismissed"));
        }

        return faults.IsEmpty ? outcome!.Value : Refusal.Invalid(faults);
    }

    private static OfferOutcome? OutcomeOf(string? outcome) => outcome switch
    {
        "viewed" => OfferOutcome.Viewed,
        "clicked" => OfferOutcome.Clicked,
        "accepted" => OfferOutcome.Accepted,
        "dismissed" => OfferOutcome.Dismissed,
        _ => null,
    };
}
