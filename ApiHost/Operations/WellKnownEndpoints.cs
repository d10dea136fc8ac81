using Grains.Interfaces.Keys;

namespace ApiHost.Operations;

/// <summary>What anyone may read of the platform (RFC 8615): the keys that verify what it signs, and that it honours Global Privacy Control.</summary>
internal static class WellKnownEndpoints
{
    /// <summary>How long the keys may be kept by whoever fetched them: a new one signs nothing before it is known everywhere.</summary>
    private static readonly string Cacheable = $"public, max-age={(int)TimeSpan.FromMinutes(5).TotalSeconds}";

    /// <summary>Support as it stands, and since when (https://www.w3.org/TR/gpc/, section 4).</summary>
    private static readonly PrivacyControlSupport Support = new(true, new DateOnly(2026, 11, 24));

    /// <summary>Maps them, open to anyone.</summary>
    /// <param name="app">The application.</param>
    public static void MapWellKnown(this WebApplication app)
    {
        var wellKnown = app.MapGroup("/.well-known").AllowAnonymous();
        wellKnown.MapGet("/jwks.json", Keys).WithName("getKeys").WithSummary("The keys that verify receipts, certificates and checkpoints")
            .Produces<PublishedKeys>();
        wellKnown.MapGet("/gpc.json", PrivacyControl).WithName("getPrivacyControl").WithSummary("Global Privacy Control is honoured here")
            .Produces<PrivacyControlSupport>();
    }

    private static async Task<IResult> Keys(IGrainFactory grains, HttpResponse response)
    {
        var keys = await grains.GetGrain<IPublishedKeys>(0).Keys();
        response.Headers.CacheControl = Cacheable;
        return Results.Ok(keys);
    }

    private static IResult PrivacyControl(HttpResponse response)
    {
        response.Headers.CacheControl = Cacheable;
        return Results.Ok(Support);
    }
}

/// <summary>What <c>/.well-known/gpc.json</c> says.</summary>
/// <param name="Gpc">Whether the signal is honoured.</param>
/// <param name="LastUpdate">Since when it has been so.</param>
internal sealed record PrivacyControlSupport(bool Gpc, DateOnly LastUpdate);
