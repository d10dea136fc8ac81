using System.Collections.Immutable;

namespace Grains.Personalization;

/// <summary>
/// Learns from one outcome: a step of online logistic regression on the offer's own bias, b += rate·(y − p), where p is the probability
/// that the score stood for. Accepted and clicked are successes (y = 1), dismissed and viewed are failures (y = 0); the rate says how much an
/// outcome tells. So accepted moves a score up more than clicked does, viewed moves it down a little and dismissed a lot.
/// </summary>
internal static class FeedbackLearning
{
    /// <summary>How far feedback may move a score, log-odds either way.</summary>
    public const double Limit = 3;

    /// <summary>The most outcomes kept in mind; one decision can bring 200 (50 offers, 4 outcomes).</summary>
    public const int Capacity = 256;

    /// <summary>Where a score is very sure the gradient fades; a step is at least as large as here, so that feedback is always felt.</summary>
    private const double Surest = 0.05;

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
        if (!customer.UsesFeedback || model.Outcomes.Contains(fresh))
        {
            return model;
        }

        var before = model.Learned(offer, customer);
        var after = Math.Clamp(before + Step(outcome, offer.Score(customer, before)), -Limit, Limit);
        var others = model.Offers.RemoveAll(learned => learned.Offer == offer.Tag);
        return model.Remember(fresh, now) with { Offers = others.Add(new LearnedOffer(offer.Tag, after)) };
    }

    private static double Step(OfferOutcome outcome, double score)
    {
        var probability = Math.Clamp(1 / (1 + Math.Exp(-score)), Surest, 1 - Surest);
        return outcome switch
        {
            OfferOutcome.Accepted => 1.0 * (1 - probability),
            OfferOutcome.Clicked => 0.5 * (1 - probability),
            OfferOutcome.Viewed => -0.05 * probability,
            _ => -2.0 * probability,
        };
    }

    /// <summary>Keeps the outcomes in mind as long as their decisions may be named. Where there are too many the oldest decisions are
    /// forgotten together with their outcomes, by raising the floor, so that nothing is ever learned twice.</summary>
    private static ModelSection Remember(this ModelSection model, LearnedOutcome fresh, DateTimeOffset now)
    {
        var kept = model.Outcomes.RemoveAll(outcome => DecisionId.IsTooOld(outcome.Minute, now)).Add(fresh);
        var floor = model.Floor;
        while (kept.Length > Capacity)
        {
            var oldest = kept.Min(outcome => outcome.Minute);
            floor = Math.Max(floor, oldest + 1);
            kept = kept.RemoveAll(outcome => outcome.Minute == oldest);
        }

        return model with { Outcomes = kept, Floor = floor };
    }
}
