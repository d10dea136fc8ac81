using System.Text.Json;

namespace Tests.Api.Personalization;

/// <summary>Why a customer saw what they saw.</summary>
[Collection(nameof(Platform))]
public sealed class DecisionTests(Platform platform)
{
    [Fact]
    public async Task What_was_shown_is_told_with_its_reasons_to_the_customer_and_the_front_end()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers", new { annualIncome = 95000, householdSize = 4 });
        var shown = (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations")).Ok();
        await platform.Customer(id).Get($"/v1/customers/{id}/recommendations");

        var record = Assert.Single((await platform.Customer(id).Get($"/v1/customers/{id}/decisions")).Ok().Items("decisions"));

        Assert.Equal("at lastAt surface modelVersion items", record.Members());
        Assert.Equal(("home", shown.Text("modelVersion")), (record.Text("surface"), record.Text("modelVersion")));
        Assert.Equal(shown.Items("items").SelectMany(Told), record.Items("items").SelectMany(Told));
        Assert.Contains(record.Items("items").SelectMany(item => item.Items("reasons")), reason => reason.Text("feature") == "annual-income");
        Assert.Single((await platform.Frontend.For("personalised-offers").Get($"/v1/customers/{id}/decisions")).Ok().Items("decisions"));
    }

    [Fact]
    public async Task Feedback_keeps_the_decision_and_what_is_shown_after_it_is_another()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        var shown = (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations?limit=50")).Ok();
        (await platform.Customer(id).Post($"/v1/customers/{id}/recommendations/{shown.Text("decisionId")}/feedback", new { offer = "mobile-wallet", outcome = "accepted" })).Ok(204);
        (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations?limit=50")).Ok();

        var records = (await platform.Customer(id).Get($"/v1/customers/{id}/decisions")).Ok().Items("decisions");

        Assert.Equal(2, records.Length);
        Assert.Equal([true, false], records.Select(record => record.Items("items").SelectMany(Told).Any(told => told.Contains("your-feedback", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_withdrawal_ends_them_and_a_new_consent_does_not_bring_them_back()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations")).Ok();
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "withdrawn" })).Ok();
        (await platform.Customer(id).Get($"/v1/customers/{id}/decisions")).Problem(403, "consent-required");
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "given" })).Ok();

        Assert.Empty((await platform.Customer(id).Get($"/v1/customers/{id}/decisions")).Ok().Items("decisions"));
    }

    [Fact]
    public async Task What_is_shown_after_a_new_consent_is_recorded_though_the_same_was_shown_before()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations")).Ok();
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "withdrawn" })).Ok();
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "given" })).Ok();
        (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations")).Ok();

        Assert.Single((await platform.Customer(id).Get($"/v1/customers/{id}/decisions")).Ok().Items("decisions"));
    }

    [Fact]
    public async Task Made_up_surfaces_are_answered_and_push_nothing_out()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations")).Ok();
        for (var i = 0; i < 70; i++)
        {
            Assert.Equal(3, (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations?surface=made-up-{i}")).Ok().Items("items").Length);
        }

        Assert.Equal(["home"], (await platform.Customer(id).Get($"/v1/customers/{id}/decisions")).Ok().Items("decisions").Select(record => record.Text("surface")));
    }

    [Theory]
    [InlineData("from=2026-01-02&to=2026-01-01", "to")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-02-30", "to")]
    [InlineData("to=2026-01-01T00:00:00Z", "to")]
    [InlineData("from=2026-01-01&from=2026-01-02", "from")]
    public async Task A_day_that_is_none_is_refused(string query, string name)
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");

        var answer = await platform.Customer(id).Get($"/v1/customers/{id}/decisions?{query}");

        answer.Problem(422, "invalid-value");
        Assert.Equal(name, answer.Pointers);
    }

    [Fact]
    public async Task A_vulnerable_customer_is_never_experimented_on_and_not_offered_what_does_not_suit()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers", new { birthDate = "1984-05-06", employmentStatus = "employed", vulnerabilities = new[] { "financial-difficulty" } });

        var items = (await platform.Customer(id).Get($"/v1/customers/{id}/recommendations?limit=50")).Ok().Items("items");

        Assert.All(items, item => Assert.Equal((1.0, false), (item.GetProperty("propensity").GetDouble(), item.GetProperty("exploring").GetBoolean())));
        Assert.DoesNotContain(items, item => item.Text("offer") == "pension-plan");
    }

    private static IEnumerable<string> Told(JsonElement item) =>
        item.Items("reasons").Select(reason => $"{item.Text("offer")} {item.Text("title")} {reason.Text("feature")} {reason.Text("text")}");
}
