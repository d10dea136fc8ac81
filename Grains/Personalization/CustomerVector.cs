using Grains.Interfaces.Profile;

namespace Grains.Personalization;

/// <summary>One customer as the offers' model sees them, for the length of one call.</summary>
/// <param name="slots">How many attributes can be read.</param>
internal sealed class CustomerVector(int slots)
{
    private readonly double[] values = new double[Features.All.Length];
    private readonly double[] standard = new double[Features.All.Length];

    /// <summary>The readable attributes, by slot; null where unknown.</summary>
    public AttributeValue?[] Attributes { get; } = new AttributeValue?[slots];

    /// <summary>Whether what was learned from the customer's feedback may be used.</summary>
    public bool UsesFeedback { get; set; }

    /// <summary>Whether the customer is marked as vulnerable: nothing is tried out on them.</summary>
    public bool IsVulnerable { get; set; }

    /// <summary>Whether credit suits the customer.</summary>
    public bool SuitsCredit { get; set; }

    /// <summary>A readable attribute; null where unknown.</summary>
    /// <param name="slot">Its slot.</param>
    /// <returns>The value.</returns>
    public AttributeValue? Attribute(int slot) => Attributes[slot];

    /// <summary>A feature in its own unit.</summary>
    /// <param name="feature">Its index.</param>
    /// <returns>The value; NaN where unknown.</returns>
    public double Value(int feature) => values[feature];

    /// <summary>A feature as the model takes it.</summary>
    /// <param name="feature">Its index.</param>
    /// <returns>The bounded standard score; 0 where unknown.</returns>
    public double Standard(int feature) => standard[feature];

    /// <summary>Sets a feature.</summary>
    /// <param name="feature">Its index.</param>
    /// <param name="value">In its own unit; NaN where unknown.</param>
    /// <param name="score">Its standard score.</param>
    public void Set(int feature, double value, double score) => (values[feature], standard[feature]) = (value, score);

    /// <summary>Forgets the customer, so that the next can be read into it.</summary>
    public void Clear()
    {
        Array.Clear(Attributes);
        Array.Clear(values);
        Array.Clear(standard);
        (UsesFeedback, IsVulnerable, SuitsCredit) = (false, false, false);
    }
}
