using System.Net;
using ApiHost.Access;
using ApiHost.Hosting;
using ApiHost.Operations;
using Grains.Interfaces.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tests.Api.Access;

/// <summary>The limits on what one caller and one customer may ask in a second.</summary>
public sealed class RateLimitTests
{
    private static readonly Pseudonyms Pseudonyms = new(new byte[CustomerId.MinSecretBytes]);

    [Fact]
    public async Task Beyond_the_limit_a_caller_waits_and_others_do_not()
    {
        using var folder = new TemporaryFolder();
        await using var process = await PlatformProcess.Start(folder.Below("data"), 0, ("RateLimits__PerCaller", "5"));
        var callers = new Callers(process.Http);
        var frontend = await callers.Client("frontend");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => frontend.Get("/v1/catalog/purposes")));

        var refused = answers.Where(answer => answer.Status != 200).ToList();
        Assert.NotEmpty(refused);
        Assert.Contains(answers, answer => answer.Status == 200);
        Assert.All(refused, IsRateLimited);
        (await (await callers.Client("officer")).Get("/v1/catalog/purposes")).Ok();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(200, (await frontend.Get("/health/live")).Status);
            Assert.Equal(200, (await frontend.Get("/health/ready")).Status);
        }
    }

    [Fact]
    public async Task Beyond_the_limit_a_customer_is_left_alone_by_everybody_and_other_customers_are_not()
    {
        using var folder = new TemporaryFolder();
        await using var process = await PlatformProcess.Start(folder.Below("data"), 0, ("RateLimits__PerCustomer", "4"));
        var callers = new Callers(process.Http);
        ApiClient[] everybody = [(await callers.Client("frontend")).For("servicing"), await callers.Customer("c-1"), await callers.Client("officer"), await callers.Client("auditor")];

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => everybody[i % everybody.Length].Get("/v1/customers/c-1/profile")));

        Assert.All(answers.Where(answer => answer.Code == "rate-limited"), IsRateLimited);
        Assert.InRange(answers.Count(answer => answer.Code == "rate-limited"), 1, 36);
        (await everybody[0].Get("/v1/customers/c-2/profile")).Problem(404, "customer-unknown");
    }

    [Fact]
    public async Task Who_guesses_at_certificates_without_a_token_uses_up_no_customers_limit()
    {
        using var folder = new TemporaryFolder();
        await using var process = await PlatformProcess.Start(folder.Below("data"), 0, ("RateLimits__PerCustomer", "2"));
        var customer = await new Callers(process.Http).Customer("c-1");
        var guess = new Uri($"/v1/customers/c-1/rights/{Guid.NewGuid()}/certificate?code=guessed", UriKind.Relative);

        var guesses = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            using var answer = await process.Http.GetAsync(guess);
            return answer.StatusCode;
        }));
        var own = await customer.Get("/v1/customers/c-1/profile");

        Assert.Contains(HttpStatusCode.TooManyRequests, guesses);
        own.Problem(404, "customer-unknown");
    }

    [Theory]
    [InlineData(false, null, null, 5_000, 100)]
    [InlineData(true, null, null, 0, 0)]
    [InlineData(false, "0", "7", 0, 7)]
    [InlineData(true, "9", null, 9, 0)]
    [InlineData(false, null, "0", 5_000, 0)]
    [InlineData(false, "1000000", "1000000", 1_000_000, 1_000_000)]
    public void The_limits_are_the_contracts_unless_the_configuration_says_otherwise(bool isDevelopment, string? caller, string? customer, int perCaller, int perCustomer)
    {
        var options = RateLimitOptions.Of(Configuration(caller, customer), isDevelopment);

        Assert.Equal((perCaller, perCustomer), (options.PerCaller, options.PerCustomer));
    }

    [Theory]
    [InlineData("-1", null)]
    [InlineData(null, "1000001")]
    [InlineData("a lot", null)]
    [InlineData(null, "")]
    [InlineData("99999999999", null)]
    public void A_limit_that_is_none_refuses_the_start(string? caller, string? customer)
    {
        Assert.Contains("RateLimits:PerCaller", Assert.Throws<StartException>(() => RateLimitOptions.Of(Configuration(caller, customer), isDevelopment: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_production_a_customer_is_asked_about_a_hundred_times_and_health_as_often_as_one_likes()
    {
        await using var app = await Start("Production");
        using var http = app.GetTestClient();
        var refused = 0;
        for (var i = 0; i < 1_000; i++)
        {
            using var answer = await http.GetAsync(new Uri("/v1/customers/c-1", UriKind.Relative));
            refused += answer.StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0;
            Assert.True(i >= 100 || refused == 0, $"refused at {i}");
            using var health = await http.GetAsync(new Uri("/health/live", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }

        Assert.True(refused > 0);
    }

    [Fact]
    public async Task A_customer_who_asks_for_another_uses_up_their_own_limit_and_not_the_others()
    {
        await using var app = await Start("Production", Pseudonyms.Of("curious"));
        using var curious = app.GetTestClient();
        var refused = 0;
        for (var i = 0; i < 300; i++)
        {
            using var answer = await curious.GetAsync(new Uri("/v1/customers/victim", UriKind.Relative));
            refused += answer.StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0;
        }

        Assert.True(refused > 0);
        using var bank = app.GetTestClient();
        bank.DefaultRequestHeaders.Add("Processing-Purpose", "servicing");
        using var served = await bank.GetAsync(new Uri("/v1/customers/victim", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
    }

    [Fact]
    public async Task In_development_nobody_waits()
    {
        await using var app = await Start("Development");
        using var http = app.GetTestClient();
        for (var i = 0; i < 1_000; i++)
        {
            using var answer = await http.GetAsync(new Uri("/v1/customers/c-1", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static void IsRateLimited(Answer answer)
    {
        answer.Problem(429, "rate-limited");
        Assert.Matches("^[1-9][0-9]*$", answer.Header("Retry-After")!);
    }

    private static IConfiguration Configuration(string? caller, string? customer) => new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["RateLimits:PerCaller"] = caller, ["RateLimits:PerCustomer"] = customer }.Where(s => s.Value is not null)).Build();

    /// <summary>The limits in front of an endpoint that costs nothing, with a caller who was let in.</summary>
    private static async Task<WebApplication> Start(string environment, CustomerId? self = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddHealthChecks();
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton(Pseudonyms);
        var hasLimits = builder.AddRateLimits();
        var app = builder.Build();
        app.Use((http, next) =>
        {
            var isBank = self is null || http.Request.Headers.ContainsKey("Processing-Purpose");
            http.Features.Set(new Caller("token", new VerifiedToken
            {
                Role = isBank ? Role.Frontend : Role.Customer, Subject = "somebody", ClientId = "app", Customer = isBank ? null : self, ExpiresAt = DateTimeOffset.MaxValue,
            }));
            return next(http);
        });
        app.UseRouting();
        if (hasLimits)
        {
            app.UseRateLimiter();
        }

        app.MapHealth();
        app.MapGet("/v1/customers/{id}", (string id) => id);
        await app.StartAsync();
        return app;
    }
}
