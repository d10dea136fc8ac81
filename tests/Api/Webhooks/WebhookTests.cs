namespace Tests.Api.Webhooks;

/// <summary>Webhooks as an operator sees them. None is registered on the shared platform: it would be told of the other tests' customers.</summary>
[Collection(nameof(Platform))]
public sealed class WebhookTests(Platform platform)
{
    private static readonly string[] Erased = ["customer.erased"];

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://10.0.0.1/hooks")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://2130706433/")] // 127.0.0.1 as one number
    [InlineData("https://0x7f.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://metadata.google.internal/")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://bank.org/")]
    [InlineData("not an address")]
    public async Task An_address_that_may_lead_inside_is_refused(string url)
    {
        var answer = await platform.Operator.Post("/v1/webhooks", new { url, events = Erased });

        answer.Problem(422, "invalid-value");
        Assert.Equal("/url", answer.Pointers);
    }

    [Theory]
    [InlineData("""{"url":"https://bank.org/"}""", "/events")]
    [InlineData("""{"url":"https://bank.org/","events":[]}""", "/events")]
    [InlineData("""{"url":"https://bank.org/","events":["customer.erased","customer.erased"]}""", "/events/1")]
    [InlineData("""{"url":"https://bank.org/","events":["customer.born"]}""", "/events/0")]
    public async Task Events_are_those_of_the_closed_list_each_once(string body, string pointers)
    {
        var answer = await platform.Operator.Post("/v1/webhooks", body);

        answer.Problem(422, "invalid-value");
        Assert.Equal(pointers, answer.Pointers);
    }

    [Fact]
    public async Task A_webhook_that_is_not_there_is_not_found()
    {
        foreach (var id in (string[])["x", Guid.NewGuid().ToString(), Guid.Empty.ToString("N")])
        {
            (await platform.Operator.Delete($"/v1/webhooks/{id}")).Problem(404, "not-found");
            (await platform.Operator.Get($"/v1/webhooks/{id}/deliveries")).Problem(404, "not-found");
        }
    }

    [Fact]
    public async Task Nobody_but_an_operator_comes_near()
    {
        foreach (var caller in new[] { platform.Officer, platform.Auditor, platform.Frontend, platform.Customer(Platform.NewId()) })
        {
            (await caller.Get("/v1/webhooks")).Problem(403, "role-not-allowed");
            (await caller.Post("/v1/webhooks", new { url = "https://bank.org/", events = Erased })).Problem(403, "role-not-allowed");
        }
    }

    [Fact]
    public async Task An_idempotency_key_that_is_none_is_named() =>
        (await platform.Operator.With("Idempotency-Key", "again").Post("/v1/webhooks", new { url = "https://bank.org/", events = Erased })).Problem(422, "invalid-value");
}
