using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Grains.Interfaces.Profile;

namespace Grains.Personalization;

/// <summary>The features that the platform can compute: a fixed list, each with the one attribute it is built on. Their means, scales and
/// words stand in the offers file.</summary>
internal static class Features
{
    /// <summary>The purpose under which features are read.</summary>
    public const string Purpose = "personalised-offers";

    /// <summary>The source of features built on transactions; also their data category.</summary>
    public const string Transactions = "transactions";

    /// <summary>The attribute that lists the products a customer holds.</summary>
    public const string Holdings = "holdings";

    /// <summary>All of them.</summary>
    public static ImmutableArray<Feature> All { get; } =
    [
        Of("age", "birthDate", Years),
        Of("annual-income", "annualIncome", Number),
        Of("household-size", "householdSize", Number),
        Of("student", "employmentStatus", static (value, _) => Is(value, "student")),
        Of("retired", "employmentStatus", static (value, _) => Is(value, "retired")),
        Of("self-employed", "employmentStatus", static (value, _) => Is(value, "self-employed")),
        Of("affluent-segment", "segment", static (value, _) => Math.Max(Is(value, "affluent"), Math.Max(Is(value, "premium"), Is(value, "private")))),
        Of("tenure-years", "customerSince", Years),
        Of("products-held", Holdings, static (value, _) => value.Kind == AttributeKind.List ? value.Items.Length : double.NaN),
        Of("monthly-inflow", static activity => activity.MonthlyInflow, isMoney: true),
        Of("monthly-outflow", static activity => activity.MonthlyOutflow, isMoney: true),
        Of("savings-rate", static activity => activity.SavingsRate),
        Of("balance", static activity => activity.Balance, isMoney: true),
    ];

    private static readonly FrozenDictionary<string, Feature> ByName = All.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The feature of a name; null where there is none.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The feature.</returns>
    public static Feature? Find(string name) => ByName.GetValueOrDefault(name);

    private static Feature Of(string name, string attribute, Func<AttributeValue, DateOnly, double> read) => new(name, attribute, read, null);

    private static Feature Of(string name, Func<ActivitySummary, double?> read, bool isMoney = false) => new(name, Transactions, null, read, isMoney);

    private static double Number(AttributeValue value, DateOnly today) => value.Kind == AttributeKind.Number ? (double)value.Number : double.NaN;

    private static double Is(AttributeValue value, string text) =>
        value.Kind != AttributeKind.Text ? double.NaN : string.Equals(value.Text, text, StringComparison.OrdinalIgnoreCase) ? 1 : 0;

    /// <summary>Completed years, as law counts an age. A day in the future says nothing.</summary>
    private static double Years(AttributeValue value, DateOnly today)
    {
        if (!DateOnly.TryParseExact(value.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since) || since > today)
        {
            return double.NaN;
        }

        var years = today.Year - since.Year;
        return since.AddYears(years) > today ? years - 1 : years;
    }
}

/// <summary>One feature.</summary>
/// <param name="Name">Its name, kebab-case.</param>
/// <param name="Source">The attribute it is built on, or <see cref="Features.Transactions"/>.</param>
/// <param name="OfAttribute">Computes it from the attribute and today's date; NaN where unknown. Null for transactions.</param>
/// <param name="OfActivity">Computes it from the transactions; null where unknown. Null for attributes.</param>
/// <param name="IsMoney">Whether it is an amount in the customer's main currency, which says something only beside amounts in the same.</param>
internal sealed record Feature(
    string Name, string Source, Func<AttributeValue, DateOnly, double>? OfAttribute, Func<ActivitySummary, double?>? OfActivity, bool IsMoney = false);
