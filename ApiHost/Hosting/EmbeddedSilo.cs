using ApiHost.Access;
using ApiHost.Operations;
using Orleans.Dashboard;
using Silo;
using Silo.Storage;

namespace ApiHost.Hosting;

/// <summary>The embedded mode: the silo runs in this process on a folder of its own. Outside Development only with an HSM. The one file that knows the silo.</summary>
internal sealed class EmbeddedSilo : IAsyncDisposable
{
    private readonly OpenPlatform platform;

    private EmbeddedSilo(OpenPlatform platform, DevelopmentIssuer? issuer)
    {
        this.platform = platform;
        Issuer = issuer;
    }

    /// <summary>The development issuer; null where <c>Identity:Authority</c> names the bank's.</summary>
    public DevelopmentIssuer? Issuer { get; }

    /// <summary>Whether no customer was ever known here.</summary>
    public bool IsNew => platform.IsNew;

    /// <summary>Opens the folder and adds the silo.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="url">Where this process listens; names its issuer.</param>
    /// <returns>The silo; disposing it lets go of the folder.</returns>
    /// <exception cref="StartException">It cannot start; nothing was changed.</exception>
    public static async Task<EmbeddedSilo> Open(WebApplicationBuilder builder, string url)
    {
        if (!builder.Environment.IsDevelopment())
        {
            RefuseOutsideDevelopment(builder.Configuration);
        }

        try
        {
            var platform = await OpenPlatform.InFolder(builder.Configuration["data"] ?? "data", builder.Configuration);
            var issuer = string.IsNullOrEmpty(builder.Configuration["Identity:Authority"])
                ? new DevelopmentIssuer(new Uri(url.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal)), platform.Folder!, platform.PurposeIds)
                : null;
            builder.Host.UseOrleans(silo =>
            {
                silo.UseLocalhostClustering(Ports.Free(), Ports.Free(), serviceId: OpenPlatform.DefaultServiceId, clusterId: OpenPlatform.DefaultServiceId)
                    .AddPlatform(platform);
                if (Dashboard.IsEnabled(builder.Configuration, builder.Environment))
                {
                    silo.AddDashboard(static options => options.HideTrace = true);
                }
            });
            return new EmbeddedSilo(platform, issuer);
        }
        catch (Exception exception) when (exception is StartRefusedException or InvalidDataException)
        {
            throw new StartException(exception.Message);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => platform.DisposeAsync();

    private static void RefuseOutsideDevelopment(ConfigurationManager configuration)
    {
        if (!OpenPlatform.HasHsm(configuration))
        {
            throw new StartException(
                "Without a cluster and without an HSM the platform runs in Development only: set ConnectionStrings:Profiles to the silos' PostgreSQL, Hsm:Module to the HSM's PKCS#11 library, or ASPNETCORE_ENVIRONMENT=Development.");
        }

        if (string.IsNullOrEmpty(configuration["Identity:Authority"]))
        {
            throw new StartException("Outside Development the bank's issuer gives the tokens: set Identity:Authority (Identity__Authority) to its address.");
        }
    }
}
