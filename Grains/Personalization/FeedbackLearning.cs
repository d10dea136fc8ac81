using System.Collections.Immutable;

namespace Grains.Personalization;

/// <summary>
/// Learns from what was done with an offer that was shown. A showing is one trial of the offer's score: it succeeds where the customer clicked or accepted
/// and fails where they only saw it; so over showings the score is calibrated. Whoever accepts says more than who clicks, and who sends an offer
/// away says as much as three who overlooked it, since they are not to be asked again as if they had: on purpose on the cautious side.
/// A showing is reported in steps (viewed, then clicked, then accepted): what a later step refutes is taken back, so that each showing counts once.
/// </summary>
internal static class FeedbackLearning
{
    /// <summary>How far a taste may lie from the shared model, log-odds either way.</summary>
    public const double Limit = 5;

    /// <summary>The most outcomes kept in mind: three weeks of a visit a day in which three offers are seen. Each takes 25 bytes of the 12 KiB that all models
    /// and aggregates of a customer have.</summary>
    public const int Capacity = 64;

    /// <summary>The most of them on a busy day: what was decided within the last one stays, so that a screen of 50 offers can be seen and clicked to its
    /// end; one decision can bring 200 (50 offers, 4 outcomes).</summary>
    public const int CapacityOfDay = 256;

    /// <summary>The least a taste's variance shrinks to: tastes change, so feedback is always felt.</summary>
    private const double LeastVariance = 0.1;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private const double Accepted = 1.5;
    private const double Dismissed = 3;

    /// <summary>Learns an outcome, once.</summary>
    /// <param name="model">The section.</param>
    /// <param name="decision">The decision the offer was in.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section; the same instance where the outcome was learned before or may not be.</returns>
    public static ModelSection Learn(
        this ModelSection model, Decision decision, OfferModel offer, CustomerVector customer, OfferOutcome outcome, DateTimeOffset now)
    {
        var fresh = new LearnedOutcome(decision.Number, decision.Minute, offer.Tag, outcome);
        if (!customer.UsesFeedback || model.Outcomes.Contains(fresh) || model.Remember(fresh, now) is not { } next)
        {
            return model;
        }

        if (Told(model.Outcomes, fresh) is not { } evidence)
        {
            return next;
        }

        var belief = model.Belief(offer, customer).Learn(offer.Score(customer), evidence);
        var learned = new LearnedOffer(offer.Tag, Math.Clamp(belief.Mean, -Limit, Limit), 1 / Math.Max(belief.Variance, LeastVariance));
        return next with { Offers = next.Offers.RemoveAll(other => other.Offer == offer.Tag).Add(learned) };
    }

    /// <summary>What an outcome adds to what the showing has told before; null for nothing.</summary>
    private static Evidence? Told(ImmutableArray<LearnedOutcome> known, LearnedOutcome fresh)
    {
        bool Has(OfferOutcome outcome) => known.Contains(fresh with { Outcome = outcome });
        var takenBack = Has(OfferOutcome.Viewed) && !Has(OfferOutcome.Clicked) && !Has(OfferOutcome.Accepted) && !Has(OfferOutcome.Dismissed) ? 1 : 0;
        return fresh.Outcome switch
        {
            OfferOutcome.Viewed => Has(OfferOutcome.Clicked) || Has(OfferOutcome.Accepted) || Has(OfferOutcome.Dismissed) ? null : new Evidence(0, 1),
            OfferOutcome.Clicked => Has(OfferOutcome.Accepted) ? null : new Evidence(1, -takenBack),
            OfferOutcome.Accepted => new Evidence(Has(OfferOutcome.Clicked) ? Accepted - 1 : Accepted, -takenBack),
            _ => new Evidence(0, Dismissed - takenBack),
        };
    }

    /// <summary>Keeps the outcomes in mind as long as their decisions may be named. Where there are too many the oldest decisions are
    /// forgotten together with their outcomes, by raising the floor, so that nothing is ever learned twice; never the fresh one's own, or the same
    /// outcome again would name an unknown decision.</summary>
    /// <returns>The next section; null where there is no room for an outcome that is older than all others.</returns>
    private static ModelSection? Remember(this ModelSection model, LearnedOutcome fresh, DateTimeOffset now)
    {
        var kept = model.Outcomes.RemoveAll(outcome => DecisionId.IsTooOld(outcome.Minute, now)).Add(fresh);
        var floor = model.Floor;
        while (kept.Length > Capacity && kept.Min(outcome => outcome.Minute) is var oldest && oldest != fresh.Minute
            && (kept.Length > CapacityOfDay || DateTimeOffset.FromUnixTimeSeconds(oldest * 60L) < now - Day))
        {
            floor = Math.Max(floor, oldest + 1);
            kept = kept.RemoveAll(outcome => outcome.Minute == oldest);
        }

        return kept.Length > CapacityOfDay ? null : model with { Outcomes = kept, Floor = floor };
    }
}
