using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;
using Silo.Storage;

namespace Tests.Storage;

/// <summary>A silo with nothing but the storage that is tested, on stores of its own.</summary>
public abstract class StorageFixture : IAsyncLifetime
{
    private InProcessTestCluster? cluster;

    /// <summary>Why there is no such storage on this machine; null where there is.</summary>
    public virtual string? Missing => null;

    internal Stores Stores { get; private set; } = null!;

    internal IGrainStorage Storage => Services.GetRequiredKeyedService<IGrainStorage>(ProfileStorage.Name);

    internal IReminderTable Reminders => Services.GetRequiredService<IReminderTable>();

    internal IServiceProvider Services => cluster!.GetSiloServiceProvider();

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        Stores = await Open();
        await SchemaInstaller.Install(Stores);
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.InitializeClientOnDeploy = false;
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => Configure(silo.AddProfileStorage(Stores)));
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
            await Stores.DisposeAsync();
        }

        Close();
    }

    internal abstract Task<Stores> Open();

    /// <summary>Holds what a write needs until disposed.</summary>
    internal abstract Task<IAsyncDisposable> HoldWriteLock();

    protected virtual void Configure(ISiloBuilder silo)
    {
    }

    protected virtual void Close()
    {
    }
}
