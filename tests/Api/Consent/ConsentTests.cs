using System.Text.Json;

namespace Tests.Api.Consent;

/// <summary>Reading and deciding consents.</summary>
[Collection(nameof(Platform))]
public sealed class ConsentTests(Platform platform)
{
    private const string Members = "purpose title legalBasis state since expiresAt categories channels noticeVersion recordId";

    [Fact]
    public async Task At_first_nothing_is_decided_and_what_needs_no_consent_says_so()
    {
        var id = await platform.NewCustomer();

        var overview = (await platform.Customer(id).Get($"/v1/customers/{id}/consents")).Ok();

        Assert.Equal("purposes globalPrivacyControl", overview.Members());
        Assert.False(overview.GetProperty("globalPrivacyControl").GetBoolean());
        Assert.All(overview.Items("purposes"), purpose => Assert.Equal(Members, purpose.Members()));
        Assert.All(overview.Items("purposes"), purpose => Assert.Equal(purpose.Text("legalBasis") == "consent" ? "unknown" : "not-required", purpose.Text("state")));
        Assert.All(overview.Items("purposes"), purpose => Assert.Equal(JsonValueKind.Null, purpose.GetProperty("recordId").ValueKind));
    }

    [Fact]
    public async Task A_decision_answers_the_purpose_as_it_stands_and_a_receipt()
    {
        var id = await platform.NewCustomer();
        var decision = new { state = "given", categories = new[] { "employment", "financial" }, channels = new[] { "app" }, language = "cs", expiresAt = "2199-12-31T00:00:00+01:00" };

        var decided = (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", decision)).Ok();

        Assert.Equal((Members + " receiptId").Split(' ').Order(), decided.Members().Split(' ').Order());
        Assert.Equal(("advice", "given", "2199-12-30T23:00:00Z"), (decided.Text("purpose"), decided.Text("state"), decided.Text("expiresAt")));
        Assert.True(decided.GetProperty("since").IsInstant());
        Assert.Equal("""["employment","financial"]["app"]""", decided.GetProperty("categories").GetRawText() + decided.GetProperty("channels").GetRawText());
        Assert.True(decided.GetProperty("receiptId").TryGetGuid(out _));
        Assert.Equal(decided.Text("recordId"), (await State(id, "advice")).Text("recordId"));
    }

    [Theory]
    [InlineData("given", 200)]
    [InlineData("refused", 403)]
    [InlineData("withdrawn", 403)]
    public async Task A_decision_is_in_force_for_the_next_call(string state, int status)
    {
        var id = await platform.NewCustomerWhoGave("advice");

        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state })).Ok();

        Assert.Equal(status, (await platform.Advisor.For("advice").Get($"/v1/customers/{id}/profile")).Status);
        Assert.Equal(state, (await State(id, "advice")).Text("state"));
    }

    [Fact]
    public async Task A_front_end_says_how_it_was_expressed()
    {
        var id = await platform.NewCustomer();

        var answer = await platform.Frontend.Put($"/v1/customers/{id}/consents/advice", new { state = "given" });
        answer.Problem(422, "invalid-value");
        Assert.Equal("/method", answer.Pointers);
        (await platform.Frontend.Put($"/v1/customers/{id}/consents/advice", new { state = "given", method = "branch-form" })).Ok();

        var history = (await platform.Officer.Get($"/v1/customers/{id}/consents/history")).Ok();
        Assert.Equal("branch-form", history.Items("events").Single().Text("method"));
    }

    [Fact]
    public async Task Officers_read_and_do_not_decide_and_advisors_do_neither()
    {
        var id = await platform.NewCustomer();

        (await platform.Officer.Get($"/v1/customers/{id}/consents")).Ok();
        (await platform.Officer.Get($"/v1/customers/{id}/consents/history")).Ok();
        (await platform.Officer.Put($"/v1/customers/{id}/consents/advice", new { state = "given", method = "letter" })).Problem(403, "role-not-allowed");
        (await platform.Officer.Post($"/v1/customers/{id}/consents/withdraw-all")).Problem(403, "role-not-allowed");
        (await platform.Advisor.Get($"/v1/customers/{id}/consents")).Problem(403, "role-not-allowed");
        (await platform.Auditor.Get($"/v1/customers/{id}/consents/history")).Problem(403, "role-not-allowed");
    }

    [Theory]
    [InlineData("""{}""", "/state")]
    [InlineData("""{"state":"maybe"}""", "/state")]
    [InlineData("""{"state":"Given"}""", "/state")]
    [InlineData("""{"state":"expired"}""", "/state")]
    [InlineData("""{"state":7}""", "/state")]
    [InlineData("""{"state":"given","categories":["shoes"]}""", "/categories/0")]
    [InlineData("""{"state":"given","categories":[7]}""", "/categories/0")]
    [InlineData("""{"state":"given","channels":["app","pigeon"]}""", "/channels/1")]
    [InlineData("""{"state":"given","expiresAt":"2001-01-01T00:00:00Z"}""", "/expiresAt")]
    [InlineData("""{"state":"given","expiresAt":"0001-01-01T00:00:00Z"}""", "/expiresAt")]
    [InlineData("""{"state":"given","expiresAt":"9999-12-31T23:59:59-14:00"}""", "/expiresAt")]
    [InlineData("""{"state":"given","expiresAt":"2199-12-31"}""", "/expiresAt")]
    [InlineData("""{"state":"given","expiresAt":"31 October 2199 10:00:00Z"}""", "/expiresAt")]
    [InlineData("""{"state":"given","expiresAt":"2199-12-31T00:00:00"}""", "/expiresAt")]
    [InlineData("""{"state":"given","method":"a\u0000b"}""", "/method")]
    [InlineData("""{"state":"given","language":"\ud800"}""", "/language")]
    public async Task A_bad_decision_is_refused_by_the_member_and_decides_nothing(string body, string pointer)
    {
        var id = await platform.NewCustomer();

        var answer = await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", body);

        answer.Problem(422, "invalid-value");
        Assert.Equal(pointer, answer.Pointers);
        Assert.Equal("unknown", (await State(id, "advice")).Text("state"));
    }

    [Theory]
    [InlineData("""{"state":["given"]}""")]
    [InlineData("""{"state":"given","categories":"financial"}""")]
    [InlineData("""{"state":"given","state":"refused"}""")]
    [InlineData("""["given"]""")]
    [InlineData("")]
    public async Task A_decision_of_another_shape_is_malformed(string body)
    {
        var id = await platform.NewCustomer();

        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", body)).Problem(400, "malformed-request");
    }

    [Fact]
    public async Task Years_at_the_calendars_end_are_years()
    {
        var id = await platform.NewCustomer();

        var decided = (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state = "given", expiresAt = "9999-12-31T23:59:59Z" })).Ok();

        Assert.Equal("9999-12-31T23:59:59Z", decided.Text("expiresAt"));
    }

    [Theory]
    [InlineData("servicing", "invalid-value")]
    [InlineData("legal-compliance", "invalid-value")]
    [InlineData("world-peace", "unknown-purpose")]
    [InlineData("Advice", "unknown-purpose")]
    public async Task Only_a_purpose_that_rests_on_consent_takes_one(string purpose, string code)
    {
        var id = await platform.NewCustomer();

        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/{purpose}", new { state = "given" })).Problem(422, code);
    }

    private async Task<JsonElement> State(string id, string purpose) =>
        (await platform.Officer.Get($"/v1/customers/{id}/consents")).Ok().Items("purposes").Single(p => p.Text("purpose") == purpose);
}
