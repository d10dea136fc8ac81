using System.Text.Json.Serialization;
namespace ApiHost.Hosting;

/// <summary>How this process serves HTTP and what it logs.</summary>
internal static class ServerSetup
{
    private static readonly string[] Frameworks = ["Microsoft.AspNetCore", "OpenIddict"];
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(4);

    /// <summary>Configures server, JSON and logging.</summary>
    /// <param name="builder">The application's builder.</param>
    public static void ConfigureServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Bodies are limited where they are read: there a body that is too large gets its problem, here it would lose its connection.
            kestrel.Limits.MaxRequestBodySize = null;
        });

        // The contract judges the body after role, customer and purpose, and its type with it: routing must not be faster.
        builder.Services.Remove(builder.Services.Single(static s => s.ServiceType == typeof(MatcherPolicy) && s.ImplementationType?.Name == "AcceptsMatcherPolicy"));
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            json.SerializerOptions.Converters.Add(new InstantConverter());
            json.SerializerOptions.Converters.Add(new ConsentStateConverter());
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);

        // A busy machine makes these warn of every turn that took long.
        builder.Logging.AddFilter("Orleans.Runtime.Scheduler", LogLevel.Error).AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);

        // Below warning the frameworks log paths and forms, and these name a customer: no configuration may turn that on.
        builder.Services.PostConfigure<LoggerFilterOptions>(static filters =>
        {
            foreach (var framework in Frameworks)
            {
                foreach (var rule in filters.Rules.Where(r => r.CategoryName?.StartsWith(framework, StringComparison.Ordinal) == true).ToList())
                {
                    filters.Rules.Remove(rule);
                }

                // A rule that names a log's provider goes before one that does not.
                foreach (var provider in filters.Rules.Select(static r => r.ProviderName).Append(null).Distinct().ToList())
                {
                    filters.Rules.Add(new LoggerFilterRule(provider, framework, LogLevel.Warning, null));
                }
            }
        });
    }
}
