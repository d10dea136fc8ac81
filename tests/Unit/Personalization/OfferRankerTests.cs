using System.Collections.Immutable;
using CsCheck;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

public sealed class OfferRankerTests
{
    private static readonly OfferRanker Ranker = new(Customers.Shipped);

    [Fact]
    public void Contributions_sum_exactly_to_the_score_minus_the_populations_mean_score() =>
        Gen.Select(Customers.Any, Customers.AnyModel).Sample(
            (facts, model) => Rank(facts, model).All(item =>
                Math.Abs(item.Reasons.Sum(r => r.Contribution) - (item.Score - Declared(item).Intercept)) < 1e-9
                && item.Reasons.Count(r => r.Feature == OfferReasons.Other) == 1),
            iter: 2000);

    [Fact]
    public void Each_reason_is_the_weight_times_the_distance_from_the_mean() =>
        Customers.Any.Sample(
            facts =>
            {
                var customer = Ranker.Read(facts);
                return Rank(facts).All(item => item.Reasons.Where(r => r.Feature != OfferReasons.Other).All(reason =>
                {
                    var feature = Customers.Shipped.Offers.Features.Single(f => f.Name == reason.Feature);
                    var distance = Math.Clamp((customer.Value(FactReader.IndexOf(feature.Name)) - feature.Mean) / feature.Scale, -3, 3);
                    return Math.Abs((Declared(item).Weights[feature.Name] * distance) - reason.Contribution) < 1e-9;
                }));
            },
            iter: 1000);

    [Fact]
    public void The_reasons_told_are_the_largest_and_come_largest_first() =>
        Gen.Select(Customers.Any, Customers.AnyModel).Sample(
            (facts, model) => Rank(facts, model).All(item =>
            {
                var told = item.Reasons.Where(r => r.Feature != OfferReasons.Other).Select(r => Math.Abs(r.Contribution)).ToList();
                return told.Count <= OfferReasons.Told && told.SequenceEqual(told.OrderDescending()) && told.All(c => c > 0)
                    && item.Reasons.All(r => r.Text.EndsWith('.'));
            }),
            iter: 1000);

    [Fact]
    public void Offers_come_by_score_and_a_shorter_list_is_the_head_of_a_longer_one() =>
        Gen.Select(Customers.Any, Customers.AnyModel, Gen.Int[1, 50]).Sample(
            (facts, model, limit) =>
            {
                var all = Rank(facts, model);
                var head = Rank(facts, model, limit);
                return all.Zip(all.Skip(1)).All(pair => pair.First.Score > pair.Second.Score
                        || (pair.First.Score == pair.Second.Score && string.CompareOrdinal(pair.First.Offer, pair.Second.Offer) < 0))
                    && head.Select(i => i.Offer).SequenceEqual(all.Take(limit).Select(i => i.Offer));
            },
            iter: 1000);

    [Fact]
    public void Who_is_not_eligible_never_sees_an_offer() =>
        Customers.Any.Sample(
            facts =>
            {
                var seen = Rank(facts).Select(i => i.Offer).ToHashSet();
                var age = Ranker.Read(facts).Value(FactReader.IndexOf("age"));
                var status = Text(facts, "employmentStatus");
                var held = facts.Attributes.GetValueOrDefault("holdings")?.Value.Items ?? [];
                return seen.Contains("student-account") == (status == "student" && age is >= 16 and <= 30 && !held.Contains("student-account"))
                    && seen.Contains("business-account") == (status == "self-employed" && !held.Contains("business-account"))
                    && seen.Contains("term-deposit") == (age >= 18 && facts.Activity is { Currency: "EUR", Balance: >= 3000 } && !held.Contains("term-deposit"))
                    && (!seen.Contains("pension-plan") || status is not (null or "student" or "retired"))
                    && seen.Contains("gold-card") == (age >= 18 && held.Intersect(["credit-card", "classic-card", "debit-card"]).Any() && !held.Contains("gold-card")
                        && facts.Activity is { Currency: "EUR", Balance: >= 500, CanCarryCredit: true })
                    && seen.All(id => !held.Contains(Customers.Shipped.Offers.Offers.Single(o => o.Id == id).Product));
            },
            iter: 3000);

