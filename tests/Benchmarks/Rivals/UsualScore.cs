using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Personalization;

namespace Tests.Benchmarks.Rivals;

/// <summary>A linear score over the shipped offers, with the two largest contributions as reasons.</summary>
internal sealed class UsualScore
{
    private const int Shown = 3;
    private const int Reasons = 2;

    private readonly OfferCatalog catalog;
    private readonly (OfferDeclaration Offer, (string Feature, double Weight)[] Weights)[] offers;

    /// <summary>Reads the catalogue.</summary>
    public UsualScore()
    {
        catalog = Catalogue.Load().Offers;
        offers = [.. catalog.Offers.Select(static offer => (offer, offer.Weights.Select(static w => (w.Key, w.Value)).ToArray()))];
    }

    /// <summary>The best offers.</summary>
    public Recommendations Rank(UsualCustomer customer)
    {
        var scores = new double[offers.Length];
        var order = new int[offers.Length];
        for (var i = 0; i < offers.Length; i++)
        {
            (order[i], scores[i]) = (i, -offers[i].Offer.Intercept);
            foreach (var (feature, weight) in offers[i].Weights)
            {
                scores[i] -= customer.Features[feature] * weight;
            }
        }

        Array.Sort(scores, order);
        var items = ImmutableArray.CreateBuilder<RecommendedOffer>(Shown);
        for (var i = 0; i < Shown; i++)
        {
            items.Add(new(offers[order[i]].Offer.Id, offers[order[i]].Offer.Title, -scores[i], 1, false, Explain(offers[order[i]].Weights, customer.Features)));
        }

        return new(Guid.NewGuid().ToString("N"), true, "consent-given", catalog.Version, items.MoveToImmutable());
    }

    private ImmutableArray<OfferReason> Explain((string Feature, double Weight)[] weights, Dictionary<string, double> features)
    {
        var contributions = new double[weights.Length];
        var names = new string[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            (names[i], contributions[i]) = (weights[i].Feature, features[weights[i].Feature] * weights[i].Weight);
        }

        Array.Sort(contributions, names, Comparer<double>.Create(static (x, y) => Math.Abs(y).CompareTo(Math.Abs(x))));
        var reasons = ImmutableArray.CreateBuilder<OfferReason>(Reasons + 1);
        for (var i = 0; i < Math.Min(Reasons, weights.Length); i++)
        {
            var declared = catalog.Features.First(f => f.Name == names[i]);
            reasons.Add(new(names[i], contributions[i] > 0 ? declared.Above : declared.Below, contributions[i]));
        }

        reasons.Add(new("other", "Everything else", contributions.Skip(Reasons).Sum()));
        return reasons.DrainToImmutable();
    }
}
