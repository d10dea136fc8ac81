using System.Text.Json;

namespace Tests.Api.Activity;

/// <summary>The import over HTTP.</summary>
[Collection(nameof(Platform))]
public sealed class ImportTests(Platform platform)
{
    [Fact]
    public async Task A_file_is_loaded_in_order_and_summed_up_and_its_repeat_changes_nothing()
    {
        var (one, two) = (Platform.NewId(), Platform.NewId());
        object[] file =
        [
            Customer(one, new { givenName = "Jana", holdings = new[] { "mortgage" } }),
            Customer(two, new { givenName = "Eva" }),
            Items(one, Transactions.Of("t-1"), Transactions.Of("t-2", 2)),
            Items(two, Transactions.Of("t-1"), Transactions.Of("bad", 1, 0)),
            Consent(one, "advice", "given", "2026-01-01T00:00:00Z"),
        ];

        var first = await platform.Frontend.Import(file);
        var again = await platform.Frontend.Import(file);

        Assert.Equal(("application/x-ndjson", "customers transactions duplicates rejected consents errors"), (first.Type, string.Join(' ', Summary(first).Members().Split(' ')[..6])));
        Assert.Equal("2 customers 3 transactions 0 duplicates 1 rejected 1 consents 0 errors", Sums(first));
        Assert.Equal("2 customers 0 transactions 4 duplicates 1 rejected 0 consents 0 errors", Sums(again));
        Assert.Equal(2, (await platform.Customer(one).Get($"/v1/customers/{one}/transactions")).Ok().Items("transactions").Length);
        (await platform.Advisor.For("advice").Get($"/v1/customers/{one}/profile")).Ok();
    }

    [Fact]
    public async Task A_customers_line_merges_and_never_writes_over_the_customer()
    {
        var id = await platform.NewCustomer(new { givenName = "Jana", city = "Brno" });
        (await platform.Customer(id).Patch($"/v1/customers/{id}/profile", new { attributes = new { city = "Ulm" } })).Ok();

        Assert.EndsWith("0 errors", Sums(await platform.Frontend.Import(Customer(id, new { city = "Praha", country = "CZ" }))), StringComparison.Ordinal);

        var held = (await platform.Frontend.Get($"/v1/customers/{id}/profile")).Ok().GetProperty("attributes");
        Assert.Equal(("Jana", "Ulm", "CZ"), (held.GetProperty("givenName").Text("value"), held.GetProperty("city").Text("value"), held.GetProperty("country").Text("value")));
    }

    [Fact]
    public async Task Each_bad_line_is_named_and_the_good_ones_count()
    {
        var id = Platform.NewId();
        var long10MB = "{\"customer\":{\"id\":\"" + id + "\",\"attributes\":{\"city\":\"" + new string('x', 10_000_000) + "\"}}}";

        var answer = await platform.Frontend.Import(
            Customer(id, new { givenName = "Jana" }),
            long10MB,
            """{"customer":{"id":"c-1","attr""",
            Customer(id, new { shoeSize = 41 }),
            Customer("a/b", new { }),
            Items(Platform.NewId(), Transactions.Of("t-1")),
            Items(id, [.. Enumerable.Repeat(new { }, 1001)]),
            Consent(id, "world-peace", "given", null),
            Consent(id, "advice", "perhaps", null),
            """{"customer":{},"consent":{}}""",
            """{"customer":{"id":7,"attributes":{}}}""",
            """[]""",
            "",
            """{"customer":{"id":"\ud800","attributes":{}}}""",
            Items(id, Transactions.Of("t-1")));

        Assert.Equal("1 customers 1 transactions 0 duplicates 0 rejected 0 consents 12 errors", Sums(answer));
        Assert.Equal(
            [
                "2 too-large", "3 malformed-request", "4 undeclared-attribute", "5 customer-unknown", "6 customer-unknown", "7 too-large", "8 unknown-purpose",
                "9 invalid-value", "10 malformed-request", "11 invalid-value", "12 malformed-request", "14 invalid-value",
            ],
            Lines(answer, "error").OrderBy(e => e.GetProperty("line").GetInt32()).Select(e => $"{e.GetProperty("line")} {e.Text("code")}"));
        Assert.All(Lines(answer, "error"), e => Assert.Equal("line code detail", string.Join(' ', e.Members().Split(' ')[..3])));
        Assert.Equal("givenName", (await platform.Frontend.Get($"/v1/customers/{id}/profile")).Ok().GetProperty("attributes").Members());
    }

