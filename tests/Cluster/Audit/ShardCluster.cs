using Dapper;
using Grains.Access;
using Grains.Audit;
using Grains.Interfaces.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Orleans;
using Orleans.Hosting;
using Orleans.TestingHost;
using Silo;
using Silo.Access.Tokens;
using Silo.Storage;
using Tests.Api.Access;
using Tests.Storage;
using CallContext = Grains.Interfaces.Access.CallContext;

namespace Tests.Audit;

/// <summary>A silo whose audit store fails on demand and can be changed from outside; its tests have a shard each.</summary>
public sealed class ShardCluster : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly TestIssuer issuer = new();
    private OpenPlatform? platform;
    private InProcessTestCluster? cluster;
    private SiloTokens? silos;

    public IGrainFactory Client => cluster!.Client;

    internal ShardFaults Store { get; private set; } = null!;

    internal T Service<T>()
        where T : notnull => cluster!.Silos[0].ServiceProvider.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        platform = await OpenPlatform.InFolder(folder.File("data"), new ConfigurationBuilder().Build());
        Store = new ShardFaults(platform.Audit, platform.Stores);
        silos = new SiloTokens(platform.Keys.Silo, TimeProvider.System);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddTokenVerifier(IssuerKeySet.Of(issuer.Name, new JsonWebKeySet(issuer.Jwks).Keys));
            silo.AddPlatform(platform);
            silo.Services.AddSingleton<IAuditStore>(Store);
        });
        builder.ConfigureClient(client => client.AddOutgoingGrainCallFilter(async call =>
        {
            if (CallContext.Get(CallContext.SiloToken) is not null)
            {
                CallContext.Set(CallContext.SiloToken, silos.Mint(call.TargetId)); // bound to its target
            }

            await call.Invoke();
        }));
        cluster = builder.Build();
        AsSilo();
        await cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        AsSilo();
        await cluster!.DisposeAsync();
        await platform!.DisposeAsync();
        issuer.Dispose();
        folder.Dispose();
    }

    /// <summary>The calls that follow in this flow come from a silo.</summary>
    public void AsSilo()
    {
        CallContext.Set(CallContext.Token, null);
        CallContext.Set(CallContext.SiloToken, "minted for each call");
    }

    /// <summary>The calls that follow in this flow come from somebody with a role.</summary>
    public void As(Role role)
    {
        CallContext.Set(CallContext.Token, issuer.Token(role.ToString().ToLowerInvariant()));
        CallContext.Set(CallContext.SiloToken, null);
    }
}

/// <summary>What a write does not come back from.</summary>
internal enum ShardFault
{
    None,
    BeforeWrite,
    AfterWrite,
}

/// <summary>The audit store with a door for faults and for whoever changes it from outside.</summary>
internal sealed class ShardFaults(IAuditStore inner, Stores stores) : IAuditStore
{
    public ShardFault Fault { get; set; }

    public int Commits { get; private set; }

    public int Shards => inner.Shards;

    public async Task Sql(string statement)
    {
        await using var connection = await stores.Audit.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(statement);
    }

    public async ValueTask<bool> Append(AuditBatch batch)
    {
        Commits++;
        if (Fault == ShardFault.BeforeWrite)
        {
            throw new IOException("The store is down.");
        }

        var isDone = await inner.Append(batch);
        return Fault == ShardFault.AfterWrite ? throw new IOException("The store does not answer.") : isDone;
    }

    public ValueTask<long> Size(int shard) => inner.Size(shard);

    public ValueTask<IReadOnlySet<Guid>> Known(int shard, IReadOnlyCollection<Guid> ids) => inner.Known(shard, ids);

    public ValueTask<IReadOnlyList<AuditLeafRow>> Leaves(int shard, long from, int limit) => inner.Leaves(shard, from, limit);

    public ValueTask<byte[]> Hashes(int shard, MerkleTile run) => inner.Hashes(shard, run);

    public ValueTask<AuditCheckpoint?> Newest(int shard) => inner.Newest(shard);

    public ValueTask<bool> Keep(int shard, AuditCheckpoint checkpoint, string verifierKey) => inner.Keep(shard, checkpoint, verifierKey);

    public ValueTask<IReadOnlyList<AuditRow>> Of(int shard, ReadOnlyMemory<byte> subject, DateTimeOffset from, DateTimeOffset to, long before, int limit) =>
        inner.Of(shard, subject, from, to, before, limit);
}
