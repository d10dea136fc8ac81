using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tests.Api.Webhooks;

/// <summary>One message as it came in.</summary>
public sealed record Received(string Path, string Id, string Timestamp, string Signature, string? Type, string Body, bool IsTraced);

/// <summary>A real receiver on loopback: what it answers is the test's to say.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<Received> messages = Channel.CreateUnbounded<Received>();

    private Receiver(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    /// <summary>What a path answers; by default 204.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new();

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.Take);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>The next message; waits for it.</summary>
    public async Task<Received> Next()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await messages.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Whether nothing more has come.</summary>
    public bool IsQuiet => !messages.Reader.TryPeek(out _);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers;
        await messages.Writer.WriteAsync(new Received(
            http.Request.Path, headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), http.Request.ContentType, await body.ReadToEndAsync(),
            headers.ContainsKey("traceparent")));
        http.Response.StatusCode = 204;
        await (Answers.TryGetValue(http.Request.Path, out var answer) ? answer(http) : Task.CompletedTask);
    }
}
