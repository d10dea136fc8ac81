using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Grains.Catalog;
using Grains.Interfaces.Personalization;

namespace Grains.Personalization;

/// <summary>Ranks offers by score, ties by id. Made once per catalogue; a ranking allocates little beyond its answer.</summary>
internal sealed class OfferRanker
{
    /// <summary>The most offers of one ranking.</summary>
    public const int MostShown = 50;

    private readonly FactReader facts;
    private readonly OfferReasons reasons;
    private readonly OfferModel[] offers;
    private readonly OfferModel[] general;
    private readonly RecommendedOffer[] generalAnswers;

    /// <summary>Prepares the ranking.</summary>
    /// <param name="catalogue">The declarations.</param>
    public OfferRanker(Catalogue catalogue)
    {
        facts = new FactReader(catalogue);
        reasons = new OfferReasons(catalogue.Offers.Features);
        offers = [.. catalogue.Offers.Offers.OrderBy(offer => offer.Id, StringComparer.Ordinal).Select(offer => new OfferModel(offer, facts))];
        general = [.. offers.Where(offer => offer.IsOpenToAll).OrderByDescending(offer => offer.MeanScore)];
        generalAnswers = [.. general.Select(offer => Answer(offer, offer.MeanScore, OfferReasons.OfGeneral()))];
    }

    /// <summary>The offer of a tag.</summary>
    /// <param name="tag">An offer's tag.</param>
    /// <returns>The offer; null where the catalogue has it no more.</returns>
    public OfferModel? Find(uint tag) => Array.Find(offers, offer => offer.Tag == tag);

    /// <summary>Reads a customer as the model may see them.</summary>
    /// <param name="customer">What is held.</param>
    /// <returns>The customer.</returns>
    public CustomerVector Read(in CustomerFacts customer) => facts.Read(customer);

    /// <summary>Ranks without looking at the customer: offers open to everybody, by the population's mean score.</summary>
    /// <param name="surface">Where they will be shown.</param>
    /// <param name="limit">The most of them, 1 to <see cref="MostShown"/>.</param>
    /// <param name="tags">Takes the tags of the offers, in their order.</param>
    /// <returns>The offers, best first.</returns>
    public ImmutableArray<RecommendedOffer> General(string surface, int limit, Span<uint> tags)
    {
        var shown = ImmutableArray.CreateBuilder<RecommendedOffer>(Math.Min(limit, general.Length));
        for (var i = 0; i < general.Length && shown.Count < limit; i++)
        {
            if (general[i].IsShownOn(surface))
            {
                tags[shown.Count] = general[i].Tag;
                shown.Add(generalAnswers[i]);
            }
        }

        return shown.DrainToImmutable();
    }

    /// <summary>Ranks for a customer.</summary>
    /// <param name="surface">Where they will be shown.</param>
    /// <param name="limit">The most of them, 1 to <see cref="MostShown"/>.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="model">What was learned from their feedback.</param>
    /// <param name="tags">Takes the tags of the offers, in their order.</param>
    /// <returns>The offers, best first.</returns>
    public ImmutableArray<RecommendedOffer> Personal(string surface, int limit, CustomerVector customer, ModelSection model, Span<uint> tags)
    {
        Span<(double Score, int Offer)> best = stackalloc (double, int)[MostShown];
        best = best[..limit];
        var count = 0;
        for (var i = 0; i < offers.Length; i++)
        {
            if (offers[i].IsShownOn(surface) && offers[i].Admits(customer))
            {
                Place(best, ref count, offers[i].Score(customer, model.Learned(offers[i], customer)), i);
            }
        }

        var shown = new RecommendedOffer[count];
        for (var i = 0; i < count; i++)
        {
            var offer = offers[best[i].Offer];
            tags[i] = offer.Tag;
            shown[i] = Answer(offer, best[i].Score, reasons.Of(offer, customer, model.Learned(offer, customer), best[i].Score));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(shown);
    }

    /// <summary>Keeps the best, best first. Offers come by id, so an equal score stays behind the one that came before it.</summary>
    private static void Place(Span<(double Score, int Offer)> best, ref int count, double score, int offer)
    {
        if (count == best.Length && score <= best[^1].Score)
        {
            return;
        }

        var at = count < best.Length ? count++ : count - 1;
        for (; at > 0 && best[at - 1].Score < score; at--)
        {
            best[at] = best[at - 1];
        }

        best[at] = (score, offer);
    }

    /// <summary>The policy is deterministic: each place is certain and nothing explores.</summary>
    private static RecommendedOffer Answer(OfferModel offer, double score, ImmutableArray<OfferReason> why) =>
        new(offer.Id, offer.Title, score, Propensity: 1, Exploring: false, why);
}
