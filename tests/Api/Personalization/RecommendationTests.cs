using System.Text.Json;
using Tests.Api.Activity;

namespace Tests.Api.Personalization;

/// <summary>Offers with their reasons, with consent and without.</summary>
[Collection(nameof(Platform))]
public sealed class RecommendationTests(Platform platform)
{
    private static readonly object Known = new
    {
        birthDate = "1984-05-06", annualIncome = 95000, householdSize = 4, employmentStatus = "self-employed", segment = "affluent",
        customerSince = "2001-02-03", holdings = new[] { "savings-account", "debit-card" }, gender = "female",
    };

    [Fact]
    public async Task Without_consent_the_offers_are_general_and_say_so()
    {
        var id = await platform.NewCustomer(Known);

        var answer = (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations")).Ok();

        Assert.Equal("decisionId personalised because modelVersion items", answer.Members());
        Assert.Equal((false, "consent-missing"), (answer.GetProperty("personalised").GetBoolean(), answer.Text("because")));
        Assert.Equal(3, answer.Items("items").Length);
        Assert.All(answer.Items("items"), item => Assert.Equal("offer title score propensity exploring reasons", item.Members()));
        Assert.All(answer.Items("items"), item => Assert.All(item.Items("reasons"), reason => Assert.Equal("feature text contribution", reason.Members())));
    }

    [Fact]
    public async Task General_offers_are_the_same_for_everybody()
    {
        var (rich, unknown) = (await platform.NewCustomer(Known), await platform.NewCustomer(new { }));

        Assert.Equal(await Offers(rich), await Offers(unknown));

        async Task<string> Offers(string id) =>
            (await platform.Frontend.For("personalised-offers").Get($"/v1/customers/{id}/recommendations?limit=50")).Ok().GetProperty("items").GetRawText();
    }

    [Fact]
    public async Task Contributions_sum_to_the_score_minus_the_populations_mean()
    {
        var general = await platform.NewCustomer();
        var mean = (await platform.Customer(general).Get($"/v1/customers/{general}/recommendations?limit=50")).Ok()
            .Items("items").ToDictionary(item => item.Text("offer")!, Score);
        var id = await platform.NewCustomerWhoGave("personalised-offers", Known);
        (await platform.Post(id, Transactions.Of("t-1", 3, 5200, ("balanceAfter", 9000)), Transactions.Of("t-2", 2, -700))).Ok();

        var personal = (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations?limit=50")).Ok();

        Assert.Equal((true, "consent-given"), (personal.GetProperty("personalised").GetBoolean(), personal.Text("because")));
        var items = personal.Items("items");
        var best = items.Where(item => !item.GetProperty("exploring").GetBoolean()).Select(Score).ToList();
        Assert.Equal(best.OrderDescending(), best);
        Assert.All(items, item => Assert.InRange(item.GetProperty("propensity").GetDouble(), 0, 1));
        Assert.True(items.Count(item => mean.ContainsKey(item.Text("offer")!)) >= 5);
        foreach (var item in items)
        {
            var reasons = item.Items("reasons");
            Assert.Equal("other", reasons[^1].Text("feature"));
            Assert.All(reasons, reason => Assert.NotEmpty(reason.Text("text")!));
            if (mean.TryGetValue(item.Text("offer")!, out var population))
            {
                Assert.Equal(Score(item) - population, reasons.Sum(reason => reason.GetProperty("contribution").GetDouble()), 1e-12);
            }
        }
    }

    [Fact]
    public async Task What_the_customer_holds_or_may_not_have_is_not_offered()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers", Known);

        var offers = (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations?limit=50")).Ok().Items("items").Select(item => item.Text("offer")).ToList();

        Assert.Contains("business-account", offers);
        Assert.DoesNotContain("student-account", offers);
        Assert.DoesNotContain("instant-access-savings", offers);
    }

    [Fact]
    public async Task A_withdrawal_brings_the_general_offers_back_and_unlearns()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers", Known);
        var path = $"/v1/customers/{id}/recommendations?limit=50";
        var before = (await platform.Customer(id).Get(path)).Ok();
        (await platform.Customer(id).Post($"/v1/customers/{id}/recommendations/{before.Text("decisionId")}/feedback", new { offer = before.Items("items")[0].Text("offer"), outcome = "dismissed" })).Ok(204);

        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "withdrawn" })).Ok();
        Assert.False((await platform.Customer(id).Get(path)).Ok().GetProperty("personalised").GetBoolean());
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "given" })).Ok();

        Assert.Equal(before.GetProperty("items").GetRawText(), (await platform.Customer(id).Get(path)).Ok().GetProperty("items").GetRawText());
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=51", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("surface=", "surface")]
    [InlineData("surface=Home", "surface")]
    [InlineData("surface=a%00b", "surface")]
    [InlineData("surface=home&surface=cards", "surface")]
    public async Task A_parameter_out_of_range_is_refused(string query, string name)
    {
        var id = await platform.NewCustomer();

        var answer = await platform.Customer(id).Get($"/v1/customers/{id}/recommendations?{query}");

        answer.Problem(422, "invalid-value");
        Assert.Equal(name, answer.Pointers);
    }

    [Fact]
    public async Task A_surface_shows_only_its_own()
    {
        var id = await platform.NewCustomer();

        var offers = (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations?surface=loans&limit=50")).Ok().Items("items").Select(item => item.Text("offer")).ToList();

        Assert.DoesNotContain("mobile-wallet", offers);
        Assert.NotEmpty(offers);
    }

    private static double Score(JsonElement item) => item.GetProperty("score").GetDouble();
}
