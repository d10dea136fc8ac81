
namespace ApiHost.Operations;

/// <summary>The health routes: live says that this process serves, ready that a silo behind it and the stores behind that do.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps them, open to anyone and free of rate limits.</summary>
    /// <param name="app">The application.</param>
    public static void MapHealth(this WebApplication app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().DisableRateLimiting().WithTags("Operations");
        health.MapHealthChecks("/live", new() { Predicate = static _ => false });
        health.MapHealthChecks("/ready");
    }

    /// <summary>Adds the readiness check.</summary>
    /// <param name="services">The services.</param>
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks().AddCheck<ReadinessCheck>("silo");
}
