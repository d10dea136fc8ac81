using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tests.System.Processes;

namespace Tests.System.Keys;

/// <summary>Everybody who works with customers of an embedded platform, by what becomes of the customers' keys.</summary>
internal sealed class Desk
{
    private readonly EmbeddedPlatform platform;
    private readonly AuthenticationHeaderValue bank;
    private readonly AuthenticationHeaderValue operations;

    private Desk(EmbeddedPlatform platform, AuthenticationHeaderValue bank, AuthenticationHeaderValue operations) =>
        (this.platform, this.bank, this.operations) = (platform, bank, operations);

    /// <summary>Opens it.</summary>
    public static async Task<Desk> Open(EmbeddedPlatform platform) => new(platform, await Client(platform, "frontend"), await Client(platform, "operator"));

    /// <summary>Makes a customer, and every use of the keys that a customer's life brings.</summary>
    public async Task UseEverything(string id)
    {
        var self = await Customer(id);
        await Send(HttpMethod.Put, id, string.Empty, bank, new { attributes = new { givenName = "Jana", city = "Brno", annualIncome = 42_000 } }, "servicing");
        await Send(HttpMethod.Post, id, "/transactions", bank, JsonNode.Parse(Made.Transactions(("t1", -12.5m), ("t2", 1000m))), "servicing");
        await Send(HttpMethod.Put, id, "/consents/personalised-offers", self, new { state = "given" });
        var offered = await Send(HttpMethod.Get, id, "/recommendations", bank, null, "personalised-offers");
        Assert.True((bool)offered!["personalised"]!);
        var feedback = new { offer = (string)offered["items"]![0]!["offer"]!, outcome = "clicked" };
        await Send(HttpMethod.Post, id, $"/recommendations/{(string)offered["decisionId"]!}/feedback", bank, feedback, "personalised-offers");
        await Send(HttpMethod.Get, id, "/consents/history", self);
        await Send(HttpMethod.Get, id, "/usage", self);
        var access = await Send(HttpMethod.Post, id, "/rights", self, new { right = "access", regime = "gdpr", details = "all of it" });
        await Send(HttpMethod.Get, id, $"/rights/{(string)access!["requestId"]!}/export", self);
    }

    /// <summary>Keeps a customer awake.</summary>
    public async Task Awake(string id) => Assert.Equal("Jana", (string?)(await Send(HttpMethod.Get, id, "/profile", bank, null, "servicing"))!["attributes"]!["givenName"]!["value"]);

    /// <summary>Has a customer's personal key replaced.</summary>
    public async Task Replace(string id) => await Send(HttpMethod.Post, id, "/keys/replace", operations);

    /// <summary>Erases a customer, to the end.</summary>
    public async Task Erase(string id)
    {
        var self = await Customer(id);
        var filed = await Send(HttpMethod.Post, id, "/rights", self, new { right = "erasure", regime = "gdpr" });
        await Until.True(
            async () => (string?)(await Send(HttpMethod.Get, id, $"/rights/{(string)filed!["requestId"]!}", self))!["status"] == "fulfilled", () => "an erasure that ends");
    }

    /// <summary>Calls the grains of a customer who is erased.</summary>
    public async Task AskForErased(string id)
    {
        var self = await Customer(id);
        Assert.Equal(HttpStatusCode.Gone, await Try(id, "/profile", self));
        Assert.Equal(HttpStatusCode.OK, await Try(id, "/rights", self));
    }

    private static Task<AuthenticationHeaderValue> Client(EmbeddedPlatform platform, string name) =>
        platform.Token(("grant_type", "client_credentials"), ("client_id", name), ("client_secret", "demo"));

    private Task<AuthenticationHeaderValue> Customer(string id) =>
        platform.Token(("grant_type", "password"), ("client_id", "demo-app"), ("username", id), ("password", "demo"));

    private async Task<HttpStatusCode> Try(string id, string path, AuthenticationHeaderValue who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/v1/customers/{id}{path}", UriKind.Relative));
        request.Headers.Authorization = who;
        using var answer = await platform.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<JsonNode?> Send(HttpMethod method, string id, string path, AuthenticationHeaderValue who, object? body = null, string? purpose = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/v1/customers/{id}{path}", UriKind.Relative));
        request.Headers.Authorization = who;
        if (purpose is not null)
        {
            request.Headers.Add("Processing-Purpose", purpose);
        }

        if (method != HttpMethod.Get)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("D"));
            request.Content = body is null ? null : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        using var answer = await platform.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
