using System.Text.Json;

namespace Tests.Api.Access;

/// <summary>The same key with the same body is done once and answered alike, on every route that changes something.</summary>
[Collection(nameof(Platform))]
public sealed class IdempotencyTests(Platform platform)
{
    private static readonly Dictionary<string, Func<Platform, string, Mutation>> Routes = new()
    {
        ["putCustomer"] = (p, id) => new(p.Frontend, "PUT", $"{id}", new { attributes = new { givenName = "Eva" } }, new { attributes = new { givenName = "Ida" } }),
        ["patchProfile"] = (p, id) => new(p.Customer(id), "PATCH", $"{id}/profile", new { attributes = new { city = "Brno" } }, new { attributes = new { city = "Ulm" } }),
        ["postTransactions"] = (p, id) => new(p.Frontend, "POST", $"{id}/transactions", new { transactions = new[] { Transaction("i-1") } }, new { transactions = new[] { Transaction("i-2") } }),
        ["patchTransaction"] = (p, id) => new(p.Customer(id), "PATCH", $"{id}/transactions/t-1", new { category = "travel" }, new { category = "health" }),
        ["putConsent"] = (p, id) => new(p.Customer(id), "PUT", $"{id}/consents/advice", new { state = "given" }, new { state = "refused" }),
        ["withdrawAllConsents"] = (p, id) => new(p.Customer(id), "POST", $"{id}/consents/withdraw-all", null, null),
        ["deleteTransaction"] = (p, id) => new(p.Frontend, "DELETE", $"{id}/transactions/t-1", null, null),
        ["postFeedback"] = (p, id) => new(p.Customer(id), "POST", $"{id}/recommendations/{Decision(p, id)}/feedback", new { offer = "mobile-wallet", outcome = "clicked" }, new { offer = "mobile-wallet", outcome = "viewed" }),
    };

