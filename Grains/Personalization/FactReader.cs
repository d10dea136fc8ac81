using Grains.Catalog;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Profile;

namespace Grains.Personalization;

/// <summary>
/// Turns what is held of a customer into what the model may see of them: only attributes that are not protected, that the purpose may read
/// and that the customer's consent covers. Safeguards are read whatever the consent says, since they only ever take offers and experiments away; they are
/// no features. Amounts are seen only where they are in the currency of the offers' means and bounds. Made once per catalogue.
/// </summary>
internal sealed class FactReader
{
    /// <summary>How many scales a feature may lie from its mean: one absurd value must not decide alone.</summary>
    public const double Bound = 3;

    /// <summary>The safeguard that marks vulnerable customers.</summary>
    public const string Vulnerability = "vulnerability";

    private const string Behaviour = "behaviour";

    private static readonly int Age = IndexOf("age");

    private readonly AttributeDeclaration[] readable;
    private readonly int[] slotOfFeature = new int[Features.All.Length];
    private readonly double[] mean = new double[Features.All.Length];
    private readonly double[] scale = new double[Features.All.Length];
    private readonly bool transactionsAllowed;
    private readonly bool areFlagsKept;
    private readonly string currency;

    /// <summary>Prepares the reading.</summary>
    /// <param name="catalogue">The declarations.</param>
    public FactReader(Catalogue catalogue)
    {
        readable = [.. catalogue.Attributes.Attributes.Where(static a => a.Safeguard is not null || (!a.Protected && a.Purposes.Contains(Features.Purpose)))];
        currency = catalogue.Offers.Currency;
        areFlagsKept = AdviceSuitability.Safeguards.All(name => catalogue.Attribute.TryGetValue(name, out var flags) && flags.Safeguard is not null);
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

    /// <summary>Whether an attribute can only take offers away.</summary>
    /// <param name="slot">Its slot; -1 for none.</param>
    /// <returns>True for a safeguard.</returns>
    public bool IsSafeguard(int slot) => slot >= 0 && readable[slot].Safeguard is not null;

    /// <summary>An empty vector.</summary>
    /// <returns>The vector.</returns>
    public CustomerVector Blank() => new(readable.Length);

    /// <summary>Reads a customer.</summary>
    /// <param name="facts">What is held.</param>
    /// <param name="customer">An empty vector, which takes what the model may see.</param>
    public void Read(in CustomerFacts facts, CustomerVector customer)
    {
        customer.UsesFeedback = Covered(facts, Behaviour);
        var isUnguarded = areFlagsKept;
        for (var slot = 0; slot < readable.Length; slot++)
        {
            if (facts.Attributes.TryGetValue(readable[slot].Name, out var held) && (readable[slot].Safeguard is not null || Covered(facts, readable[slot].Category)))
            {
                customer.Attributes[slot] = held.Value;
                customer.IsVulnerable |= readable[slot].Safeguard == Vulnerability && !held.Value.Items.IsEmpty;
                isUnguarded &= readable[slot].Safeguard is null || held.Value.Items.IsEmpty;
            }
        }

        var activity = transactionsAllowed && Covered(facts, Features.Transactions) ? facts.Activity : default;
        for (var i = 0; i < mean.Length; i++)
        {
            var value = Value(i, customer.Attributes, activity, facts.Today);
            var score = (value - mean[i]) / scale[i];
            customer.Set(i, value, double.IsNaN(score) ? 0 : Math.Clamp(score, -Bound, Bound));
        }

        customer.SuitsCredit = AdviceSuitability.SuitsCredit(isUnguarded, customer.Value(Age), activity.CanCarryCredit);
    }

    private static bool Covered(in CustomerFacts facts, string category) => facts.Covers is null || facts.Covers(category);

    private double Value(int feature, AttributeValue?[] attributes, in ActivitySummary activity, DateOnly today)
    {
        var declared = Features.All[feature];
        if (declared.OfActivity is { } ofActivity)
        {
            return declared.IsMoney && activity.Currency != currency ? double.NaN : ofActivity(activity) ?? double.NaN;
        }

        return slotOfFeature[feature] >= 0 && attributes[slotOfFeature[feature]] is { } value ? declared.OfAttribute!(value, today) : double.NaN;
    }
}
