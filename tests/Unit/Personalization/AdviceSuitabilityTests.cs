using CsCheck;
using Grains.Catalog;
using Grains.Insights;
using Grains.Personalization;
using Tests.Unit.Catalog;

namespace Tests.Unit.Personalization;

/// <summary>What does not suit a customer is never advised, whatever a catalogue declares.</summary>
public sealed class AdviceSuitabilityTests
{
    /// <summary>A catalogue that would advise credit to anybody with any income.</summary>
    private static readonly Catalogue Reckless = Load();

    private static readonly FinancialPicture Sound = Money.Of(4000, 3000, 9000);

    [Fact]
    public void Who_can_carry_credit_may_be_advised_it() => Assert.True(IsAdvisedCredit(Sound, Money.Known));

    [Theory]
    [InlineData("financial-difficulty")]
    [InlineData("no-credit")]
    [InlineData("life-event")]
    [InlineData("anything-at-all")]
    public void Nobody_who_is_vulnerable_or_restricted_is_advised_credit(string flag) => Assert.False(IsAdvisedCredit(Sound, Money.Traits(flags: [flag])));

    [Fact]
    public void Nobody_whose_safeguards_are_not_kept_is_advised_credit() => Assert.False(IsAdvisedCredit(Sound, Money.Traits(areFlagsKept: false)));

    [Theory]
    [InlineData("age unknown")]
    [InlineData("minor")]
    [InlineData("balance unknown")]
    [InlineData("overdrawn")]
    [InlineData("saves too little")]
    [InlineData("no reserve")]
    [InlineData("repays too much")]
    [InlineData("runs dry")]
    [InlineData("new")]
    public void Nobody_who_may_not_be_able_to_carry_it_is_advised_credit(string why)
    {
        var picture = why switch
        {
            "balance unknown" => Money.Of(4000, 3000, null),
            "overdrawn" => Money.Of(4000, 3000, -10),
            "saves too little" => Money.Of(4000, 3800, 9000),
            "no reserve" => Money.Of(4000, 3000, 2000),
            "repays too much" => Money.Of(4000, 3000, 9000, ("loans", 1400)),
            "runs dry" => Sound with { Lowest = new ExpectedLowest(Money.Today, -1, -9, 9) },
            "new" => Sound with { Months = [.. Sound.Months.TakeLast(3)] },
            _ => Sound,
        };

        Assert.False(IsAdvisedCredit(picture, Money.Traits(age: why switch { "age unknown" => null, "minor" => 17, _ => 40 })));
    }

    [Fact]
    public void Whoever_is_advised_credit_saves_has_a_reserve_and_is_in_credit() =>
        Gen.Select(Gen.Int[0, 6000], Gen.Int[0, 6000], Gen.Int[-9000, 30000], Gen.Int[0, 3000], Gen.Int[10, 90]).Sample((income, spending, balance, loans, age) =>
        {
            if (IsAdvisedCredit(Money.Of(income, spending, balance, ("loans", Math.Min(loans, spending))), Money.Traits(age: age)))
            {
                Assert.True(age >= 18 && spending <= 0.9 * income && balance >= spending && Math.Min(loans, spending) < 0.35 * income);
            }
        });

    [Fact]
    public void What_a_rule_declares_unsuitable_is_not_advised()
    {
        var advisor = new Advisor(Customers.Shipped);
        var picture = Money.Of(3000, 2500, 1000);
        bool IsAdvised(AdviceTraits traits) => advisor.Advise(picture, traits, Money.Today).Advice.Any(a => a.Rule == "build-reserve");

        Assert.True(IsAdvised(Money.Known));
        Assert.True(IsAdvised(Money.Traits(flags: ["something-else"])));
        Assert.False(IsAdvised(Money.Traits(flags: ["something-else", "life-event"])));
        Assert.False(IsAdvised(Money.Traits(areFlagsKept: false)));
    }

    [Fact]
    public void Help_is_advised_to_the_vulnerable_too() => Assert.Contains(
        new Advisor(Customers.Shipped).Advise(Money.Of(2000, 2300, 10, ("loans", 900)), Money.Traits(flags: ["financial-difficulty"]), Money.Today).Advice,
        a => a.Rule == "debt-counselling");

    private static bool IsAdvisedCredit(FinancialPicture picture, AdviceTraits traits) => new Advisor(Reckless).Advise(picture, traits, Money.Today).Advice.Any(a => a.Kind == "credit");

    private static Catalogue Load()
    {
        using var files = new DeclaredFiles();
        files.Change("advice.json", "\"when\": [{ \"figure\": \"credit-payments-share\", \"atLeast\": 0.1, \"below\": 0.35 }, { \"figure\": \"months-known\", \"atLeast\": 6 }]", "\"when\": [{ \"figure\": \"monthly-income\", \"atLeast\": 0 }]");
        return Catalogue.Load(files.Options);
    }
}
