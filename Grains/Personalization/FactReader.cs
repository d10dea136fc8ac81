using Grains.Catalog;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Profile;

namespace Grains.Personalization;

/// <summary>
/// Turns what is held of a customer into what the model may see of them: only attributes that are not protected, that the purpose may read
/// and that the customer's consent covers. Made once per catalogue.
/// </summary>
internal sealed class FactReader
{
    /// <summary>How many scales a feature may lie from its mean: one absurd value must not decide alone.</summary>
    public const double Bound = 3;

    private const string Behaviour = "behaviour";

    private readonly AttributeDeclaration[] readable;
    private readonly int[] slotOfFeature = new int[Features.All.Length];
    private readonly double[] mean = new double[Features.All.Length];
    private readonly double[] scale = new double[Features.All.Length];
    private readonly bool transactionsAllowed;

    /// <summary>Prepares the reading.</summary>
    /// <param name="catalogue">The declarations.</param>
    public FactReader(Catalogue catalogue)
    {
        readable = [.. catalogue.Attributes.Attributes.Where(a => !a.Protected && a.Purposes.Contains(Features.Purpose))];
        transactionsAllowed = catalogue.Purpose[Features.Purpose].Categories.Contains(Features.Transactions);
        Array.Fill(scale, double.PositiveInfinity);
        for (var i = 0; i < slotOfFeature.Length; i++)
        {
            slotOfFeature[i] = SlotOf(Features.All[i].Source);
        }

        foreach (var declared in catalogue.Offers.Features)
        {
            var i = IndexOf(declared.Name);
            (mean[i], scale[i]) = (declared.Mean, declared.Scale);
        }
    }

    /// <summary>The index of a feature in <see cref="Features.All"/>; -1 where there is none.</summary>
    /// <param name="feature">Its name.</param>
    /// <returns>The index.</returns>
    public static int IndexOf(string feature) => Features.Find(feature) is { } found ? Features.All.IndexOf(found) : -1;

    /// <summary>The slot of an attribute; -1 where the model may not see it.</summary>
    /// <param name="attribute">Its name.</param>
    /// <returns>The slot.</returns>
    public int SlotOf(string attribute) => Array.FindIndex(readable, a => a.Name == attribute);

    /// <summary>Reads a customer.</summary>
    /// <param name="facts">What is held.</param>
    /// <returns>What the model may see.</returns>
    public CustomerVector Read(in CustomerFacts facts)
    {
        var attributes = new AttributeValue?[readable.Length];
        for (var slot = 0; slot < readable.Length; slot++)
        {
            if (facts.Attributes.TryGetValue(readable[slot].Name, out var held) && Covered(facts, readable[slot].Category))
            {
                attributes[slot] = held.Value;
            }
        }

        var activity = transactionsAllowed && Covered(facts, Features.Transactions) ? facts.Activity : default;
        var values = new double[Features.All.Length];
        var standard = new double[Features.All.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value(i, attributes, activity, facts.Today);
            var score = (values[i] - mean[i]) / scale[i];
            standard[i] = double.IsNaN(score) ? 0 : Math.Clamp(score, -Bound, Bound);
        }

        return new CustomerVector(attributes, values, standard, Covered(facts, Behaviour));
    }

    private static bool Covered(in CustomerFacts facts, string category) => facts.Covers is null || facts.Covers(category);

    private double Value(int feature, AttributeValue?[] attributes, in ActivitySummary activity, DateOnly today)
    {
        var declared = Features.All[feature];
        if (declared.OfActivity is { } ofActivity)
        {
            return ofActivity(activity) ?? double.NaN;
        }

        return slotOfFeature[feature] >= 0 && attributes[slotOfFeature[feature]] is { } value ? declared.OfAttribute!(value, today) : double.NaN;
    }
}
