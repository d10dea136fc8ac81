using Grains.Interfaces.Catalog;
using Grains.Interfaces.Profile;

namespace Grains.Personalization;

/// <summary>One offer, prepared for ranking: a linear model in log-odds, which is the prior that all customers share, and the conditions of eligibility and
/// suitability under which it is shown.</summary>
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
        conditions = [.. declared.Eligibility.Concat(declared.Suitability).Select(condition => new Eligibility(condition, facts))];
        holdings = facts.SlotOf(Features.Holdings);
        Tag = OfferTag.Of(declared.Id);
        Weights = [.. declared.Weights.Select(weight => (FactReader.IndexOf(weight.Key), weight.Value))];
    }

    /// <summary>The offer's id.</summary>
    public string Id => declared.Id;

    /// <summary>In plain language.</summary>
    public string Title => declared.Title;

    /// <summary>Whether it is one of credit, for which the rules of advice hold, whatever conditions are declared.</summary>
    public bool IsCredit => declared.Kind == OfferDeclaration.Credit;

    /// <summary>Four bytes that stand for the id.</summary>
    public uint Tag { get; }

    /// <summary>The population's mean score, log-odds.</summary>
    public double MeanScore => declared.Intercept;

    /// <summary>The weights that are not 0, each with its feature's index.</summary>
    public (int Feature, double Weight)[] Weights { get; }

    /// <summary>The weight of a feature.</summary>
    /// <param name="feature">Its index.</param>
    /// <returns>Log-odds per scale; 0 where it has none.</returns>
    public double Weight(int feature)
    {
        foreach (var (weighed, weight) in Weights)
        {
            if (weighed == feature)
            {
                return weight;
            }
        }

        return 0;
    }

    /// <summary>Whether it may be shown to customers of whom nothing is known.</summary>
    public bool IsOpenToAll => conditions.Length == 0 && !IsCredit;

    /// <summary>Whether it may be shown in a place.</summary>
    /// <param name="surface">The place.</param>
    /// <returns>True where it may.</returns>
    public bool IsShownOn(string surface) => declared.Surfaces.IsEmpty || declared.Surfaces.Contains(surface);

    /// <summary>Whether a customer may be shown it: does not hold the product, meets every condition, and can carry it where it is credit.</summary>
    /// <param name="customer">The customer.</param>
    /// <returns>True where they may.</returns>
    public bool Admits(CustomerVector customer)
    {
        if (holdings >= 0 && customer.Attribute(holdings) is { Kind: AttributeKind.List } held && held.Items.Contains(declared.Product))
        {
            return false;
        }

        if (IsCredit && !customer.SuitsCredit)
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

    /// <summary>Whether a customer who is otherwise admitted would be so at another value of a feature. With less money than now credit may suit no more,
    /// so that is not said to be admitted.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="feature">The feature's index.</param>
    /// <param name="value">The value in its own unit.</param>
    /// <returns>True where they would.</returns>
    public bool AdmitsAt(CustomerVector customer, int feature, double value)
    {
        if (IsCredit && value < customer.Value(feature))
        {
            return false;
        }

        foreach (var condition in conditions)
        {
            if (!condition.IsMetAt(feature, value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The score of a customer of whom nothing was learned.</summary>
    /// <param name="customer">The customer.</param>
    /// <returns>Log-odds.</returns>
    public double Score(CustomerVector customer)
    {
        var score = declared.Intercept;
        foreach (var (feature, weight) in Weights)
        {
            score += weight * customer.Standard(feature);
        }

        return score;
    }
}
