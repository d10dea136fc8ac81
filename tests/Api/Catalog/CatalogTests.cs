using System.Text.Json;

namespace Tests.Api.Catalog;

/// <summary>The declarations in force, for any role.</summary>
[Collection(nameof(Platform))]
public sealed class CatalogTests(Platform platform)
{
    [Theory]
    [InlineData("attributes")]
    [InlineData("purposes")]
    [InlineData("offers")]
    public async Task Any_role_reads_it_and_nobody_without_a_token(string list)
    {
        foreach (var caller in (ApiClient[])[platform.Frontend.For(null), platform.Advisor, platform.Officer, platform.Auditor, platform.Operator, platform.Customer(Platform.NewId())])
        {
            var catalogue = (await caller.Get($"/v1/catalog/{list}")).Ok();
            Assert.NotEmpty(catalogue.Text("version")!);
            Assert.NotEmpty(catalogue.Items(list));
        }

        (await platform.Anonymous.Get($"/v1/catalog/{list}")).Problem(401, "token-missing");
    }

    [Fact]
    public async Task The_contracts_purposes_are_shipped_on_their_legal_basis()
    {
        var purposes = (await platform.Officer.Get("/v1/catalog/purposes")).Ok().Items("purposes");

        Assert.Equal(["servicing", "self-service"], Of("contract"));
        Assert.Equal(["security", "legal-compliance"], Of("legal-obligation"));
        Assert.Equal(["personalised-offers", "financial-insights", "advice", "ui-personalisation", "model-improvement", "third-party-sharing"], Of("consent"));
        Assert.Equal(["third-party-sharing"], purposes.Where(p => p.GetProperty("withdrawnByPrivacyControl").GetBoolean()).Select(p => p.Text("id")!));

        string[] Of(string basis) => [.. purposes.Where(p => p.Text("legalBasis") == basis).Select(p => p.Text("id")!)];
    }

    [Fact]
    public async Task The_contracts_attributes_are_shipped_with_who_may_write_and_read_them()
    {
        var attributes = (await platform.Officer.Get("/v1/catalog/attributes")).Ok().Items("attributes");
        string[] promised =
        [
            "givenName", "familyName", "birthDate", "gender", "nationality", "email", "phone", "street", "city", "postalCode", "country", "language", "occupation",
            "employmentStatus", "annualIncome", "householdSize", "maritalStatus", "segment", "customerSince", "holdings", "accessibilityNeeds",
        ];

        Assert.Empty(promised.Except(attributes.Select(Name)));
        Assert.Equal(["gender", "nationality", "maritalStatus"], attributes.Where(IsProtected).Select(Name));
        Assert.All(attributes, a => Assert.Contains("self-service", Purposes(a)));
        Assert.All(attributes, a => Assert.Equal(!IsProtected(a), Purposes(a).Contains("servicing")));
        Assert.Equal("sensitive", attributes.Single(a => Name(a) == "accessibilityNeeds").Text("sensitivity"));
        string[] own = ["email", "phone", "street", "city", "postalCode", "country", "language", "accessibilityNeeds"];
        Assert.Empty(own.Except(attributes.Where(a => a.Items("writableBy").Any(w => w.GetString() == "customer")).Select(Name)));

        static string Name(JsonElement a) => a.Text("name")!;
        static bool IsProtected(JsonElement a) => a.GetProperty("protected").GetBoolean();
        static string[] Purposes(JsonElement a) => [.. a.Items("purposes").Select(p => p.GetString()!)];
    }

    [Fact]
    public async Task At_least_five_offers_are_open_to_customers_of_whom_nothing_is_known()
    {
        var offers = (await platform.Officer.Get("/v1/catalog/offers")).Ok().Items("offers");

        Assert.True(offers.Count(offer => offer.Items("eligibility").Length == 0) >= 5);
    }
}
