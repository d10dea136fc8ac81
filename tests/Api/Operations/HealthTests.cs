namespace Tests.Api.Operations;

/// <summary>Health and documentation: open to anybody.</summary>
[Collection(nameof(Platform))]
public sealed class HealthTests(Platform platform)
{
    [Theory]
    [InlineData("/health/live", "text/plain")]
    [InlineData("/health/ready", "text/plain")]
    [InlineData("/.well-known/openid-configuration", "application/json")]
    [InlineData("/openapi/v1.json", "application/json")]
    [InlineData("/docs/", "text/html")]
    public async Task It_is_there_without_a_token_and_with_a_bad_one(string path, string type)
    {
        foreach (var caller in (ApiClient[])[platform.Anonymous, platform.Anonymous.With("Authorization", "Bearer x")])
        {
            var answer = await caller.Get(path);
            Assert.Equal((200, type), (answer.Status, answer.Type));
        }
    }

    [Fact]
    public async Task The_browsable_document_needs_nothing_from_elsewhere()
    {
        var page = (await platform.Anonymous.Get("/docs/")).Text;

        Assert.Contains("ProfilePlatform", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://cdn", page, StringComparison.Ordinal);
        Assert.DoesNotContain("fonts.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_is_the_operators_alone()
    {
        (await platform.Anonymous.Get("/dashboard")).Problem(401, "token-missing");
        (await platform.Officer.Get("/dashboard/DashboardCounters")).Problem(403, "role-not-allowed");
        Assert.Equal(200, (await platform.Operator.Get("/dashboard/version")).Status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1")]
    [InlineData("/v1/customers")]
    [InlineData("/v1/customers/c-1/shoes")]
    [InlineData("/v1/customers/c-1/rites")]
    [InlineData("/v2/catalog/offers")]
    [InlineData("/metrics")]
    public async Task What_is_not_there_says_so_to_callers_only(string path)
    {
        (await platform.Anonymous.Get(path)).Problem(401, "token-missing");
        (await platform.Frontend.Get(path)).Problem(404, "not-found");
    }
}
