using CsCheck;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Grains.Keys;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

/// <summary>How much is tried out, and on whom nothing is.</summary>
public sealed class ExplorationTests
{
    private const int Tried = 400;
    private static readonly Recommender Exploring = new(Customers.Shipped, new() { Exploration = 0.2 });

    [Fact]
    public void The_same_call_on_the_same_day_gives_the_same_decision_and_another_day_may_give_another()
    {
        using var key = CustomerKey.Fresh();
        var days = Enumerable.Range(0, 40).Select(day =>
        {
            var today = Customers.Jana with { Today = Customers.Jana.Today.AddDays(day) };
            var first = Offers(Exploring, today, key);
            Assert.Equal(first, Offers(Exploring, today, key));
            return first;
        });
        Assert.True(days.Distinct().Count() > 3);
    }

    [Fact]
    public void A_share_of_the_places_explores_and_says_so()
    {
        var items = Enumerable.Range(0, Tried).SelectMany(_ => Items(Exploring, Customers.Jana)).ToList();
        
        // A draw of the best is no exploration, so it is somewhat less than 0.2; five standard deviations of 1,200 draws either way.
        Assert.InRange(items.Count(i => i.Exploring) / (double)items.Count, 0.1, 0.24);
        Assert.All(items, i => Assert.True(i.Exploring ? i.Propensity < 0.2 : i.Propensity > 0.8));
    }

    [Fact]
    public void On_vulnerable_customers_nothing_is_tried_out_whatever_their_consent_covers()
    {
        var vulnerable = Customers.Jana.With("vulnerabilities", AttributeValue.Of(["health"])) with { Covers = category => category != "demographics" };
        var items = Enumerable.Range(0, Tried).SelectMany(_ => Items(Exploring, vulnerable)).ToList();
        Assert.All(items, i => Assert.Equal((1.0, false), (i.Propensity, i.Exploring)));
    }

    [Fact]
    public void A_need_of_accessibility_and_an_empty_flag_are_no_vulnerability()
    {
        var facts = Customers.Jana.With("accessibilityNeeds", AttributeValue.Of("large print")).With("vulnerabilities", AttributeValue.Of([])).With("restrictions", AttributeValue.Of(["no-credit"]));
        Assert.Contains(Enumerable.Range(0, Tried).SelectMany(_ => Items(Exploring, facts)), i => i.Exploring);
    }

    [Fact]
    public void Exploration_stays_within_eligibility_and_suitability() =>
        Customers.Any.Sample(
            facts => Items(Exploring, facts, 50).Select(i => i.Offer).Order().SequenceEqual(Items(new(Customers.Shipped, Customers.Certain), facts, 50).Select(i => i.Offer).Order()),
            iter: 300);

    [Theory]
    [InlineData(0, "00:05:00", true)]
    [InlineData(0.2, "01:00:00", true)]
    [InlineData(0.21, "00:05:00", false)]
    [InlineData(-0.01, "00:05:00", false)]
    [InlineData(double.NaN, "00:05:00", false)]
    [InlineData(0.05, "00:00:00", false)]
    [InlineData(0.05, "01:00:01", false)]
    public void Options_out_of_range_are_refused(double exploration, string within, bool isInRange) =>
        Assert.Equal(isInRange, PersonalizationOptions.IsInRange(new() { Exploration = exploration, RecordedWithin = TimeSpan.Parse(within, System.Globalization.CultureInfo.InvariantCulture) }));

    private static RecommendedOffer[] Items(Recommender recommender, CustomerFacts facts, int limit = 3)
    {
        using var key = CustomerKey.Fresh();
        return [.. recommender.Personal(new("home", limit), facts, ModelSection.Empty, key, Guid.Empty, Customers.Now).Value!.Items];
    }

    private static string Offers(Recommender recommender, CustomerFacts facts, CustomerKey key) =>
        string.Join(' ', recommender.Personal(new("home", 5), facts, ModelSection.Empty, key, Guid.Empty, Customers.Now).Value!.Items.Select(i => i.Offer));
}
