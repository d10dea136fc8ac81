using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Grains.Catalog;
using Grains.Interfaces.Personalization;

namespace Grains.Personalization;

/// <summary>Ranks offers by score, ties by id, with a share of places that explore (<see cref="SlotPolicy"/>). Made once per catalogue; a ranking allocates
/// nothing but its answer.</summary>
internal sealed class OfferRanker
{
    /// <summary>The most offers of one ranking.</summary>
    public const int MostShown = 50;

    private const int MostOnStack = 64;

    private readonly FactReader facts;
    private readonly OfferReasons reasons;
    private readonly Counterfactuals counterfactuals;
    private readonly OfferModel[] offers;
    private readonly OfferModel[] general;
    private readonly RecommendedOffer[] generalAnswers;
    private CustomerVector? spare;

    /// <summary>Prepares the ranking.</summary>
    /// <param name="catalogue">The declarations.</param>
    public OfferRanker(Catalogue catalogue)
    {
        facts = new FactReader(catalogue);
        reasons = new OfferReasons(catalogue.Offers.Features);
        counterfactuals = new Counterfactuals(catalogue.Offers);
        offers = [.. catalogue.Offers.Offers.OrderBy(offer => offer.Id, StringComparer.Ordinal).Select(offer => new OfferModel(offer, facts))];
        general = [.. offers.Where(offer => offer.IsOpenToAll).OrderByDescending(offer => offer.MeanScore)];
        generalAnswers = [.. general.Select(static offer => new RecommendedOffer(offer.Id, offer.Title, offer.MeanScore, 1, false, OfferReasons.OfGeneral()))];
    }

    /// <summary>The offer of a tag.</summary>
    /// <param name="tag">An offer's tag.</param>
    /// <returns>The offer; null where the catalogue has it no more.</returns>
    public OfferModel? Find(uint tag) => Array.Find(offers, offer => offer.Tag == tag);

    /// <summary>What explains scores.</summary>
    public OfferReasons Reasons => reasons;

    /// <summary>Reads a customer as the model may see them.</summary>
    /// <param name="customer">What is held.</param>
    /// <returns>The customer.</returns>
    public CustomerVector Read(in CustomerFacts customer)
    {
        var vector = Interlocked.Exchange(ref spare, null) ?? facts.Blank();
        facts.Read(customer, vector);
        return vector;
    }

    /// <summary>Takes a customer back who was read: forgotten at once, and the memory serves the next.</summary>
    /// <param name="customer">Not used any more.</param>
    public void Forget(CustomerVector customer)
    {
        customer.Clear();
        Volatile.Write(ref spare, customer);
    }

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
    /// <param name="customer">The customer.</param>
    /// <param name="model">What was learned from their feedback.</param>
    /// <param name="share">The share of places that explore; 0 for who is vulnerable, whatever is said here.</param>
    /// <param name="coins">Decides what chance decides.</param>
    /// <param name="tags">Takes the tags of the offers, in their order; says how many offers there may be, 1 to <see cref="MostShown"/>.</param>
    /// <returns>The offers, in their order.</returns>
    public ImmutableArray<RecommendedOffer> Personal(string surface, CustomerVector customer, ModelSection model, double share, Coins coins, Span<uint> tags)
    {
        Span<Candidate> candidates = offers.Length <= MostOnStack ? stackalloc Candidate[MostOnStack] : new Candidate[offers.Length];
        var count = 0;
        for (var i = 0; i < offers.Length; i++)
        {
            if (offers[i].IsShownOn(surface) && offers[i].Admits(customer))
            {
                var belief = model.Belief(offers[i], customer);
                candidates[count++] = new Candidate(i, belief.Score(offers[i].Score(customer)), belief.Spread);
            }
        }

        Span<Placed> places = stackalloc Placed[MostShown];
        places = places[..SlotPolicy.Fill(candidates[..count], customer.IsVulnerable ? 0 : share, coins, places[..tags.Length])];
        var shown = new RecommendedOffer[places.Length];
        for (var i = 0; i < shown.Length; i++)
        {
            tags[i] = offers[places[i].Offer].Tag;
            shown[i] = Answer(places, i, customer, model);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(shown);
    }

    private RecommendedOffer Answer(ReadOnlySpan<Placed> places, int place, CustomerVector customer, ModelSection model)
    {
        var placed = places[place];
        var offer = offers[placed.Offer];
        var why = reasons.Of(offer, customer, placed.Score - offer.Score(customer), placed.Score);
        return new RecommendedOffer(offer.Id, offer.Title, placed.Score, placed.Propensity, placed.IsExploring, why)
        {
            WouldChange = places.Length < 2 ? null
                : place == 0 ? counterfactuals.Of(Standing(places[1], customer, model), Standing(placed, customer, model), customer, isAbout: false)
                : counterfactuals.Of(Standing(placed, customer, model), Standing(places[place - 1], customer, model), customer, isAbout: true),
        };
    }

    private Standing Standing(in Placed placed, CustomerVector customer, ModelSection model) =>
        new(offers[placed.Offer], placed.Score, model.Belief(offers[placed.Offer], customer).Gain);
}
