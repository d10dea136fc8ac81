using Grains.Interfaces.Catalog;
using Grains.Interfaces.Profile;

namespace Grains.Personalization;

/// <summary>One condition of an offer, bound to where its value stands. What is unknown of a customer meets no condition, but one on a safeguard: there
/// no flag is no bar.</summary>
internal sealed class Eligibility
{
    private readonly OfferCondition condition;
    private readonly int feature;
    private readonly int slot;
    private readonly double least;
    private readonly double most;
    private readonly bool isSafeguard;

    /// <summary>Binds a condition.</summary>
    /// <param name="condition">As declared.</param>
    /// <param name="facts">Knows where values stand.</param>
    public Eligibility(OfferCondition condition, FactReader facts)
    {
        this.condition = condition;
        feature = FactReader.IndexOf(condition.Attribute);
        slot = facts.SlotOf(condition.Attribute);
        isSafeguard = facts.IsSafeguard(slot);
        least = condition.Minimum is { } minimum ? (double)minimum : double.NegativeInfinity;
        most = condition.Maximum is { } maximum ? (double)maximum : double.PositiveInfinity;
    }

    /// <summary>Whether a customer meets it.</summary>
    /// <param name="customer">The customer.</param>
    /// <returns>True where known and met.</returns>
    public bool IsMetBy(CustomerVector customer)
    {
        if (feature >= 0)
        {
            return customer.Value(feature) >= least && customer.Value(feature) <= most;
        }

        if (slot < 0 || customer.Attribute(slot) is not { } value)
        {
            return isSafeguard;
        }

        return value.Kind switch
        {
            AttributeKind.Number => (double)value.Number >= least && (double)value.Number <= most,
            AttributeKind.Text => Permits(condition.AnyOf?.Contains(value.Text!), condition.NoneOf?.Contains(value.Text!)),
            AttributeKind.List => Permits(HasAny(value, condition.AnyOf), HasAny(value, condition.NoneOf)),
            _ => false,
        };
    }

    /// <summary>Whether another value of a feature would meet it.</summary>
    /// <param name="changed">The feature's index.</param>
    /// <param name="value">The value in its own unit.</param>
    /// <returns>True where it would, and where the condition is on something else.</returns>
    public bool IsMetAt(int changed, double value) => feature != changed || (value >= least && value <= most);

    private static bool Permits(bool? isWanted, bool? isBarred) => isWanted != false && isBarred != true;

    private static bool? HasAny(AttributeValue value, System.Collections.Immutable.ImmutableArray<string>? names)
    {
        foreach (var name in names ?? [])
        {
            if (value.Items.Contains(name))
            {
                return true;
            }
        }

        return names is null ? null : false;
    }
}
