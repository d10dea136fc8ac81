using ApiHost.Access;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tests.Api.OpenApi;

/// <summary>The platform in this process, so that its routes can be asked for and not only called.</summary>
internal sealed class Endpoints : WebApplicationFactory<Problem>
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Every route.</summary>
    public IReadOnlyList<RouteEndpoint> All => [.. Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>()];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseEnvironment("Development").UseSetting("data", folder.Below("data")).UseSetting("demo", "none")
        .UseSetting("urls", $"http://127.0.0.1:{PlatformProcess.FreePort()}").ConfigureLogging(logging => logging.ClearProviders());
}
