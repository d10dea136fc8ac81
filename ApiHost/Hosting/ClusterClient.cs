using System.Text;
using Grains.Interfaces.Access;
using Orleans.Configuration;

namespace ApiHost.Hosting;

/// <summary>The cluster mode: this process is a client of silos that it finds in the membership table.</summary>
internal static class ClusterClient
{
    private const string Invariant = "Npgsql";
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Whether the configuration names a cluster.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>True where it does.</returns>
    public static bool IsConfigured(IConfiguration configuration) => !string.IsNullOrEmpty(configuration.GetConnectionString("Profiles"));

    /// <summary>Adds the client. Its database role needs to read the membership table and OrleansQuery, nothing else.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <exception cref="StartException">Something that the mode needs is not configured.</exception>
    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (string.IsNullOrEmpty(configuration["Identity:Authority"]))
        {
            throw new StartException("Cluster mode needs the bank's issuer: set Identity:Authority (Identity__Authority) on ApiHost and on every silo.");
        }

        var secret = Encoding.UTF8.GetBytes(configuration["Pseudonym:Secret"] ?? string.Empty);
        if (secret.Length < CustomerId.MinSecretBytes)
        {
            throw new StartException("Cluster mode needs Pseudonym:Secret (Pseudonym__Secret): at least 32 characters, the same on ApiHost and on every silo.");
        }

        builder.Services.AddSingleton(new Pseudonyms(secret));

        // The client starts when it has found a silo, and the web server would wait for it: live would not be said before ready.
        builder.Services.Configure<HostOptions>(static host => host.ServicesStartConcurrently = true);
        builder.Host.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options =>
            {
                options.ClusterId = configuration["Cluster:ClusterId"] ?? "profile-platform";
                options.ServiceId = configuration["Cluster:ServiceId"] ?? "profile-platform";
            })
            .Configure<ClientMessagingOptions>(static options => options.ResponseTimeout = ResponseTimeout)
            .UseAdoNetClustering(options =>
            {
                options.Invariant = Invariant;
                options.ConnectionString = configuration.GetConnectionString("Profiles");
            })
            .UseConnectionRetryFilter<PatientConnection>()
            .AddActivityPropagation());
    }

    /// <summary>Silos may start after this process: it keeps asking for them, and is live but not ready until one answers.</summary>
    private sealed class PatientConnection : IClientConnectionRetryFilter
    {
        public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            return true;
        }
    }
}
