using System.Collections.Immutable;
using CsCheck;
using Grains.Catalog;
using Grains.Interfaces.Profile;
using Grains.Personalization;
using Grains.Profile;

namespace Tests.Unit.Personalization;

/// <summary>Customers to rank offers for, named and generated.</summary>
internal static class Customers
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);
    public static readonly Catalogue Shipped = Catalogue.Load();

    public static CustomerFacts Unknown { get; } = Of([]);

    public static CustomerFacts Jana { get; } = Of(
        [
            ("birthDate", AttributeValue.Of("1985-04-12")), ("annualIncome", AttributeValue.Of(62_000m)), ("householdSize", AttributeValue.Of(4m)),
            ("employmentStatus", AttributeValue.Of("employed")), ("customerSince", AttributeValue.Of("2011-03-01")),
            ("holdings", AttributeValue.Of(["current-account", "debit-card"])), ("segment", AttributeValue.Of("retail")),
        ],
        new ActivitySummary(4_100, 3_300, 12_000) { Currency = "EUR", CanCarryCredit = true });

    private static readonly Gen<AttributeValue> Date = Gen.Date[new DateTime(1920, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc)]
        .Select(d => AttributeValue.Of(d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

    private static readonly Gen<(string, AttributeValue)>[] Attributes =
    [
        Named("birthDate", Date),
        Named("customerSince", Date),
        Named("annualIncome", Gen.Decimal[0, 1_000_000_000].Select(AttributeValue.Of)),
        Named("householdSize", Gen.Int[1, 30].Select(n => AttributeValue.Of((decimal)n))),
        Named("employmentStatus", OneOf("employed", "self-employed", "unemployed", "student", "retired", "other").Select(AttributeValue.Of)),
        Named("segment", OneOf("retail", "affluent", "private").Select(AttributeValue.Of)),
        Named("holdings", OneOf([.. Shipped.Offers.Offers.Select(o => o.Product), "credit-card"]).Array[0, 8].Select(h => AttributeValue.Of([.. h.Distinct()]))),
    ];

    private static readonly Gen<double?> Amount = Gen.Select(Gen.Bool, Gen.Double[-10_000, 100_000], (isKnown, amount) => isKnown ? amount : (double?)null);

    /// <summary>Any customer: each attribute and figure known or not.</summary>
    public static Gen<CustomerFacts> Any { get; } =
        from known in Gen.Bool.Array[Attributes.Length]
        from values in Gen.Select(Attributes[0], Attributes[1], Attributes[2], Attributes[3], Attributes[4], Attributes[5], Attributes[6],
            (a, b, c, d, e, f, g) => new[] { a, b, c, d, e, f, g })
        from activity in Gen.Select(Amount, Amount, Amount, OneOf("EUR", "EUR", "EUR", "CZK"), Gen.Bool, (i, o, b, currency, carries) => new ActivitySummary(i, o, b) { Currency = currency, CanCarryCredit = carries })
        select Of(values.Where((_, i) => known[i]), activity);

    /// <summary>Any state of learning.</summary>
    public static Gen<ModelSection> AnyModel { get; } = Gen.Select(Gen.Double[-3, 3], Gen.Double[1, 10]).Array[Shipped.Offers.Offers.Length].Select(tastes => ModelSection.Empty with
    {
        Offers = [.. Shipped.Offers.Offers.Zip(tastes, (offer, taste) => new LearnedOffer(OfferTag.Of(offer.Id), taste.Item1, taste.Item2))],
    });

    /// <summary>Options under which nothing explores.</summary>
    public static PersonalizationOptions Certain { get; } = new() { Exploration = 0 };

    public static CustomerFacts Of(IEnumerable<(string Name, AttributeValue Value)> attributes, ActivitySummary activity = default) => new(
        attributes.ToImmutableDictionary(a => a.Name, a => new HeldAttribute(a.Value, false, Now)), activity, DateOnly.FromDateTime(Now.UtcDateTime));

    public static CustomerFacts With(this CustomerFacts facts, string name, AttributeValue value) =>
        facts with { Attributes = facts.Attributes.SetItem(name, new HeldAttribute(value, false, Now)) };

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<(string, AttributeValue)> Named(string name, Gen<AttributeValue> value) => value.Select(v => (name, v));
}
