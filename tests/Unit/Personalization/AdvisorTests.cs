using CsCheck;
using Grains.Insights;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

/// <summary>Advice that fits, with the figures that made it fire and what would make it go away.</summary>
public sealed class AdvisorTests
{
    private static readonly Advisor Advisor = new(Customers.Shipped);

    private static readonly (string, AttributeValue)[] Worker = [("holdings", AttributeValue.Of(["current-account"])), ("employmentStatus", AttributeValue.Of("employed"))];

    [Fact]
    public void A_customer_of_whom_nothing_is_known_is_told_so()
    {
        var list = Advisor.Advise(null, Money.Known, Money.Today);

        Assert.Equal((0, "nothing-known-yet"), (list.Advice.Length, list.Because));
    }

    [Fact]
    public void A_customer_who_needs_none_gets_none()
    {
        var list = Advisor.Advise(Money.Of(3000, 2900, 12000), Money.Known, Money.Today);

        Assert.Equal((0, "nothing-to-advise"), (list.Advice.Length, list.Because));
    }

    [Fact]
    public void Advice_says_its_figures_and_what_would_make_it_go_away()
    {
        var advice = Advise(Money.Of(3000, 2640, 3960)).Single(a => a.Rule == "build-reserve");

        Assert.Equal(("build-reserve-2026-11", "saving", "start-reserve", null), (advice.Id, advice.Kind, advice.Action, advice.Currency));
        Assert.Equal("Your balance would last 1.5 months at what you spend. Three months are a good reserve, and 12% of your income stays to build it.", advice.Text);
        Assert.Equal([("months-of-reserve", 1.5m), ("savings-rate", 0.12m)], advice.Figures.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value)));
        Assert.Equal([("months-of-reserve", "at-least", 3m, 1.5m), ("savings-rate", "below", 0.05m, -0.07m)], advice.WouldGoAway.Select(w => (w.Figure, w.Becomes, w.Threshold, w.Change)));
        Assert.Equal("This goes away once the number of months your balance would last reaches 3.", advice.WouldGoAway[0].Text);
    }

    [Fact]
    public void Doing_what_is_said_makes_it_go_away() => Gen.Select(Gen.Int[0, 5000], Gen.Int[1, 5000], Gen.Int[-5000, 60000], Gen.Int[0, 2000]).Sample((income, spending, balance, loans) =>
    {
        foreach (var advice in Advise(Money.Of(income, spending, balance, ("loans", Math.Min(loans, spending)))))
        {
            Assert.NotEmpty(advice.WouldGoAway);
            Assert.All(advice.WouldGoAway, way =>
            {
                var rule = Customers.Shipped.Advice.Rules.Single(r => r.Id == advice.Rule);
                var condition = rule.When.Single(c => c.Figure.Name == way.Figure);
                Assert.False(condition.IsMetBy(way.Becomes == "at-least" ? way.Threshold : way.Threshold - 0.000001m));
            });
        }
    });

    [Theory]
    [InlineData("overdraft-ahead")]
    [InlineData("debt-counselling")]
    [InlineData("spend-within-income")]
    [InlineData("build-reserve")]
    [InlineData("double-subscription")]
    [InlineData("cut-fees")]
    [InlineData("fixed-costs-high")]
    [InlineData("move-idle-cash")]
    [InlineData("energy-check")]
    [InlineData("trim-subscriptions")]
    [InlineData("insurance-overlap")]
    [InlineData("savings-goal")]
    [InlineData("pension-gap")]
    [InlineData("refinance-credit")]
    public void Every_rule_fires_for_whom_it_is_meant_in_every_language(string rule)
    {
        var picture = rule switch
        {
            "overdraft-ahead" => Money.Of(3000, 2900, 100) with { Lowest = new ExpectedLowest(Money.Today.AddDays(9), -250, -400, -90) },
            "debt-counselling" => Money.Of(3000, 2900, 100, ("loans", 1200)),
            "spend-within-income" => Money.Of(2000, 2300, 100),
            "build-reserve" => Money.Of(3000, 2500, 1000),
            "double-subscription" => Money.Of(3000, 2900, 100).Paid(("Film", "subscriptions", -12, 4), ("Film", "subscriptions", -12, 3)),
            "cut-fees" => Money.Of(3000, 2900, 100, ("fees", 15)),
            "fixed-costs-high" => Money.Of(3000, 2900, 100).Repeats((Frequency.Monthly, StreamStatus.Mature, -2000)),
            "move-idle-cash" => Money.Of(3000, 2900, 60000),
            "energy-check" => Money.Of(3000, 2900, 100, ("utilities", 400)),
            "trim-subscriptions" => Money.Of(3000, 2900, 100, ("subscriptions", 200)),
            "insurance-overlap" => Money.Of(3000, 2900, 100).Paid(("A", "insurance", -9, 4), ("B", "insurance", -9, 4), ("C", "insurance", -9, 4)),
            "refinance-credit" => Money.Of(3000, 2500, 9000, ("loans", 500)),
            _ => Money.Of(3000, 2400, 12000),
        };

        foreach (var language in Customers.Shipped.Purposes.Languages)
        {
            var advice = Advisor.Advise(picture, Money.Traits(language, attributes: Worker), Money.Today).Advice.Single(a => a.Rule == rule);
            Assert.DoesNotContain('{', advice.Text + advice.Title + string.Concat(advice.WouldGoAway.Select(w => w.Text)));
            Assert.NotEmpty(advice.WouldGoAway);
            Assert.Equal(Customers.Shipped.Advice.Rules.Single(r => r.Id == rule).Titles[language], advice.Title);
        }
    }

    [Theory]
    [InlineData("en", "€1,234.50")]
    [InlineData("de-AT", "1.234,50\u00A0€")]
    [InlineData("cs", "1\u00A0234,50\u00A0€")]
    [InlineData("fr", "€1,234.50")]
    public void Amounts_are_written_as_the_language_does(string language, string amount) =>
        Assert.Contains(amount, Advisor.Advise(Money.Of(3000, 2900, 100, ("loans", 1234.5m)), Money.Traits(language), Money.Today).Advice.Single(a => a.Rule == "debt-counselling").Text, StringComparison.Ordinal);

    [Fact]
    public void More_important_advice_comes_first_and_severity_decides_among_neighbours()
    {
        Assert.Equal(["debt-counselling", "spend-within-income", "cut-fees"], Advise(Money.Of(2000, 2300, 100, ("loans", 900), ("fees", 30))).Select(a => a.Rule));
        Assert.Equal(["trim-subscriptions", "energy-check"], Advise(Money.Of(3000, 2900, 9000, ("utilities", 241), ("subscriptions", 300))).Select(a => a.Rule));
    }

    [Fact]
    public void Who_holds_the_product_is_not_advised_to_get_it()
    {
        var picture = Money.Of(3000, 2400, 12000);

        Assert.DoesNotContain(Advisor.Advise(picture, Money.Traits(attributes: [("holdings", AttributeValue.Of(["pension-plan"])), Worker[1]]), Money.Today).Advice, a => a.Rule == "pension-gap");
        Assert.DoesNotContain(Advisor.Advise(picture, Money.Traits(), Money.Today).Advice, a => a.Rule == "pension-gap");
    }

    private static IEnumerable<Advice> Advise(FinancialPicture picture) => Advisor.Advise(picture, Money.Known, Money.Today).Advice;
}
