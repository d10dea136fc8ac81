namespace Tests.System.Processes;

/// <summary>The cluster that most tests share: two silos and an ApiHost on a server of its own, telemetry going to a collector.</summary>
public sealed class PlatformCluster : IAsyncLifetime
{
    public PostgresServer Postgres { get; } = new();

    public OtlpCollector Collector { get; private set; } = null!;

    public Deployment Deployment { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is not null)
        {
            return;
        }

        await Postgres.InitializeAsync();
        Collector = await OtlpCollector.Start();
        Deployment = new Deployment(Postgres, Postgres.Profiles, Postgres.Keys, Postgres.Audit, Collector);
        Deployment.StartSilo();
        Deployment.StartSilo();
        Deployment.StartApi();
        await Deployment.Ready();
        await Deployment.Members(2);
    }

    /// <summary>The cluster, two silos strong and ready.</summary>
    public Deployment Whole()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        return Deployment;
    }

    public async Task DisposeAsync()
    {
        if (Deployment is not null)
        {
            await Deployment.DisposeAsync();
            await Collector.DisposeAsync();
        }

        await Postgres.DisposeAsync();
    }
}

/// <summary>The tests that share one cluster; they run one after another and leave it whole.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterTests : ICollectionFixture<PlatformCluster>
{
    public const string Name = "Cluster";
}
