using System.Collections.Frozen;
using Grains.Activity;
using Grains.Catalog;

namespace Tests.Unit.Activity;

/// <summary>The order of the ways to a category, and the bank's patterns.</summary>
public sealed class CategoriserTests
{
    private static readonly CategoryPatterns Patterns = new(
    [
        new("rent", "housing", CategoryKind.Spending), new("car rent", "transport", CategoryKind.Spending), new("rent", "income", CategoryKind.Income),
        new("Bäckerei", "groceries", CategoryKind.Spending), new("*versicherung", "insurance", CategoryKind.Spending), new("hagebau*", "home", CategoryKind.Spending),
        new("own account", "transfer", CategoryKind.Transfer), new("H&M", "clothing", CategoryKind.Spending), new("Straße", "taxes", CategoryKind.Spending),
    ]);

    // Everything but silence is certainly leisure.
    private static readonly TextClassifier Certain = new(["leisure", "travel"], [9, 0], new sbyte[128], 1, 0.9);
    private static readonly Categoriser All = new(new Dictionary<string, string> { ["5411"] = "groceries" }.ToFrozenDictionary(), Patterns, Certain);

    [Theory]
    [InlineData(-1, "5411", "Rent", "groceries", "MerchantCode")]
    [InlineData(1, "5411", "Rent", "groceries", "MerchantCode")]
    [InlineData(-1, "0001", "Rent", "housing", "Pattern")]
    [InlineData(1, null, "Rent", "income", "Pattern")]
    [InlineData(-1, null, "Xyz", "leisure", "Classifier")]
    [InlineData(1, null, "Xyz", "income", "None")]
    [InlineData(-1, null, "123", "uncategorised", "None")]
    [InlineData(-1, null, null, "uncategorised", "None")]
    public void The_merchants_code_goes_before_patterns_before_the_classifier_before_the_sign(
        int amount, string? mcc, string? counterparty, string category, string source)
    {
        var found = All.Of(amount, mcc, counterparty, null, null);
        Assert.Equal((category, source), (found.Category, found.Source.ToString()));
    }

    [Fact]
    public void Without_certainty_nothing_is_said()
    {
        var unsure = new TextClassifier(["leisure", "travel"], [2, 0], new sbyte[128], 1, 0.9);
        var (category, probability) = unsure.Best(" xyz ");
        Assert.Equal("leisure", category);
        Assert.Equal(1 / (1 + Math.Exp(-2)), probability, 6);
        Assert.Null(unsure.Of(" xyz "));
        Assert.Null(new TextClassifier([null, "travel"], [9, 0], new sbyte[128], 1, 0.9).Of(" xyz "));
    }

    [Theory]
    [InlineData("RENT", "housing")]
    [InlineData("rent, June", "housing")]
    [InlineData("Car-Rent Ltd", "transport")]
    [InlineData("renting", null)]
    [InlineData("parent", null)]
    [InlineData("BACKEREI Huber", "groceries")]
    [InlineData("Ba\u0308ckerei", "groceries")]
    [InlineData("Haftpflichtversicherung AG", "insurance")]
    [InlineData("Versicherungen", null)]
    [InlineData("Hagebaumarkt", "home")]
    [InlineData("h & m 12", "clothing")]
    [InlineData("Strasse", "taxes")]
    [InlineData("STRAẞE", "taxes")]
    public void Patterns_are_whole_words_whatever_their_case_and_marks(string text, string? category)
    {
        Span<char> folded = stackalloc char[FoldedText.Longest];
        Assert.Equal(category, Patterns.Find(folded[..FoldedText.Append(text, folded, 0)], isInflow: false));
    }

    [Theory]
    [InlineData("own", "account", null, "uncategorised")]
    [InlineData(null, "To my own account", null, "transfer")]
    [InlineData(null, null, "rent", "housing")]
    [InlineData("rent", "car rent", null, "transport")]
    public void Every_field_is_looked_at_by_itself_and_the_longest_pattern_wins(string? counterparty, string? description, string? kind, string category) =>
        Assert.Equal(category, new Categoriser(FrozenDictionary<string, string>.Empty, Patterns, null).Of(-1, null, counterparty, description, kind).Category);
}
