using CsCheck;
using Grains.Catalog;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Profile;

namespace Tests.Unit.Catalog;

public sealed class AttributeRulesTests
{
    private static readonly Catalogue Shipped = Catalogue.Load();

    [Theory]
    [InlineData("givenName", "Jana")]
    [InlineData("givenName", "Ян-Ólafur 𝕏")]
    [InlineData("birthDate", "1985-04-12")]
    [InlineData("birthDate", "2024-02-29")]
    [InlineData("email", "jana.novakova@example.com")]
    [InlineData("phone", "+420 777 123 456")]
    [InlineData("postalCode", "110 00")]
    [InlineData("country", "CZ")]
    [InlineData("language", "zh-Hant-TW")]
    [InlineData("gender", "female")]
    [InlineData("customerSince", "1999-12-31")]
    public void Good_text_passes(string attribute, string value) => Assert.Null(Fault(attribute, AttributeValue.Of(value)));

    [Theory]
    [InlineData("givenName", "")]
    [InlineData("givenName", "   ")]
    [InlineData("givenName", "Ja\u0000na")]
    [InlineData("givenName", "Ja\nna")]
    [InlineData("givenName", "Ja\u0085na")]
    [InlineData("birthDate", "12.4.1985")]
    [InlineData("birthDate", "1985-4-12")]
    [InlineData("birthDate", "2023-02-29")]
    [InlineData("birthDate", "0001-01-01")]
    [InlineData("birthDate", "9999-12-31")]
    [InlineData("email", "nobody")]
    [InlineData("email", "a b@example.com")]
    [InlineData("email", "a@b@example.com ")]
    [InlineData("phone", "call me")]
    [InlineData("country", "cz")]
    [InlineData("country", "CZE")]
    [InlineData("country", "CZ\n")]
    [InlineData("language", "c")]
    [InlineData("gender", "blue")]
    public void Bad_text_is_refused_without_being_quoted(string attribute, string value)
    {
        var reason = Fault(attribute, AttributeValue.Of(value));
        Assert.NotNull(reason);
        Assert.True(value.Trim().Length < 4 || !reason.Contains(value, StringComparison.Ordinal));
    }

    // Not as InlineData: a lone surrogate does not survive an attribute's UTF-8.
    [Fact]
    public void A_lone_surrogate_is_refused()
    {
        foreach (var text in new[] { "\uD835", "a\uDD4F", "\uD835x", "\uDD4F\uD835" })
        {
            Assert.Equal("must be valid Unicode", Fault("givenName", AttributeValue.Of(text)));
        }
    }

    [Fact]
    public void A_text_may_be_as_long_as_declared()
    {
        Assert.Null(Fault("givenName", AttributeValue.Of(new string('x', 100))));
        Assert.NotNull(Fault("givenName", AttributeValue.Of(new string('x', 101))));
    }

    [Fact]
    public void Numbers_keep_to_their_range()
    {
        Assert.Null(Fault("annualIncome", AttributeValue.Of(0m)));
        Assert.Null(Fault("annualIncome", AttributeValue.Of(1_000_000_000m)));
        Assert.Equal("must be at least 0", Fault("annualIncome", AttributeValue.Of(-0.01m)));
        Assert.Equal("must be at most 1000000000", Fault("annualIncome", AttributeValue.Of(1_000_000_000.01m)));
        Assert.Null(Fault("householdSize", AttributeValue.Of(3m)));
        Assert.Equal("must be a whole number", Fault("householdSize", AttributeValue.Of(2.5m)));
    }

    [Fact]
    public void Lists_keep_to_their_limits()
    {
        Assert.Null(Fault("holdings", List("current-account", "mortgage")));
        Assert.Null(Fault("holdings", List()));
        Assert.NotNull(Fault("holdings", List([.. Enumerable.Range(0, 51).Select(i => $"p{i}")])));
        Assert.NotNull(Fault("holdings", List("ok", "not\tok")));
        Assert.NotNull(Fault("holdings", List(new string('x', 65))));
    }

    [Fact]
    public void A_value_of_another_kind_is_always_refused()
    {
        AttributeValue[] values = [AttributeValue.Of("x"), AttributeValue.Of(1m), AttributeValue.Of(true), List("x"), AttributeValue.Other];
        foreach (var (type, fitting) in new[] { ("text", 0), ("date", -1), ("number", 1), ("integer", 1), ("flag", 2), ("list", 3) })
        {
            var declaration = new AttributeDeclaration { Name = "x", Title = "x", Type = type, Category = "identity", Retention = "P1Y" };
            Assert.All(Enumerable.Range(0, values.Length), i => Assert.Equal(i == fitting, AttributeRules.Fault(declaration, values[i]) is null));
        }
    }

    [Fact]
    public void A_hostile_pattern_costs_no_more_than_the_text_is_long()
    {
        var declaration = new AttributeDeclaration
        {
            Name = "x", Title = "x", Type = "text", Category = "identity", Retention = "P1Y", MaxLength = 10_000, Pattern = "(a+)+b",
        };
        Assert.NotNull(AttributeRules.Fault(declaration, AttributeValue.Of(new string('a', 10_000))));
    }

    [Fact]
    public void Any_text_is_judged_without_an_exception() =>
        Gen.Select(Gen.String, Gen.Int[0, Shipped.Attributes.Attributes.Length - 1]).Sample(
            (text, index) =>
            {
                var declaration = Shipped.Attributes.Attributes[index];
                _ = AttributeRules.Fault(declaration, AttributeValue.Of(text));
                return AttributeRules.Fault(declaration, List(text)) is null == (declaration.Type == "list" && text.Length is > 0 and <= 64
                    && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl) && IsWellFormed(text) && declaration.Values?.Contains(text) != false);
            },
            iter: 2000);

    private static bool IsWellFormed(string text)
    {
        try
        {
            new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string? Fault(string attribute, AttributeValue value) => AttributeRules.Fault(Shipped.Attribute[attribute], value);

    private static AttributeValue List(params string[] items) => AttributeValue.Of([.. items]);
}
