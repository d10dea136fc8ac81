using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Grains.Catalog;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Grains.Personalization;
using Tests.Unit.Catalog;

namespace Tests.Unit.Personalization;

/// <summary>What is not right for a customer is not offered, and what would change a place is told truly.</summary>
public sealed partial class SuitabilityTests
{
    private static readonly OfferRanker Ranker = new(Customers.Shipped);
    private static readonly string[] CreditLike = ["gold-card", "mortgage-calculator"];

    [Fact]
    public void Credit_is_never_offered_to_who_cannot_be_shown_to_afford_it() =>
        Customers.Any.Sample(
            facts => facts.Activity is { CanCarryCredit: true, Currency: "EUR", Balance: >= 500 } || !Rank(facts).Any(i => CreditLike.Contains(i.Offer)),
            iter: 3000);

    [Theory]
    [InlineData("restrictions", "no-credit", "gold-card mortgage-calculator")]
    [InlineData("restrictions", "no-investments", "gold-card investment-plan mortgage-calculator")]
    [InlineData("restrictions", "debt-counselling", "gold-card investment-plan mortgage-calculator pension-plan term-deposit")]
    [InlineData("vulnerabilities", "financial-difficulty", "gold-card investment-plan mortgage-calculator pension-plan term-deposit")]
    [InlineData("vulnerabilities", "low-capability", "gold-card investment-plan mortgage-calculator")]
    [InlineData("vulnerabilities", "health", "gold-card mortgage-calculator")]
    [InlineData("vulnerabilities", "life-event", "gold-card mortgage-calculator")]
    public void A_flag_takes_away_what_it_forbids_and_nothing_else(string attribute, string flag, string gone)
    {
        var without = Rank(Customers.Jana).Select(i => i.Offer).ToList();
        var with = Rank(Customers.Jana.With(attribute, AttributeValue.Of([flag]))).Select(i => i.Offer);
        Assert.Equal(gone, string.Join(' ', without.Except(with).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Nobody_is_offered_credit_where_the_bank_does_not_declare_its_restrictions_as_a_safeguard()
    {
        using var files = new DeclaredFiles();
        files.Change("attributes.json", "\"safeguard\": \"restriction\",", string.Empty);
        foreach (var flags in (string[])["\"debt-counselling\"", "\"no-investments\", \"debt-counselling\"", "\"debt-counselling\""])
        {
            files.Change("offers.json", $$""", { "attribute": "restrictions", "noneOf": [{{flags}}] }""", string.Empty);
        }

        var unmarked = new OfferRanker(Catalogue.Load(files.Options));
        var ranked = Rank(Customers.Jana, ranker: unmarked);
        Assert.Contains(ranked, i => i.Offer == "pension-plan");
        Assert.DoesNotContain(ranked, i => CreditLike.Contains(i.Offer));
    }

    [Fact]
    public void A_flag_counts_also_where_the_consent_does_not_cover_its_category()
    {
        var limited = Customers.Jana with { Covers = category => category != "demographics" };
        Assert.Contains(Rank(limited), i => i.Offer == "investment-plan");
        Assert.DoesNotContain(Rank(limited.With("vulnerabilities", AttributeValue.Of(["low-capability"]))), i => i.Offer == "investment-plan");
    }

    [Fact]
    public void What_would_change_a_place_changes_it()
    {
        var told = 0;
        Gen.Select(Customers.Any, Customers.AnyModel).Sample(
            (facts, model) =>
            {
                var items = Rank(facts, model);
                for (var i = 0; i < items.Count; i++)
                {
                    if (items[i].WouldChange is { } text)
                    {
                        Interlocked.Increment(ref told);
                        var (lower, upper) = i == 0 ? (items[1], items[0]) : (items[i], items[i - 1]);
                        var changed = Rank(facts, model, Changed(text)).Select(item => item.Offer).ToList();
                        if (!text.Contains(i == 0 ? lower.Title : upper.Title, StringComparison.Ordinal) || changed.IndexOf(lower.Offer) < 0
                            || changed.IndexOf(lower.Offer) > changed.IndexOf(upper.Offer))
                        {
                            return false;
                        }
                    }
                }

                return true;
            },
            iter: 1000,
            threads: 1);
        Assert.True(told > 1000, $"{told}");
    }

    [Fact]
    public void An_age_or_a_household_is_never_what_would_have_to_change() =>
        Customers.Any.Sample(facts => Rank(facts).All(i => i.WouldChange is null || Told().IsMatch(i.WouldChange)), iter: 500);

    private static (string Feature, double Value) Changed(string text)
    {
        var match = Told().Match(text);
        return match.Groups[1].Success
            ? ("savings-rate", double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) / 100)
            : ("balance", double.Parse(match.Groups[2].Value, NumberStyles.Number, CultureInfo.InvariantCulture));
    }

    private static List<RecommendedOffer> Rank(CustomerFacts facts, ModelSection? model = null, (string Feature, double Value)? change = null, OfferRanker? ranker = null)
    {
        ranker ??= Ranker;
        var customer = ranker.Read(facts);
        if (change is { } changed)
        {
            var declared = Customers.Shipped.Offers.Features.Single(f => f.Name == changed.Feature);
            customer.Set(FactReader.IndexOf(changed.Feature), changed.Value, Math.Clamp((changed.Value - declared.Mean) / declared.Scale, -FactReader.Bound, FactReader.Bound));
        }

        var items = ranker.Personal("home", customer, model ?? ModelSection.Empty, 0, default, new uint[50]);
        ranker.Forget(customer);
        return [.. items];
    }

    [GeneratedRegex("^If you put aside ([0-9]+)% of what comes in, |^If your balance were €([0-9,]+), ")]
    private static partial Regex Told();
}
