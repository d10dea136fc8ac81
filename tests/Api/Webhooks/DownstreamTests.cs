using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tests.Api.Webhooks;

/// <summary>Real processors on loopback, told by a real process that is killed on the way.</summary>
public sealed class DownstreamTests : IAsyncLifetime
{
    private static readonly (string Name, string Value)[] Settings =
    [
        ("Webhooks__AllowLoopback", "true"), ("Webhooks__Timeout", "00:00:02"), ("Webhooks__Retries__0", "00:00:01"), ("Webhooks__Retries__1", "00:00:01"), ("Due__Period", "00:00:01"),
    ];

    private readonly TemporaryFolder folder = new();
    private Receiver receiver = null!;
    private PlatformProcess process = null!;
    private Callers callers = null!;

    public async Task InitializeAsync()
    {
        receiver = await Receiver.Start();
        await StartAgain();
    }

    public async Task DisposeAsync()
    {
        await process.DisposeAsync();
        await receiver.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_webhook_is_registered_once_and_its_secrets_are_shown_once()
    {
        var (caller, key) = ((await Operator()).Once(Guid.NewGuid()), Guid.NewGuid());
        var answer = await caller.Post("/v1/webhooks", new { url = $"{receiver.Url}/a", events = new[] { "customer.erased" } });
        var registered = answer.Ok(201);
        Assert.Equal("id url events createdAt secret identifierKey", registered.Members());
        Assert.StartsWith("whsec_", registered.Text("secret"), StringComparison.Ordinal);
        Assert.Equal($"/v1/webhooks/{registered.Text("id")}", answer.Header("Location"));

        Assert.Equal(answer.Text, (await caller.Post("/v1/webhooks", new { url = $"{receiver.Url}/a", events = new[] { "customer.erased" } })).Text);
        (await caller.Post("/v1/webhooks", new { url = $"{receiver.Url}/b", events = new[] { "customer.erased" } })).Problem(422, "idempotency-key-reused");
        var listed = await caller.Get("/v1/webhooks");
        Assert.Equal("id url events createdAt", listed.Ok().Items("webhooks").Single().Members());
        Assert.DoesNotContain("whsec_", listed.Text, StringComparison.Ordinal);

        (await caller.Once(key).Delete($"/v1/webhooks/{registered.Text("id")}")).Ok(204);
        (await caller.Once(key).Delete($"/v1/webhooks/{registered.Text("id")}")).Ok(204);
        (await caller.Once(Guid.NewGuid()).Delete($"/v1/webhooks/{registered.Text("id")}")).Problem(404, "not-found");
        Assert.Empty((await caller.Get("/v1/webhooks")).Ok().Items("webhooks"));
    }

    [Fact]
    public async Task A_processor_is_told_in_its_own_words_and_the_request_is_fulfilled_when_it_has_acknowledged()
    {
        var webhook = await Register("/told");
        var id = Platform.NewId();
        var requestId = await Erase(id);
        var message = await receiver.Next();

        Assert.Equal("application/cloudevents+json", message.Type);
        var secret = Convert.FromBase64String(webhook.Text("secret")!["whsec_".Length..]);
        var mac = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{message.Id}.{message.Timestamp}.{message.Body}"));
        Assert.Equal($"v1,{Convert.ToBase64String(mac)}", message.Signature);
        var told = JsonSerializer.Deserialize<JsonElement>(message.Body);
        Assert.Equal(("1.0", message.Id, "customer.erased"), (told.Text("specversion"), told.Text("id"), told.Text("type")));
        Assert.Equal(Base64Url.EncodeToString(HMACSHA256.HashData(Convert.FromBase64String(webhook.Text("identifierKey")!), Encoding.UTF8.GetBytes(id))), told.Text("subject"));
        Assert.Equal((requestId, "erasure"), (told.GetProperty("data").Text("requestId"), told.GetProperty("data").Text("right")));
        Assert.DoesNotContain(id, message.Body, StringComparison.Ordinal);
        Assert.False(message.IsTraced);

        var done = await Until(id, requestId, "fulfilled");
        Assert.Equal("downstream", done.Items("steps").Last().Text("step"));
        Assert.Equal((webhook.Text("id"), "acknowledged"), (done.Items("processors").Single().Text("webhookId"), done.Items("processors").Single().Text("state")));
        var delivery = (await (await Operator()).Get($"/v1/webhooks/{webhook.Text("id")}/deliveries?limit=1")).Ok().Items("deliveries").Single();
        Assert.Equal("id event status attempts createdAt lastAttemptAt lastStatus nextAttemptAt", delivery.Members());
        Assert.Equal((message.Id, "acknowledged", 1, 204), (delivery.Text("id"), delivery.Text("status"), delivery.GetProperty("attempts").GetInt32(), delivery.GetProperty("lastStatus").GetInt32()));
    }

    [Fact]
    public async Task A_process_that_is_killed_between_sending_and_recording_sends_it_again_under_the_same_id()
    {
        var hold = new TaskCompletionSource();
        receiver.Answers["/killed"] = _ => hold.Task;
        await Register("/killed");
        var id = Platform.NewId();
        var requestId = await Erase(id);
        var first = await receiver.Next();
        await process.Kill();
        await process.DisposeAsync();
        hold.SetResult();
        receiver.Answers.Clear();

        await StartAgain();

        Assert.Equal((first.Id, first.Body), await receiver.Next() is var second ? (second.Id, second.Body) : default);
        await Until(id, requestId, "fulfilled");
    }

    [Fact]
    public async Task A_redirect_is_not_followed_a_hang_ends_and_one_that_is_gone_is_disabled()
    {
        receiver.Answers["/redirects"] = http =>
        {
            http.Response.Redirect($"{receiver.Url}/elsewhere");
            return Task.CompletedTask;
        };
        receiver.Answers["/hangs"] = static http => Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        receiver.Answers["/gone"] = static http =>
        {
            http.Response.StatusCode = 410;
            return Task.CompletedTask;
        };
        foreach (var path in (string[])["/redirects", "/hangs", "/gone"])
        {
            await Register(path);
        }

        var id = Platform.NewId();
        var requestId = await Erase(id);
        var request = await Until(id, requestId, null, static r => r.TryGetProperty("processors", out _) && r.Items("processors").All(static p => p.Text("state") == "dead"));

        Assert.Equal("in-progress", request.Text("status"));
        var paths = new List<string>();
        while (!receiver.IsQuiet)
        {
            paths.Add((await receiver.Next()).Path);
        }

        Assert.Equal((3, 3, 1, 7), (paths.Count(static p => p == "/redirects"), paths.Count(static p => p == "/hangs"), paths.Count(static p => p == "/gone"), paths.Count));
        Assert.Single((await (await Operator()).Get("/v1/webhooks")).Ok().Items("webhooks"), static w => w.TryGetProperty("disabledAt", out _));
        var officer = await callers.Client("officer");
        Assert.Equal("fulfilled", (await officer.Post($"/v1/customers/{id}/rights/{requestId}/sign-off", new { reason = "processor-unresponsive" })).Ok().Text("status"));
    }

    private async Task StartAgain()
    {
        process = await PlatformProcess.Start(folder.Below("data"), 0, Settings);
        callers = new Callers(process.Http);
    }

    private Task<ApiClient> Operator() => callers.Client("operator");

    private async Task<JsonElement> Register(string path) =>
        (await (await Operator()).Post("/v1/webhooks", new { url = receiver.Url + path, events = new[] { "customer.erased" } })).Ok(201);

    private async Task<string> Erase(string id)
    {
        (await (await callers.Client("frontend")).For("servicing").Put($"/v1/customers/{id}", new { attributes = new { givenName = "Jana" } })).Ok(201);
        return (await (await callers.Customer(id)).Post($"/v1/customers/{id}/rights", new { right = "erasure", regime = "gdpr" })).Ok(202).Text("requestId")!;
    }

    private async Task<JsonElement> Until(string id, string requestId, string? status, Func<JsonElement, bool>? isSo = null)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (await tick.WaitForNextTickAsync(patience.Token))
        {
            var request = (await (await callers.Client("officer")).Get($"/v1/customers/{id}/rights/{requestId}")).Ok();
            if (isSo?.Invoke(request) ?? request.Text("status") == status)
            {
                return request;
            }
        }

        throw new TimeoutException();
    }
}