    [Fact]
    public void Of_whom_nothing_is_known_the_personal_ranking_is_the_general_one()
    {
        var general = General(50);
        var personal = Rank(Customers.Unknown);
        Assert.Equal(general.Select(i => (i.Offer, i.Score)), personal.Select(i => (i.Offer, i.Score)));
        Assert.All(personal, item => Assert.Equal(0, Assert.Single(item.Reasons).Contribution));
        Assert.True(general.Length >= 8);
        Assert.All(general, item => Assert.Equal(Declared(item).Intercept, item.Score));
        Assert.All(general, item => Assert.Equal(0, item.Reasons.Sum(r => r.Contribution)));
    }

    [Fact]
    public void Protected_attributes_change_nothing() =>
        Gen.Select(Customers.Any, Customers.OneOf("female", "male"), Customers.OneOf("CZ", "VN"), Customers.OneOf("single", "married")).Sample(
            (facts, gender, nationality, status) => Rank(facts).Zip(Rank(facts
                .With("gender", AttributeValue.Of(gender)).With("nationality", AttributeValue.Of(nationality)).With("maritalStatus", AttributeValue.Of(status))))
                .All(pair => pair.First.Offer == pair.Second.Offer && pair.First.Score == pair.Second.Score),
            iter: 300);

    [Theory]
    [InlineData("transactions")]
    [InlineData("financial")]
    [InlineData("identity")]
    [InlineData("relationship")]
    [InlineData("demographics")]
    [InlineData("employment")]
    public void What_the_consent_leaves_out_is_not_looked_at(string category)
    {
        var limited = Customers.Jana with { Covers = c => c != category };
        var without = Customers.Jana with
        {
            Attributes = Customers.Jana.Attributes.RemoveRange(
                Customers.Jana.Attributes.Keys.Where(name => Customers.Shipped.Attribute[name].Category == category)),
            Activity = category == "transactions" ? default : Customers.Jana.Activity,
        };
        Assert.Equal(Rank(without).Select(i => (i.Offer, i.Score)), Rank(limited).Select(i => (i.Offer, i.Score)));
        Assert.NotEqual(Rank(Customers.Jana).Select(i => (i.Offer, i.Score)), Rank(limited).Select(i => (i.Offer, i.Score)));
    }

    [Fact]
    public void An_offer_for_other_surfaces_is_not_shown()
    {
        Assert.DoesNotContain(Rank(Customers.Jana, surface: "savings"), i => i.Offer == "mobile-wallet");
        Assert.Contains(Rank(Customers.Jana, surface: "cards"), i => i.Offer == "mobile-wallet");
        Assert.DoesNotContain(General(50, "savings"), i => i.Offer == "mobile-wallet");
        Assert.True(General(50, "somewhere-else").Length >= 5);
    }

    [Fact]
    public void One_absurd_value_is_bounded()
    {
        var rich = Rank(Customers.Jana.With("annualIncome", AttributeValue.Of(1_000_000_000m))).Single(i => i.Offer == "travel-insurance");
        Assert.Equal(0.2 * FactReader.Bound, rich.Reasons.Single(r => r.Feature == "annual-income").Contribution, 9);
    }

    [Theory]
    [InlineData("2008-11-24", 18)]
    [InlineData("2008-11-25", 17)]
    [InlineData("2024-02-29", 2)]
    [InlineData("2026-11-24", 0)]
    [InlineData("2026-11-25", double.NaN)]
    [InlineData("soon", double.NaN)]
    public void An_age_is_counted_in_completed_years(string birthDate, double age) =>
        Assert.Equal(age, Ranker.Read(Customers.Of([("birthDate", AttributeValue.Of(birthDate))])).Value(FactReader.IndexOf("age")));

    private static ImmutableArray<RecommendedOffer> Rank(CustomerFacts facts, ModelSection? model = null, int limit = 50, string surface = "home")
    {
        var tags = new uint[limit];
        var items = Ranker.Personal(surface, Ranker.Read(facts), model ?? ModelSection.Empty, share: 0, default, tags);
        Assert.Equal(items.Select(i => OfferTag.Of(i.Offer)), tags.Take(items.Length));
        return items;
    }

    private static ImmutableArray<RecommendedOffer> General(int limit, string surface = "home")
    {
        var tags = new uint[limit];
        var items = Ranker.General(surface, limit, tags);
        Assert.Equal(items.Select(i => OfferTag.Of(i.Offer)), tags.Take(items.Length));
        return items;
    }

    private static Grains.Interfaces.Catalog.OfferDeclaration Declared(RecommendedOffer item) => Customers.Shipped.Offers.Offers.Single(o => o.Id == item.Offer);

    private static string? Text(CustomerFacts facts, string attribute) => facts.Attributes.GetValueOrDefault(attribute)?.Value.Text;
}
