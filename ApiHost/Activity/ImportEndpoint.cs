using ApiHost.Access;
using Grains.Interfaces.Access;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;

namespace ApiHost.Activity;

/// <summary>The import: newline-delimited JSON in, newline-delimited JSON out, both streamed.</summary>
internal static class ImportEndpoint
{
    private const string Ndjson = "application/x-ndjson";
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(0.5);
    private static readonly Refusal NotNdjson = new(ProblemCode.UnsupportedMediaType, $"Send {Ndjson}.");
    private static readonly Refusal LineTooLarge = new(ProblemCode.TooLarge, "A line holds at most 1 MiB and 1,000 items.");
    private static readonly Refusal Stopping = new(ProblemCode.Unavailable, "The platform is stopping.");
    private static readonly Refusal BrokenOff = new(ProblemCode.MalformedRequest, "The request broke off in this line. Repeat the file.");

    /// <summary>Maps <c>/import</c> below <c>/v1</c>.</summary>
    /// <param name="v1">The group of all routes.</param>
    /// <returns>The route.</returns>
    public static RouteHandlerBuilder MapImport(this IEndpointRouteBuilder v1) => v1
        .MapPost("/import", Import)
        .WithName("import").WithTags("Activity")
        .WithSummary("Load customers, transactions and consents, streamed in both directions")
        .WithMetadata(new DisableRequestSizeLimitAttribute())
        .Accepts<string>(Ndjson)
        .Produces<string>(StatusCodes.Status200OK, Ndjson);

    private static async Task Import(HttpContext http, Customers customers, TimeProvider clock, IHostApplicationLifetime host, ILogger<Importer> log)
    {
        var calls = new ImportCalls(customers, http.Features.Get<Caller>()?.Token, http.Request.Headers["Processing-Purpose"]);
        await calls.Probe();
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals(Ndjson, StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException(NotNdjson);
        }

        AllowPauses(http);
        http.Response.ContentType = Ndjson;
        var answer = new ImportAnswer();
        using var importer = new Importer(calls.Send, answer.Error, log);
        var lines = new ImportLines(http.Request.BodyReader);
        var writing = answer.WriteTo(http.Response.BodyWriter, http.RequestAborted);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        try
        {
            await using (ending.Token.Register(() => importer.Stop(Stopping)))
            await using (clock.CreateTimer(_ => answer.Progress(importer.Counts), null, ProgressEvery, ProgressEvery))
            {
                await Feed(importer, lines, ending.Token);
            }

            answer.Summary(importer.Counts);
        }
        finally
        {
            answer.End();
            await writing;
        }

        await http.Response.CompleteAsync();
        if (importer.IsStopped && !ending.IsCancellationRequested)
        {
            await lines.Drain(http.RequestAborted);
        }
    }

    private static async Task Feed(Importer importer, ImportLines lines, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in lines.Read(cancellationToken))
            {
                await importer.Take(line.Number, line.IsTooLarge ? LineTooLarge : line.Utf8.IsEmpty ? default : ImportParser.Parse(line.Utf8), line.Utf8.Length);
                if (importer.IsStopped)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped: the lines that are not done are not sent any more.
        }
        catch (BadHttpRequestException)
        {
            await importer.Take(lines.Number + 1, BrokenOff, 0);
        }
        finally
        {
            await importer.Complete();
        }
    }

    /// <summary>The server's least data rates would cut off a file that is made while it is sent, and a client that sends before it reads.</summary>
    private static void AllowPauses(HttpContext http)
    {
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } incoming)
        {
            incoming.MinDataRate = null;
        }

        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } outgoing)
        {
            outgoing.MinDataRate = null;
        }
    }
}
