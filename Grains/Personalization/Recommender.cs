using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Personalization;
using Grains.Keys;

namespace Grains.Personalization;

/// <summary>Decides which offers a customer is shown and learns from what they do with them. One per silo; knows no customer.</summary>
internal sealed class Recommender
{
    private readonly Catalogue catalogue;
    private readonly OfferRanker ranker;
    private readonly PersonalizationOptions options;

    /// <summary>Prepares it.</summary>
    /// <param name="catalogue">The declarations.</param>
    /// <param name="options">How offers are chosen.</param>
    public Recommender(Catalogue catalogue, PersonalizationOptions options)
    {
        (this.catalogue, this.options) = (catalogue, options);
        ranker = new OfferRanker(catalogue);
        Words = new DecisionWords(catalogue, ranker);
    }

    /// <summary>Tells decisions again.</summary>
    public DecisionWords Words { get; }

    /// <summary>How long a decision may wait for its record to be written.</summary>
    public TimeSpan RecordedWithin => options.RecordedWithin;

    /// <summary>Recommends without looking at the customer.</summary>
    /// <param name="query">Surface and number.</param>
    /// <param name="key">The customer's personal key, for the decision's id.</param>
    /// <param name="now">Now.</param>
    /// <returns>The general offers.</returns>
    public Reply<Recommendations> General(RecommendationQuery query, CustomerKey key, DateTimeOffset now)
    {
        if (RecommendationRules.Fault(query) is { } fault)
        {
            return fault;
        }

        Span<uint> tags = stackalloc uint[query.Limit];
        var items = ranker.General(query.Surface, query.Limit, tags);
        return Decide(items, isPersonal: false, key, Guid.Empty, tags, now);
    }

    /// <summary>Recommends for the customer, whose consent has been checked.</summary>
    /// <param name="query">Surface and number.</param>
    /// <param name="facts">What is held of the customer.</param>
    /// <param name="model">What was learned from them.</param>
    /// <param name="key">The customer's personal key, for the decision's id.</param>
    /// <param name="consent">What the present consent began with, for the decision's id.</param>
    /// <param name="now">Now.</param>
    /// <returns>The offers that suit best.</returns>
    public Reply<Recommendations> Personal(
        RecommendationQuery query, in CustomerFacts facts, ModelSection model, CustomerKey key, Guid consent, DateTimeOffset now)
    {
        if (RecommendationRules.Fault(query) is { } fault)
        {
            return fault;
        }

        Span<uint> tags = stackalloc uint[query.Limit];
        var customer = ranker.Read(facts);
        try
        {
            var coins = options.Exploration > 0 ? Coins.Of(key, facts.Today, query.Surface) : default;
            var items = ranker.Personal(query.Surface, customer, model, options.Exploration, coins, tags);
            return Decide(items, isPersonal: true, key, consent, tags, now);
        }
        finally
        {
            ranker.Forget(customer);
        }
    }

    /// <summary>Learns from feedback.</summary>
    /// <param name="decisionId">The decision's id as sent.</param>
    /// <param name="feedback">Offer and outcome as sent.</param>
    /// <param name="facts">What is held of the customer.</param>
    /// <param name="model">What was learned before.</param>
    /// <param name="key">The customer's personal key.</param>
    /// <param name="consent">What the present consent began with.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section, the same instance where there was nothing to learn; or a refusal.</returns>
    public Reply<ModelSection> Learn(
        string decisionId, OfferFeedback feedback, in CustomerFacts facts, ModelSection model, CustomerKey key, Guid consent, DateTimeOffset now)
    {
        if (DecisionId.TryRead(key, decisionId, now, consent) is not { } decision || decision.Minute < model.Floor)
        {
            return new Refusal(ProblemCode.NotFound, "Name a decision of GET recommendations made for this customer in the last 30 days, under the present consent.");
        }

        var outcome = RecommendationRules.Judge(feedback);
        if (outcome.Refusal is { } fault)
        {
            return fault;
        }

        var tag = OfferTag.Of(feedback.Offer!);
        if (!decision.Offers.Contains(tag))
        {
            return new Refusal(ProblemCode.UnknownOffer, "Name an offer of that decision.");
        }

        if (ranker.Find(tag) is not { } offer)
        {
            return model;
        }

        var customer = ranker.Read(facts);
        try
        {
            return model.Learn(decision, offer, customer, outcome.Value, now);
        }
        finally
        {
            ranker.Forget(customer);
        }
    }

    private Recommendations Decide(
        ImmutableArray<RecommendedOffer> items, bool isPersonal, CustomerKey key, Guid consent, ReadOnlySpan<uint> tags, DateTimeOffset now) => new(
        DecisionId.Mint(key, now, consent, tags[..items.Length]), isPersonal, isPersonal ? "consent-given" : "consent-missing", catalogue.Offers.Version, items);
}
