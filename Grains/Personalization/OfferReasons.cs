using System.Collections.Immutable;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Personalization;

namespace Grains.Personalization;

/// <summary>
/// Explains a score. For a linear model the contribution of feature i is exactly w_i·(x_i − mean_i); the contributions of all features and
/// of what was learned sum to the score minus the population's mean score. The largest are told one by one, the rest as <see cref="Other"/>.
/// </summary>
internal sealed class OfferReasons
{
    /// <summary>The name of what was learned from the customer's own feedback.</summary>
    public const string Feedback = "your-feedback";

    /// <summary>The name of the sum of what is not told one by one.</summary>
    public const string Other = "other";

    /// <summary>How many contributions are told one by one.</summary>
    public const int Told = 3;

    private const string Nothing = "We know nothing of you that would change this offer's place.";
    private const string Rest = "Everything else together.";
    private const string Interested = "You showed interest in this offer before.";
    private const string PassedBy = "You passed this offer by before.";

    private static readonly ImmutableArray<OfferReason> General = [new(Other, "This is a general offer: nothing about you was used.", 0)];

    private readonly Sentences?[] sentences = new Sentences?[Features.All.Length];

    /// <summary>Prepares the sentences.</summary>
    /// <param name="features">The features and their words.</param>
    public OfferReasons(ImmutableArray<FeatureDeclaration> features)
    {
        foreach (var feature in features)
        {
            sentences[FactReader.IndexOf(feature.Name)] = new Sentences(feature);
        }
    }

    /// <summary>A reason's sentence, as it was or would be said.</summary>
    /// <param name="feature">The feature's name, <see cref="Feedback"/> or <see cref="Other"/>.</param>
    /// <param name="isAbove">Whether the feature was above the population's mean.</param>
    /// <param name="contribution">Its contribution, log-odds.</param>
    /// <param name="isAlone">Whether there is no other reason.</param>
    /// <returns>The sentence; the name where the catalogue has no words for it any more.</returns>
    public string Sentence(string feature, bool isAbove, double contribution, bool isAlone) => feature switch
    {
        Feedback => contribution > 0 ? Interested : PassedBy,
        Other => isAlone ? Nothing : Rest,
        _ => FactReader.IndexOf(feature) is >= 0 and var index && sentences[index] is { } words ? words.Of(isAbove, contribution > 0) : feature + ".",
    };

    /// <summary>Explains an offer shown without personal data.</summary>
    /// <returns>The reasons; they sum to 0.</returns>
    public static ImmutableArray<OfferReason> OfGeneral() => General;

    /// <summary>Explains a customer's score.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="learned">By how much what was learned from their feedback moves the score, log-odds.</param>
    /// <param name="score">Their score.</param>
    /// <returns>The reasons, largest first, and the rest; they sum to the score minus the population's mean score.</returns>
    public ImmutableArray<OfferReason> Of(OfferModel offer, CustomerVector customer, double learned, double score)
    {
        Span<(int Feature, double Contribution)> largest = stackalloc (int, double)[Told];
        var count = 0;
        foreach (var (feature, weight) in offer.Weights)
        {
            Keep(largest, ref count, feature, weight * customer.Standard(feature));
        }

        Keep(largest, ref count, -1, learned);
        var reasons = new OfferReason[count + 1];
        var rest = score - offer.MeanScore;
        for (var i = 0; i < count; i++)
        {
            reasons[i] = Reason(largest[i].Feature, customer, largest[i].Contribution);
            rest -= largest[i].Contribution;
        }

        reasons[count] = new OfferReason(Other, count == 0 ? Nothing : Rest, rest);
        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(reasons);
    }

    private static void Keep(Span<(int Feature, double Contribution)> largest, ref int count, int feature, double contribution)
    {
        if (contribution == 0 || (count == largest.Length && Math.Abs(contribution) <= Math.Abs(largest[^1].Contribution)))
        {
            return;
        }

        var at = count < largest.Length ? count++ : count - 1;
        for (; at > 0 && Math.Abs(largest[at - 1].Contribution) < Math.Abs(contribution); at--)
        {
            largest[at] = largest[at - 1];
        }

        largest[at] = (feature, contribution);
    }

    private OfferReason Reason(int feature, CustomerVector customer, double contribution) => feature < 0
        ? new OfferReason(Feedback, contribution > 0 ? Interested : PassedBy, contribution)
        : new OfferReason(Features.All[feature].Name, sentences[feature]!.Of(customer.Standard(feature) > 0, contribution > 0), contribution);

    /// <summary>The four things that can be said of a feature, put together once.</summary>
    private sealed class Sentences(FeatureDeclaration feature)
    {
        private readonly string aboveRaises = feature.Above + ", which makes this offer more relevant to you.";
        private readonly string aboveLowers = feature.Above + ", which makes this offer less relevant to you.";
        private readonly string belowRaises = feature.Below + ", which makes this offer more relevant to you.";
        private readonly string belowLowers = feature.Below + ", which makes this offer less relevant to you.";

        public string Of(bool isAbove, bool raises) =>
            isAbove ? raises ? aboveRaises : aboveLowers : raises ? belowRaises : belowLowers;
    }
}
