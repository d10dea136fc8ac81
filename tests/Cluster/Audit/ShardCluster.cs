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

    internal FaultyAuditStore Store { get; private set; } = null!;

    internal T Service<T>()
        where T : notnull => cluster!.Silos[0].ServiceProvider.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        platform = await OpenPlatform.InFolder(folder.File("data"), new ConfigurationBuilder().Build());
        Store = new FaultyAuditStore(platform.Audit, new CrashLine());
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

    /// <summary>Changes the store as somebody would who has the database.</summary>
    public async Task Sql(string statement)
    {
        await using var connection = await platform!.Stores.Audit.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(statement);
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
