using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Access;

namespace Grains.Interfaces.Personalization;

/// <summary>Offers for a customer, ranked inside their own grain; general ones where they have not consented.</summary>
[Alias("ICustomerPersonalization")]
public interface ICustomerPersonalization : IGrainWithGuidKey
{
    /// <summary>The offers that suit best.</summary>
    /// <param name="query">Surface and number.</param>
    /// <returns>The decision; <see cref="Recommendations.Personalised"/> is false without consent.</returns>
    [Allow(Role.Customer, Role.Frontend, Purpose = "personalised-offers", Consent = ConsentRule.Optional, Data = DataScope.Purpose, Does = "choose offers"), Alias("Recommend")]
    ValueTask<Reply<Recommendations>> Recommend(Input<RecommendationQuery> query);

    /// <summary>Learns from what the customer did with an offer; the next <see cref="Recommend"/> has learned from it.</summary>
    /// <param name="decisionId">The decision the offer was in.</param>
    /// <param name="feedback">Offer and outcome.</param>
    /// <returns>Done; the same outcome again is done too, and learned once.</returns>
    [Allow(Role.Customer, Role.Frontend, Purpose = "personalised-offers", Data = DataScope.Purpose, Does = "learn from feedback on an offer"), Alias("Feedback")]
    ValueTask<Reply<Done>> Feedback(string decisionId, Input<OfferFeedback> feedback);

    /// <summary>What the customer was shown, and why.</summary>
    /// <param name="query">From when to when.</param>
    /// <returns>The records that are kept, newest first; gone with the consent.</returns>
    [Allow(Role.Customer, Role.Frontend, Purpose = "personalised-offers", Data = DataScope.Purpose, Does = "show which offers were chosen before, and why"), Alias("Decisions")]
    ValueTask<Reply<DecisionRecords>> Decisions(Input<DecisionQuery> query);
}

/// <summary>What is asked for.</summary>
/// <param name="Surface">Where the offers will be shown, 1 to 32 of <c>[a-z0-9-]</c>.</param>
/// <param name="Limit">1 to 50.</param>
[GenerateSerializer, Immutable, Alias("recommendation-query")]
public sealed record RecommendationQuery([property: Id(0)] string Surface = "home", [property: Id(1)] int Limit = 3);

/// <summary>A decision: which offers, in which order, and why.</summary>
/// <param name="DecisionId">Names the decision in feedback; opaque, authenticated by the customer's own key.</param>
/// <param name="Personalised">Whether the customer's data was used.</param>
/// <param name="Because"><c>consent-given</c> or <c>consent-missing</c>.</param>
/// <param name="ModelVersion">The version of the weights.</param>
/// <param name="Items">Best first.</param>
[GenerateSerializer, Immutable, Alias("recommendations")]
public sealed record Recommendations(
    [property: Id(0)] string DecisionId, [property: Id(1)] bool Personalised, [property: Id(2)] string Because,
    [property: Id(3)] string ModelVersion, [property: Id(4)] ImmutableArray<RecommendedOffer> Items);

/// <summary>One offer of a decision.</summary>
/// <param name="Offer">The offer's id.</param>
/// <param name="Title">In plain language.</param>
/// <param name="Score">The model's mean, log-odds, without exploration noise.</param>
/// <param name="Propensity">Probability, 0 to 1, with which the policy shows the offer at this place.</param>
/// <param name="Exploring">Whether exploration put it here.</param>
/// <param name="Reasons">The largest contributions and one named <c>other</c>; they sum to <paramref name="Score"/> minus the population's mean score.</param>
[GenerateSerializer, Immutable, Alias("recommended-offer")]
public sealed record RecommendedOffer(
    [property: Id(0)] string Offer, [property: Id(1)] string Title, [property: Id(2)] double Score, [property: Id(3)] double Propensity,
    [property: Id(4)] bool Exploring, [property: Id(5)] ImmutableArray<OfferReason> Reasons)
{
    /// <summary>The smallest change of one thing the customer has in hand that would swap it with the offer above it (for the first: with the one below),
    /// as a sentence; absent where no single one would.</summary>
    [Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WouldChange { get; init; }
}

/// <summary>A feature's exact share of a score.</summary>
/// <param name="Feature">The feature's name, or <c>other</c>.</param>
/// <param name="Text">The reason as a sentence.</param>
/// <param name="Contribution">Log-odds.</param>
[GenerateSerializer, Immutable, Alias("offer-reason")]
public sealed record OfferReason([property: Id(0)] string Feature, [property: Id(1)] string Text, [property: Id(2)] double Contribution);

/// <summary>What the customer did with an offer, as sent.</summary>
/// <param name="Offer">The offer's id.</param>
/// <param name="Outcome"><c>viewed</c>, <c>clicked</c>, <c>accepted</c> or <c>dismissed</c>.</param>
[GenerateSerializer, Immutable, Alias("offer-feedback")]
public sealed record OfferFeedback([property: Id(0)] string? Offer, [property: Id(1)] string? Outcome);
