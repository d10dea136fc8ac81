using Tests.Api.Activity;

namespace Tests.Api.Operations;

/// <summary>A restart keeps everything that was acknowledged, after Ctrl+C and after a kill.</summary>
public sealed class RestartTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_is_there_again_and_a_repeat_is_still_a_repeat(bool gently)
    {
        using var folder = new TemporaryFolder();
        var (key, port) = (Guid.NewGuid(), PlatformProcess.FreePort());
        var body = new { attributes = new { givenName = "Jana" } };
        string token, before;
        Answer made;
        await using (var process = await PlatformProcess.Start(folder.Below("data"), port))
        {
            var callers = new Callers(process.Http);
            var (frontend, customer) = ((await callers.Client("frontend")).For("servicing"), await callers.Customer("c-1"));
            made = await frontend.Once(key).Put("/v1/customers/c-1", body);
            (await customer.Put("/v1/customers/c-1/consents/personalised-offers", new { state = "given" })).Ok();
            (await customer.Patch("/v1/customers/c-1/profile", new { attributes = new { city = "Ulm" } })).Ok();
            (await frontend.Post("/v1/customers/c-1/transactions", new { transactions = new[] { Transactions.Of("t-1") } })).Ok();
            var decision = (await customer.Get("/v1/customers/c-1/recommendations")).Ok();
            (await customer.Post($"/v1/customers/c-1/recommendations/{decision.Text("decisionId")}/feedback", new { offer = decision.Items("items")[0].Text("offer"), outcome = "dismissed" })).Ok(204);
            before = await State(customer);
            token = customer.Token!;
            if (gently)
            {
                Assert.Equal(0, await process.Interrupt());
                Assert.Empty(Directory.GetFiles(folder.Below("data"), "*-wal"));
            }
            else
            {
                await process.Kill();
            }
        }

        await using var again = await PlatformProcess.Start(folder.Below("data"), port);
        var old = new ApiClient(again.Http, token);
        var later = (await new Callers(again.Http).Client("frontend")).For("servicing");

        Assert.Equal(before, await State(old));
        var repeat = await later.Once(key).Put("/v1/customers/c-1", body);
        Assert.Equal((201, made.Text), (repeat.Status, repeat.Text));
        (await later.Once(key).Put("/v1/customers/c-1", new { attributes = new { } })).Problem(422, "idempotency-key-reused");
        Assert.Equal("0 accepted, 1 duplicates", (await later.Post("/v1/customers/c-1/transactions", new { transactions = new[] { Transactions.Of("t-1") } })).Outcome());
        Assert.Equal(before, await State(old));
    }

    private static async Task<string> State(ApiClient customer)
    {
        string[] paths = ["profile", "transactions", "consents", "consents/history"];
        var texts = new List<string> { (await customer.Get("/v1/customers/c-1/recommendations?limit=50")).Ok().GetProperty("items").GetRawText() };
        foreach (var path in paths)
        {
            texts.Add((await customer.Get($"/v1/customers/c-1/{path}")).Ok().GetRawText());
        }

        return string.Join('\n', texts);
    }
}
