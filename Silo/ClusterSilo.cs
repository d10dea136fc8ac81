using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Silo.Access.Tokens;
using Silo.Keys;
using Silo.Operations;
using Silo.Storage;

namespace Silo;

/// <summary>A silo as a process of its own, in a cluster on PostgreSQL, by configuration alone.</summary>
internal static class ClusterSilo
{
    /// <summary>Opens the stores and adds the silo.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="StartRefusedException">It cannot start as configured.</exception>
    public static async Task<HostApplicationBuilder> AddClusterSilo(this HostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (!builder.Environment.IsDevelopment())
        {
            RefuseOutsideDevelopment(configuration);
        }

        if (configuration["Identity:Authority"] is not { Length: > 0 } authority)
        {
            throw new StartRefusedException("Set Identity:Authority (Identity__Authority) to the address of the bank's OpenID Connect issuer.");
        }

        try
        {
            builder.Services.AddDenyList(configuration[DenyListFile.Key]).AddTokenVerifier(authority, builder.Environment.IsDevelopment());
        }
        catch (InvalidOperationException exception)
        {
            throw new StartRefusedException(exception.Message);
        }

        var platform = await OpenPlatform.InCluster(configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(platform);
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        builder.AddTelemetry();
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(options =>
            {
                options.ClusterId = configuration["Cluster:ClusterId"] ?? OpenPlatform.DefaultServiceId;
                options.ServiceId = configuration["Cluster:ServiceId"] ?? OpenPlatform.DefaultServiceId;
            })
            .ConfigureEndpoints(System.Net.IPAddress.Loopback, Ports.Of(configuration["Silo:Port"]), Ports.Of(configuration["Silo:GatewayPort"]))
            .UseProfileMembership(platform.Stores)
            .AddPlatform(platform));
        return builder;
    }

    private static void RefuseOutsideDevelopment(ConfigurationManager configuration)
    {
        if (!HsmOptions.IsConfigured(configuration))
        {
            throw new StartRefusedException(
                "Outside Development keys live in an HSM: set Hsm:Module (Hsm__Module) to its PKCS#11 library, or DOTNET_ENVIRONMENT=Development on a machine of your own.");
        }

        if (!string.Equals(configuration["Cluster:TrustedNetwork"], "true", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartRefusedException(
                "Silos speak to each other in the clear: where only silos and ApiHosts reach their ports, say so with Cluster:TrustedNetwork=true (Cluster__TrustedNetwork).");
        }
    }
}
