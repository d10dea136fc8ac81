using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Personalization;

namespace Grains.Personalization;

/// <summary>Between a decision as it was told and as it is kept. The words are the catalogue's of today, the figures those of the day.</summary>
/// <param name="catalogue">The offers.</param>
/// <param name="ranker">Knows the weights and the words.</param>
internal sealed class DecisionWords(Catalogue catalogue, OfferRanker ranker)
{
    private const int DefaultDays = 30;

    /// <summary>A figure as it is kept.</summary>
    /// <param name="figure">Log-odds.</param>
    /// <returns>To a thousandth.</returns>
    public static double Rounded(double figure) => Math.Round(figure, 3);

    /// <summary>What is kept of a decision.</summary>
    /// <param name="answer">The decision.</param>
    /// <param name="surface">Where it is shown.</param>
    /// <param name="minute">When, in minutes since 1970.</param>
    /// <returns>What is kept.</returns>
    public HeldDecision Hold(Recommendations answer, string surface, uint minute)
    {
        var offers = ImmutableArray.CreateBuilder<HeldOffer>(answer.Items.Length);
        foreach (var item in answer.Items)
        {
            var offer = ranker.Find(OfferTag.Of(item.Offer));
            var reasons = ImmutableArray.CreateBuilder<HeldReason>(item.Reasons.Length);
            foreach (var reason in item.Reasons)
            {
                var weight = FactReader.IndexOf(reason.Feature) is >= 0 and var feature ? offer?.Weight(feature) ?? 0 : 0;
                reasons.Add(new HeldReason(reason.Feature, Rounded(reason.Contribution), (reason.Contribution > 0) == (weight > 0)));
            }

            offers.Add(new HeldOffer(item.Offer, Rounded(item.Score), Math.Round(item.Propensity, 4), item.Exploring, reasons.MoveToImmutable()));
        }

        return new HeldDecision(minute, minute, surface, answer.ModelVersion, offers.MoveToImmutable());
    }

    /// <summary>Tells a decision again.</summary>
    /// <param name="held">What is kept.</param>
    /// <returns>The decision, its reasons as sentences.</returns>
    public DecisionRecord Tell(HeldDecision held) => new(
        Instant(held.Minute), Instant(held.LastMinute), held.Surface, held.ModelVersion,
        [.. held.Offers.Select(offer => new RecommendedOffer(
            offer.Offer, Declared(offer.Offer)?.Title ?? offer.Offer, offer.Score, offer.Propensity, offer.IsExploring,
            [.. offer.Reasons.Select(reason => new OfferReason(reason.Feature, ranker.Reasons.Sentence(reason.Feature, reason.IsAbove, reason.Contribution, offer.Reasons.Length == 1), reason.Contribution))]))]);

    /// <summary>Answers a question about decisions.</summary>
    /// <param name="query">From when to when.</param>
    /// <param name="history">What is written.</param>
    /// <param name="waiting">What is not written yet.</param>
    /// <param name="now">Now; also the last day, where the question names none.</param>
    /// <returns>The decisions shown on these days, newest first.</returns>
    public DecisionRecords Answer(DecisionQuery query, DecisionHistory history, IReadOnlyList<HeldDecision> waiting, DateTimeOffset now)
    {
        var to = query.To ?? DateOnly.FromDateTime(now.UtcDateTime);
        var from = query.From ?? (to.DayNumber > DefaultDays ? to.AddDays(-DefaultDays) : DateOnly.MinValue);
        var shown = history.With(waiting, now).Read(now).Where(held => Day(held.LastMinute) >= from && Day(held.Minute) <= to);
        return new DecisionRecords([.. shown.Reverse().Select(Tell)]);
    }

    private static DateTimeOffset Instant(uint minute) => DateTimeOffset.UnixEpoch.AddMinutes(minute);

    private static DateOnly Day(uint minute) => DateOnly.FromDateTime(Instant(minute).UtcDateTime);

    private OfferDeclaration? Declared(string offer) => catalogue.Offers.Offers.FirstOrDefault(declared => declared.Id == offer);
}
