using Grains.Interfaces.Catalog;
using Grains.Interfaces.Profile;

namespace Grains.Personalization;

/// <summary>One offer, prepared for ranking: a linear model in log-odds and the conditions under which it is shown.</summary>
internal sealed class OfferModel
{
    private readonly OfferDeclaration declared;
    private readonly Eligibility[] conditions;
    private readonly int holdings;

    /// <summary>Prepares an offer.</summary>
    /// <param name="declared">As declared.</param>
    /// <param name="facts">Knows where values stand.</param>
    public OfferModel(OfferDeclaration declared, FactReader facts)
    {
        this.declared = declared;
        conditions = [.. declared.Eligibility.Select(condition => new Eligibility(condition, facts))];
        holdings = facts.SlotOf(Features.Holdings);
        Tag = OfferTag.Of(declared.Id);
        Weights = [.. declared.Weights.Select(weight => (FactReader.IndexOf(weight.Key), weight.Value))];
    }

    /// <summary>The offer's id.</summary>
    public string Id => declared.Id;

    /// <summary>In plain language.</summary>
    public string Title => declared.Title;

    /// <summary>Four bytes that stand for the id.</summary>
    public uint Tag { get; }

    /// <summary>The population's mean score, log-odds.</summary>
    public double MeanScore => declared.Intercept;

    /// <summary>The weights that are not 0, each with its feature's index.</summary>
    public (int Feature, double Weight)[] Weights { get; }

    /// <summary>Whether it may be shown to customers of whom nothing is known.</summary>
    public bool IsOpenToAll => conditions.Length == 0;

    /// <summary>Whether it may be shown in a place.</summary>
    /// <param name="surface">The place.</param>
    /// <returns>True where it may.</returns>
    public bool IsShownOn(string surface) => declared.Surfaces.IsEmpty || declared.Surfaces.Contains(surface);

    /// <summary>Whether a customer may be shown it: does not hold the product, and meets every condition.</summary>
    /// <param name="customer">The customer.</param>
    /// <returns>True where they may.</returns>
    public bool Admits(CustomerVector customer)
    {
        if (holdings >= 0 && customer.Attribute(holdings) is { Kind: AttributeKind.List } held && held.Items.Contains(declared.Product))
        {
            return false;
        }

        foreach (var condition in conditions)
        {
            if (!condition.IsMetBy(customer))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The customer's score.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="learned">What was learned from the customer's own feedback, log-odds.</param>
    /// <returns>Log-odds.</returns>
    public double Score(CustomerVector customer, double learned)
    {
        var score = declared.Intercept + learned;
        foreach (var (feature, weight) in Weights)
        {
            score += weight * customer.Standard(feature);
        }

        return score;
    }
}
