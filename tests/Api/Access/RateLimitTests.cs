namespace Tests.Api.Access;

/// <summary>The limits on what one caller and one customer may ask in a second.</summary>
public sealed class RateLimitTests
{
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
        Assert.All(refused, answer => Assert.NotEmpty(answer.Problem(429, "rate-limited").Text("detail")!));
        Assert.All(refused, answer => Assert.True(int.Parse(answer.Header("Retry-After")!) >= 1));
        (await (await callers.Client("officer")).Get("/v1/catalog/purposes")).Ok();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(200, (await frontend.Get("/health/live")).Status);
        }
    }

    [Fact]
    public async Task Beyond_the_limit_a_customer_is_left_alone_by_everybody_and_other_customers_are_not()
    {
        using var folder = new TemporaryFolder();
        await using var process = await PlatformProcess.Start(folder.Below("data"), 0, ("RateLimits__PerCustomer", "4"));
        var frontend = (await new Callers(process.Http).Client("frontend")).For("servicing");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => frontend.Get("/v1/customers/c-1/profile")));

        Assert.Contains(answers, answer => answer.Code == "rate-limited");
        (await frontend.Get("/v1/customers/c-2/profile")).Problem(404, "customer-unknown");
    }
}