    public static TheoryData<string> Names => [.. Routes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_repeat_is_answered_like_the_first_and_done_once(string route)
    {
        var (id, mutation) = await Prepare(route);
        var once = mutation.Caller.Once(Guid.NewGuid());

        var first = await mutation.Send(once, mutation.Body);
        var state = await State(id);
        var again = await mutation.Send(once, mutation.Body);

        Assert.InRange(first.Status, 200, 204);
        Assert.Equal((first.Status, first.Text, first.Header("ETag")), (again.Status, again.Text, again.Header("ETag")));
        Assert.Equal(state, await State(id));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Another_body_under_the_key_is_refused_and_another_callers_key_is_another(string route)
    {
        var (id, mutation) = await Prepare(route);
        var key = Guid.NewGuid();
        Assert.InRange((await mutation.Send(mutation.Caller.Once(key), mutation.Body)).Status, 200, 204);
        var state = await State(id);

        if (mutation.OtherBody is not null)
        {
            (await mutation.Send(mutation.Caller.Once(key), mutation.OtherBody)).Problem(422, "idempotency-key-reused");
        }

        (await mutation.Caller.Once(key).Put($"/v1/customers/{id}/consents/advice", new { state = "withdrawn", method = "phone" })).Problem(422, "idempotency-key-reused");
        Assert.Equal(state, await State(id));
        var other = platform.Customer(id).Token == mutation.Caller.Token ? platform.Frontend : platform.Customer(id);
        (await other.Once(key).Put($"/v1/customers/{id}/consents/advice", new { state = "refused", method = "branch-form" })).Ok();
    }

    [Fact]
    public async Task The_repeat_of_a_creation_is_201_again_though_the_profile_has_moved_on()
    {
        var (id, once) = (Platform.NewId(), platform.Frontend.Once(Guid.NewGuid()));
        var body = new { attributes = new { givenName = "Jana" } };
        var first = await once.Put($"/v1/customers/{id}", body);
        (await platform.Customer(id).Patch($"/v1/customers/{id}/profile", new { attributes = new { city = "Ulm" } })).Ok();

        var again = await once.Put($"/v1/customers/{id}", body);

        Assert.Equal((201, first.Text, first.Header("Location")), (again.Status, again.Text, again.Header("Location")));
        Assert.Equal("\"2\"", (await platform.Customer(id).Get($"/v1/customers/{id}/profile")).Header("ETag"));
    }

    [Fact]
    public async Task A_key_belongs_to_its_customer()
    {
        var (one, two) = (await platform.NewCustomer(), await platform.NewCustomer());
        var once = platform.Frontend.Once(Guid.NewGuid());

        (await once.Put($"/v1/customers/{one}", new { attributes = new { givenName = "Eva" } })).Ok();
        (await once.Put($"/v1/customers/{two}", new { attributes = new { givenName = "Ida" } })).Ok();
    }

    [Theory]
    [InlineData("7")]
    [InlineData("{3f2504e0-4f89-11d3-9a0c-0305e82c3301}")]
    [InlineData("3f2504e04f8911d39a0c0305e82c3301")]
    public async Task A_key_that_is_no_UUID_is_refused_before_anything_is_done(string key)
    {
        var id = await platform.NewCustomer();

        var answer = await platform.Frontend.With("Idempotency-Key", key).Put($"/v1/customers/{id}", new { attributes = new { givenName = "Eva" } });

        answer.Problem(422, "invalid-value");
        Assert.Equal("Idempotency-Key", answer.Pointers);
        Assert.Equal("\"1\"", (await platform.Frontend.Get($"/v1/customers/{id}/profile")).Header("ETag"));
    }

    [Fact]
    public async Task Two_keys_are_none()
    {
        var id = await platform.NewCustomer();
        var twice = platform.Frontend.With("Idempotency-Key", Guid.NewGuid().ToString()).With("Idempotency-Key", Guid.NewGuid().ToString());

        (await twice.Put($"/v1/customers/{id}", new { attributes = new { } })).Problem(422, "invalid-value");
    }

    [Fact]
    public async Task A_refused_call_leaves_its_key_free()
    {
        var id = await platform.NewCustomer();
        var once = platform.Frontend.Once(Guid.NewGuid());

        (await once.Put($"/v1/customers/{id}", new { attributes = new { shoeSize = 41 } })).Problem(422, "undeclared-attribute");
        (await once.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Eva" } })).Ok();
    }

    [Fact]
    public async Task Ten_at_once_with_one_key_are_one()
    {
        var id = await platform.NewCustomer();
        var once = platform.Frontend.Once(Guid.NewGuid());
        var body = new { transactions = new[] { Transaction("t-9") } };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => once.Post($"/v1/customers/{id}/transactions", body)));

        Assert.All(answers, answer => Assert.Equal(1, answer.Ok().GetProperty("accepted").GetInt32()));
    }

    private static object Transaction(string id) =>
        new { id, accountId = "a-1", bookedAt = DateTimeOffset.UtcNow.AddDays(-1).ToString("O"), amount = -7.5, currency = "EUR", counterparty = "Corner Shop" };

    private static string Decision(Platform p, string id) =>
        p.Customer(id).Get($"/v1/customers/{id}/recommendations?limit=50").Result.Ok().Text("decisionId")!;

    private async Task<(string Id, Mutation Mutation)> Prepare(string route)
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        (await platform.Frontend.Post($"/v1/customers/{id}/transactions", new { transactions = new[] { Transaction("t-1") } })).Ok();
        return (id, Routes[route](platform, id));
    }

    /// <summary>All that a customer can see of themselves.</summary>
    private async Task<string> State(string id)
    {
        var customer = platform.Customer(id);
        var profile = await customer.Get($"/v1/customers/{id}/profile");
        var transactions = await customer.Get($"/v1/customers/{id}/transactions");
        var consents = await customer.Get($"/v1/customers/{id}/consents/history");
        var offers = (await customer.Get($"/v1/customers/{id}/recommendations?limit=50")).Ok().GetProperty("items");
        return string.Join('\n', profile.Text, transactions.Text, consents.Text, offers.GetRawText());
    }

    private sealed record Mutation(ApiClient Caller, string Method, string Path, object? Body, object? OtherBody)
    {
        public Task<Answer> Send(ApiClient caller, object? body) => caller.Send(
            new HttpMethod(Method), $"/v1/customers/{Path}",
            body is null ? null : ApiClient.Body(body, Path.EndsWith("/profile", StringComparison.Ordinal) ? "application/merge-patch+json" : "application/json"));
    }
}
