using System.Text.Json;

namespace Tests.Api.Audit;

/// <summary>Customers read who used their data, when and why: every access, refusals included, and nobody else's.</summary>
[Collection(nameof(Platform))]
public sealed class UsageTests(Platform platform)
{
    [Fact]
    public async Task A_scripted_day_gives_exactly_its_lines()
    {
        var id = await platform.NewCustomer();
        var path = $"/v1/customers/{id}";
        var self = platform.Customer(id);
        for (var i = 0; i < 3; i++)
        {
            (await platform.Frontend.Get($"{path}/profile")).Ok();
        }

        (await self.Put($"{path}/consents/personalised-offers", new { state = "given" })).Ok();
        (await platform.Frontend.For("personalised-offers").Get($"{path}/recommendations")).Ok();
        (await platform.Advisor.Get($"{path}/transactions")).Ok();
        (await platform.Advisor.Instead("Case-Reference", null).Get($"{path}/transactions")).Problem(403, "case-reference-missing");
        (await platform.Customer(Platform.NewId()).Get($"{path}/profile")).Problem(404, "customer-unknown");
        (await platform.Auditor.Get($"{path}/profile")).Problem(403, "role-not-allowed");
        (await platform.Frontend.For("astrology").Get($"{path}/profile")).Problem(403, "purpose-not-allowed");
        (await platform.Frontend.For("advice").Get($"{path}/profile")).Problem(403, "consent-required");
        (await self.Patch($"{path}/profile", new { attributes = new { shoeSize = 42 } })).Problem(422, "undeclared-attribute");
        (await self.Get($"{path}/transactions?limit=0")).Problem(422, "invalid-value");
        (await self.Patch($"{path}/profile", new { attributes = new { city = "Brno" } })).Ok();

        var usage = (await self.Get($"{path}/usage")).Ok();

        Assert.Equal(
            [
                "customer profile.patch allowed 1", "customer activity.read invalid-value 1", "customer profile.patch undeclared-attribute 1",
                "frontend profile.read consent-required 1", "frontend profile.read purpose-not-allowed 1", "auditor profile.read role-not-allowed 1",
                "customer profile.read customer-unknown 1", "advisor activity.read case-reference-missing 1", "advisor activity.read allowed 1",
                "frontend personalization.recommend allowed 1", "customer consent.decide allowed 1", "frontend profile.read allowed 1",
                "frontend profile.put allowed 1",
            ],
            Lines(usage).Where(l => !l.EndsWith("read allowed 2", StringComparison.Ordinal) && !l.Contains("usage.usage", StringComparison.Ordinal)));
        Assert.Single(Lines(usage), "frontend profile.read allowed 2");
        Assert.Single(Lines(usage), "customer usage.usage allowed 1");
        Assert.Equal(15, usage.Items("entries").Length);
    }

    [Fact]
    public async Task A_line_says_what_the_contract_names_and_a_sentence_in_plain_words()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        (await platform.Frontend.For("personalised-offers").Get($"/v1/customers/{id}/recommendations")).Ok();

        var line = (await platform.Customer(id).Get($"/v1/customers/{id}/usage")).Ok().Items("entries").Single(e => e.Text("operation") == "personalization.recommend");

        Assert.Equal("at role client purpose operation categories outcome count text", line.Members());
        Assert.True(line.GetProperty("at").IsInstant());
        Assert.Equal(("frontend", "frontend", "personalised-offers", "allowed"), (line.Text("role"), line.Text("client"), line.Text("purpose"), line.Text("outcome")));
        Assert.Contains("transactions", line.GetProperty("categories").EnumerateArray().Select(c => c.GetString()));
        Assert.Contains("Offers that suit you", line.Text("text"), StringComparison.Ordinal);
        Assert.Contains("Your payments and balances", line.Text("text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_consent_the_line_names_no_data()
    {
        var id = await platform.NewCustomer();
        (await platform.Frontend.For("personalised-offers").Get($"/v1/customers/{id}/recommendations")).Ok();
        var line = (await platform.Customer(id).Get($"/v1/customers/{id}/usage")).Ok().Items("entries").Single(e => e.Text("operation") == "personalization.recommend");
        Assert.Empty(line.Items("categories"));
    }

    [Fact]
    public async Task A_case_is_shown_to_the_customer_who_it_is_about()
    {
        var id = await platform.NewCustomer();
        (await platform.Advisor.Instead("Case-Reference", "complaint 4711").Get($"/v1/customers/{id}/profile")).Ok();
        var line = (await platform.Customer(id).Get($"/v1/customers/{id}/usage")).Ok().Items("entries").Single(e => e.Text("role") == "advisor");
        Assert.Equal("complaint 4711", line.Text("caseReference"));
    }

    [Fact]
    public async Task Pages_follow_each_other_and_miss_nothing()
    {
        var id = await platform.NewCustomer();
        var self = platform.Customer(id);
        for (var i = 0; i < 7; i++)
        {
            (await self.Patch($"/v1/customers/{id}/profile", new { attributes = new { city = $"city {i}" } })).Ok();
        }

        var lines = new List<JsonElement>();
        for (string? after = string.Empty; after is not null;)
        {
            var page = (await self.Get($"/v1/customers/{id}/usage?limit=3{(after.Length == 0 ? string.Empty : $"&after={after}")}")).Ok();
            lines.AddRange(page.Items("entries").Where(e => e.Text("operation") == "profile.patch" || e.Text("operation") == "profile.put"));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(8, lines.Count);
        Assert.Equal(lines.Select(l => l.GetProperty("at").GetDateTimeOffset()).OrderDescending(), lines.Select(l => l.GetProperty("at").GetDateTimeOffset()));
    }

    [Fact]
    public async Task A_time_that_is_over_shows_nothing_of_today()
    {
        var id = await platform.NewCustomer();
        var self = platform.Customer(id);
        Assert.Empty((await self.Get($"/v1/customers/{id}/usage?from=2020-01-01&to=2020-02-01")).Ok().Items("entries"));
        Assert.NotEmpty((await self.Get($"/v1/customers/{id}/usage?from=2020-01-01")).Ok().Items("entries"));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-13-01", "to")]
    [InlineData("from=2026-02-01&to=2026-01-01", "to")]
    [InlineData("after=next", "after")]
    public async Task A_query_that_makes_no_sense_is_named(string query, string pointer)
    {
        var id = await platform.NewCustomer();
        var answer = await platform.Customer(id).Get($"/v1/customers/{id}/usage?{query}");
        answer.Problem(422, "invalid-value");
        Assert.Equal(pointer, answer.Pointers);
    }

    [Fact]
    public async Task Only_the_customer_and_the_privacy_office_read_usage()
    {
        var id = await platform.NewCustomer();
        (await platform.Officer.Get($"/v1/customers/{id}/usage")).Ok();
        (await platform.Frontend.Get($"/v1/customers/{id}/usage")).Problem(403, "role-not-allowed");
        (await platform.Auditor.Get($"/v1/customers/{id}/usage")).Problem(403, "role-not-allowed");
        (await platform.Customer(Platform.NewId()).Get($"/v1/customers/{id}/usage")).Problem(404, "customer-unknown");
    }

    private static string[] Lines(JsonElement usage) => [.. usage.Items("entries").Select(e =>
        $"{e.Text("role")} {e.Text("operation")} {e.Text("outcome")} {e.GetProperty("count").GetInt64()}")];
}
