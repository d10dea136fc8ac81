using System.Collections.Immutable;
using ApiHost;
using Grains.Interfaces.Personalization;

namespace Tests.Benchmarks.Rivals;

/// <summary>The least that an HTTP server can do: one anonymous endpoint that writes a recommendation which is always the same.</summary>
internal static class BareEndpoint
{
    /// <summary>Runs <c>bare URL</c> until it is stopped.</summary>
    public static async Task<int> Run(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        await using var app = builder.Build();
        app.MapGet("/", static () => Results.Ok(Answer));
        await app.RunAsync();
        return 0;
    }

    /// <summary>As long as a real one: three offers with three reasons each.</summary>
    private static readonly Recommendations Answer = new(
        "AQHInd4EAHKvuMh10l3e3rsipDRn0bXQ-bWs0d4-dlMwuHZEOKeiWFE", true, "consent-given", "2026-11-01",
        [.. Enumerable.Range(1, 3).Select(static place => new RecommendedOffer(
            $"instant-access-savings-{place}", "A savings account you can draw on any day", -1.2345678901234567, 1, false, Reasons))]);

    private static ImmutableArray<OfferReason> Reasons =>
    [
        new("savings-rate", "You put aside a larger part of what comes in than average", 0.12345678901234568),
        new("balance", "Your balance is above our customers' average", 0.2345678901234568),
        new("other", "Everything else that we know of you", -0.023456789012345678),
    ];
}
