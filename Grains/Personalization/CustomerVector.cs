using Grains.Interfaces.Profile;

namespace Grains.Personalization;

/// <summary>One customer as the offers' model sees them, for the length of one call.</summary>
/// <param name="attributes">The readable attributes, by slot; null where unknown.</param>
/// <param name="values">The features in their own units, in the order of <see cref="Features.All"/>; NaN where unknown.</param>
/// <param name="standard">The features as (value − mean) / scale, bounded; 0 where unknown.</param>
/// <param name="usesFeedback">Whether what was learned from the customer's feedback may be used.</param>
internal sealed class CustomerVector(AttributeValue?[] attributes, double[] values, double[] standard, bool usesFeedback)
{
    /// <summary>Whether what was learned from the customer's feedback may be used.</summary>
    public bool UsesFeedback => usesFeedback;

    /// <summary>A readable attribute; null where unknown.</summary>
    /// <param name="slot">Its slot.</param>
    /// <returns>The value.</returns>
    public AttributeValue? Attribute(int slot) => attributes[slot];

    /// <summary>A feature in its own unit.</summary>
    /// <param name="feature">Its index.</param>
    /// <returns>The value; NaN where unknown.</returns>
    public double Value(int feature) => values[feature];

    /// <summary>A feature as the model takes it.</summary>
    /// <param name="feature">Its index.</param>
    /// <returns>The bounded standard score; 0 where unknown.</returns>
    public double Standard(int feature) => standard[feature];
}