    [Fact]
    public async Task A_consent_is_placed_by_when_it_was_expressed()
    {
        var id = await platform.NewCustomer();

        Assert.Equal("1 given", await Import("given", "2026-01-01T00:00:00Z"));
        Assert.Equal("1 withdrawn", await Import("withdrawn", "2026-03-01T00:00:00Z"));
        Assert.Equal("0 withdrawn", await Import("given", "2026-02-01T00:00:00Z"));
        Assert.Equal("0 withdrawn", await Import("given", "2026-03-01T00:00:00Z"));
        Assert.Equal("0 withdrawn", await Import("given", null));
        Assert.Equal("1 given", await Import("given", "2026-03-02T00:00:00Z"));
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state = "withdrawn" })).Ok();
        Assert.Equal("0 withdrawn", await Import("given", "2026-10-01T00:00:00Z"));

        var at = (await platform.Officer.Get($"/v1/customers/{id}/consents/history?at=2026-02-15T00:00:00Z")).Ok();
        Assert.Equal("given", at.Items("purposes").Single(p => p.Text("purpose") == "advice").Text("state"));

        async Task<string> Import(string state, string? at)
        {
            var summary = Summary(await platform.Frontend.Import(Consent(id, "advice", state, at)));
            Assert.Equal((0, 1), (summary.GetProperty("errors").GetInt32(), summary.GetProperty("consents").GetInt32() + summary.GetProperty("duplicates").GetInt32()));
            var now = (await platform.Officer.Get($"/v1/customers/{id}/consents")).Ok().Items("purposes").Single(p => p.Text("purpose") == "advice");
            return $"{summary.GetProperty("consents")} {now.Text("state")}";
        }
    }

    [Fact]
    public async Task A_consent_of_the_future_is_refused()
    {
        var id = await platform.NewCustomer();

        var answer = await platform.Frontend.Import(Consent(id, "advice", "given", "9999-01-01T00:00:00Z"));

        Assert.Equal("/consent/at", Lines(answer, "error").Single().Items("errors").Single().Text("pointer"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\r\n")]
    public async Task An_empty_file_is_a_file(string file)
    {
        var answer = await platform.Frontend.Send(HttpMethod.Post, "/v1/import", ApiClient.Body(file, "application/x-ndjson; charset=utf-8"));

        Assert.Equal("0 customers 0 transactions 0 duplicates 0 rejected 0 consents 0 errors", Sums(answer));
    }

    private static object Customer(string id, object attributes) => new { customer = new { id, attributes } };

    private static object Items(string customerId, params object[] items) => new { transactions = new { customerId, items } };

    private static object Consent(string customerId, string purpose, string state, string? at) =>
        new { consent = new { customerId, purpose, state, method = "branch-form", at } };

    private static JsonElement[] Lines(Answer answer, string kind) =>
    [
        .. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Where(line => line.TryGetProperty(kind, out _)).Select(line => line.GetProperty(kind)),
    ];

    private static JsonElement Summary(Answer answer)
    {
        Assert.Equal(200, answer.Status);
        Assert.Contains("\"summary\"", answer.Text.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        return Lines(answer, "summary").Single();
    }

    private static string Sums(Answer answer) =>
        string.Join(' ', Summary(answer).EnumerateObject().Take(6).Select(member => $"{member.Value} {member.Name}"));
}
