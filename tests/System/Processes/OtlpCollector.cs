using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.AspNetCore.Http;

namespace Tests.System.Processes;

/// <summary>An OpenTelemetry collector (OTLP over HTTP, protobuf) that keeps the bytes it is sent.</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> received = new();
    private readonly WebApplication app;

    private OtlpCollector(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>Every body received so far: traces and metrics.</summary>
    public IReadOnlyCollection<byte[]> Bodies => [.. received.Select(r => r.Body)];

    public static async Task<OtlpCollector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new OtlpCollector(app);
        app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            collector.received.Enqueue((signal, body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        });
        await app.StartAsync();
        return collector;
    }

    public bool Holds(string text)
    {
        var sought = global::System.Text.Encoding.UTF8.GetBytes(text);
        return received.Any(r => r.Body.AsSpan().IndexOf(sought) >= 0);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
