using System.Text.Json;

namespace Tests.Api.Consent;

/// <summary>Withdrawing everything in one turn.</summary>
[Collection(nameof(Platform))]
public sealed class WithdrawAllTests(Platform platform)
{
    [Fact]
    public async Task It_leaves_nothing_given_in_one_turn()
    {
        var id = await platform.NewCustomerWhoGave("advice");
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "given" })).Ok();

        var overview = (await platform.Customer(id).Post($"/v1/customers/{id}/consents/withdraw-all")).Ok();

        AssertWithdrawn(overview);
        (await platform.Advisor.For("advice").Get($"/v1/customers/{id}/profile")).Problem(403, "consent-required");
        Assert.False((await platform.Customer(id).Get($"/v1/customers/{id}/recommendations")).Ok().GetProperty("personalised").GetBoolean());
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state = "given" })).Ok();
        (await platform.Advisor.For("advice").Get($"/v1/customers/{id}/profile")).Ok();
    }

    [Fact]
    public async Task A_customer_need_say_nothing_in_whatever_type_or_framing()
    {
        var id = await platform.NewCustomer();
        HttpContent?[] nothing =
        [
            null, ApiClient.Body(string.Empty), ApiClient.Body(string.Empty, "application/x-www-form-urlencoded"), ApiClient.Body("{}"),
            new StreamContent(new UnsizedStream()),
        ];

        foreach (var body in nothing)
        {
            AssertWithdrawn((await platform.Customer(id).Send(HttpMethod.Post, $"/v1/customers/{id}/consents/withdraw-all", body)).Ok());
        }
    }

    [Fact]
    public async Task A_front_end_says_how_it_was_expressed()
    {
        var id = await platform.NewCustomerWhoGave("advice");

        foreach (var body in (object?[])[null, new { }, new { method = (string?)null }])
        {
            var answer = await platform.Frontend.Post($"/v1/customers/{id}/consents/withdraw-all", body);
            answer.Problem(422, "invalid-value");
            Assert.Equal("/method", answer.Pointers);
        }

        Assert.Equal("given", Of((await platform.Officer.Get($"/v1/customers/{id}/consents")).Ok(), "advice").Text("state"));
        AssertWithdrawn((await platform.Frontend.Post($"/v1/customers/{id}/consents/withdraw-all", new { method = "phone" })).Ok());
        var events = (await platform.Officer.Get($"/v1/customers/{id}/consents/history")).Ok().Items("events");
        Assert.All(events.Skip(1), e => Assert.Equal(("withdrawn", "phone"), (e.Text("state"), e.Text("method"))));
        Assert.Equal(7, events.Length);
    }

    [Theory]
    [InlineData("""{"method":7}""", 422, "invalid-value")]
    [InlineData("""{"method":""}""", 422, "invalid-value")]
    [InlineData("""["phone"]""", 400, "malformed-request")]
    [InlineData("""{"method":"a","method":"b"}""", 400, "malformed-request")]
    [InlineData(" ", 400, "malformed-request")]
    [InlineData("null", 400, "malformed-request")]
    public async Task A_bad_body_withdraws_nothing(string body, int status, string code)
    {
        var id = await platform.NewCustomerWhoGave("advice");

        (await platform.Customer(id).Post($"/v1/customers/{id}/consents/withdraw-all", body)).Problem(status, code);

        Assert.Equal("given", Of((await platform.Officer.Get($"/v1/customers/{id}/consents")).Ok(), "advice").Text("state"));
    }

    [Fact]
    public async Task What_is_said_in_another_type_is_not_read()
    {
        var id = await platform.NewCustomer();

        (await platform.Customer(id).Send(HttpMethod.Post, $"/v1/customers/{id}/consents/withdraw-all", ApiClient.Body("method=phone", "application/x-www-form-urlencoded")))
            .Problem(415, "unsupported-media-type");
    }

    private static void AssertWithdrawn(JsonElement overview) => Assert.All(
        overview.Items("purposes"), p => Assert.Equal(p.Text("legalBasis") == "consent" ? "withdrawn" : "not-required", p.Text("state")));

    private static JsonElement Of(JsonElement overview, string purpose) => overview.Items("purposes").Single(p => p.Text("purpose") == purpose);

    /// <summary>Nothing, of a length that nobody knows before: it is sent in chunks.</summary>
    private sealed class UnsizedStream : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
