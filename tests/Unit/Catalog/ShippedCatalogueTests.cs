using Grains.Catalog;
using Grains.Personalization;

namespace Tests.Unit.Catalog;

/// <summary>What the HTTP contract promises of the shipped declarations.</summary>
public sealed class ShippedCatalogueTests
{
    private static readonly Catalogue Shipped = Catalogue.Load();

    [Theory]
    [InlineData("givenName")]
    [InlineData("familyName")]
    [InlineData("birthDate")]
    [InlineData("gender", true)]
    [InlineData("nationality", true)]
    [InlineData("email", false, true)]
    [InlineData("phone", false, true)]
    [InlineData("street", false, true)]
    [InlineData("city", false, true)]
    [InlineData("postalCode", false, true)]
    [InlineData("country", false, true)]
    [InlineData("language", false, true)]
    [InlineData("occupation")]
    [InlineData("employmentStatus")]
    [InlineData("annualIncome")]
    [InlineData("householdSize")]
    [InlineData("maritalStatus", true)]
    [InlineData("segment")]
    [InlineData("customerSince")]
    [InlineData("holdings")]
    [InlineData("accessibilityNeeds", false, true)]
    public void Every_promised_attribute_is_declared(string name, bool isProtected = false, bool byCustomer = false)
    {
        var attribute = Shipped.Attribute[name];
        Assert.Equal(isProtected, attribute.Protected);
        Assert.Equal(byCustomer, attribute.WritableBy.Contains("customer"));
        Assert.Contains("bank", attribute.WritableBy);
        Assert.Equal(name == "accessibilityNeeds" ? "sensitive" : "normal", attribute.Sensitivity);
        Assert.Equal(name == "holdings" ? "list" : attribute.Type, attribute.Type);
    }

    [Fact]
    public void Self_service_reads_every_attribute_and_servicing_all_but_the_protected() =>
        Assert.All(Shipped.Attributes.Attributes, attribute =>
        {
            Assert.Contains("self-service", attribute.Purposes);
            Assert.Equal(!attribute.Protected, attribute.Purposes.Contains("servicing"));
        });

    [Theory]
    [InlineData("servicing", "contract")]
    [InlineData("self-service", "contract")]
    [InlineData("security", "legal-obligation")]
    [InlineData("legal-compliance", "legal-obligation")]
    [InlineData("personalised-offers", "consent")]
    [InlineData("financial-insights", "consent")]
    [InlineData("advice", "consent")]
    [InlineData("ui-personalisation", "consent")]
    [InlineData("model-improvement", "consent")]
    [InlineData("third-party-sharing", "consent")]
    public void Every_promised_purpose_is_declared(string id, string legalBasis)
    {
        var purpose = Shipped.Purpose[id];
        Assert.Equal(legalBasis, purpose.LegalBasis);
        Assert.Equal(id == "third-party-sharing", purpose.WithdrawnByPrivacyControl);
        Assert.Equal(legalBasis == "consent", purpose.Validity is not null);
        Assert.Matches("^(dpv|sector-finance):[A-Z]", purpose.DpvTerm);
    }

    [Fact]
    public void Five_offers_at_least_are_open_to_customers_of_whom_nothing_is_known()
    {
        var open = Shipped.Offers.Offers.Where(offer => offer.Eligibility.IsEmpty && offer.Suitability.IsEmpty).ToList();
        Assert.True(open.Count >= 8);
        Assert.True(open.Count(offer => offer.Surfaces.IsEmpty || offer.Surfaces.Contains("home")) >= 5);
    }

    [Fact]
    public void No_purpose_but_the_customers_own_view_and_the_law_reads_a_protected_attribute() =>
        Assert.All(Shipped.Attributes.Attributes.Where(a => a.Protected), attribute =>
            Assert.All(attribute.Purposes, purpose => Assert.Contains(purpose, new[] { "self-service", "legal-compliance" })));

    [Fact]
    public void No_feature_and_no_condition_reads_a_protected_attribute_or_one_the_purpose_may_not_read()
    {
        var read = Shipped.Offers.Features.Select(f => f.Source)
            .Concat(Shipped.Offers.Offers.SelectMany(o => o.Eligibility).Select(c => Features.Find(c.Attribute)?.Source ?? c.Attribute))
            .Where(source => source != Features.Transactions).Distinct().ToList();
        Assert.NotEmpty(read);
        Assert.All(read, source =>
        {
            Assert.False(Shipped.Attribute[source].Protected);
            Assert.Contains(Features.Purpose, Shipped.Attribute[source].Purposes);
        });
    }

    [Fact]
    public void Suitability_reads_figures_and_safeguards_and_safeguards_are_read_by_nothing_else()
    {
        var read = Shipped.Offers.Offers.SelectMany(o => o.Suitability).Select(c => Features.Find(c.Attribute)?.Source ?? c.Attribute).Distinct().ToList();
        var safeguards = Shipped.Attributes.Attributes.Where(a => a.Safeguard is not null).Select(a => a.Name).ToList();
        Assert.Equal(["restrictions", "vulnerabilities"], safeguards.Order());
        Assert.Equal(["restrictions", "transactions", "vulnerabilities"], read.Order());
        Assert.Empty(safeguards.Intersect(Shipped.Offers.Features.Select(f => f.Source)));
        Assert.All(safeguards, name => Assert.DoesNotContain(Features.Purpose, Shipped.Attribute[name].Purposes));
    }

    [Fact]
    public void Categories_and_currencies_answer_by_code()
    {
        Assert.Subset(Shipped.Categories.ToHashSet(), new HashSet<string> { "income", "transfer", "uncategorised", "other" });
        Assert.Equal("groceries", Shipped.CategoryByMcc["5411"]);
        Assert.Equal("travel", Shipped.CategoryByMcc["3500"]);
        Assert.Subset(Shipped.Categories.ToHashSet(), Shipped.CategoryByMcc.Values.ToHashSet());
        Assert.Equal((2, 0, 3, 4), (Shipped.CurrencyDigits["EUR"], Shipped.CurrencyDigits["JPY"], Shipped.CurrencyDigits["KWD"], Shipped.CurrencyDigits["CLF"]));
        Assert.DoesNotContain("DEM", Shipped.CurrencyDigits.Keys);
    }
}
