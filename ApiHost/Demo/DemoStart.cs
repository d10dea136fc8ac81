using ApiHost.Access;
using ApiHost.Hosting;
using Grains.Interfaces.Access;

namespace ApiHost.Demo;

/// <summary>Opens the demo bank once the platform listens; <c>--demo none</c> leaves it out.</summary>
internal static class DemoStart
{
    private const string Setting = "demo";
    private const string None = "none";

    /// <summary>Refuses a setting that means nothing.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>Whether the demo bank is wanted.</returns>
    /// <exception cref="StartException">The setting is unknown.</exception>
    public static bool IsWanted(IConfiguration configuration) => configuration[Setting] switch
    {
        null or "" => true,
        None => false,
        var other => throw new StartException($"--demo takes none, and '{other}' is not: leave it out for the demo bank."),
    };

    /// <summary>Loads the demo bank where it belongs, and prints the next calls to try.</summary>
    /// <param name="app">The started application.</param>
    /// <param name="isNew">Whether nobody was ever a customer here.</param>
    /// <param name="issuer">The development issuer.</param>
    /// <param name="url">Where the platform listens.</param>
    /// <returns>When done; where it fails the platform goes on without.</returns>
    public static async Task OpenDemoBank(this WebApplication app, bool isNew, DevelopmentIssuer issuer, string url)
    {
        var services = app.Services;
        var clock = services.GetRequiredService<TimeProvider>();
        var loader = new DemoLoader(services.GetRequiredService<Customers>(), clock, services.GetRequiredService<ILogger<DemoLoader>>());
        try
        {
            var token = issuer.Mint(issuer.GrantOf("frontend")!, clock.GetUtcNow());
            if (await loader.Load(isNew, token, Console.Out, !Console.IsOutputRedirected, app.Lifetime.ApplicationStopping))
            {
                DemoConsole.NextCalls(Console.Out, url);
            }
        }
        catch (RefusedException refused)
        {
            await Console.Error.WriteLineAsync($"The demo bank was refused: {refused.Refusal.Detail}");
        }
    }
}
