using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Silo.Storage;
using Tests.System;

namespace Tests.Storage;

[Collection(PostgresTests.Name)]
public sealed class PostgresMembershipTests(PostgresServer server) : IAsyncLifetime
{
    private Stores stores = null!;

    public async Task InitializeAsync()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        stores = await server.NewStores();
        await SchemaInstaller.Install(stores);
    }

    public async Task DisposeAsync()
    {
        if (stores is not null)
        {
            await stores.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Silos_find_each_other_through_the_profiles_store()
    {
        using var first = await StartSilo();
        using var second = await StartSilo();
        var members = (await Table(first).ReadAllAsync(default)).Members;
        Assert.Equal(2, members.Count(member => member.Item1.Status == SiloStatus.Active));

        await second.StopAsync();
        await Table(first).CleanupDefunctSiloEntriesAsync(DateTimeOffset.UtcNow.AddDays(1), default);
        var left = Assert.Single((await Table(first).ReadAllAsync(default)).Members).Item1;
        Assert.Equal(first.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress, left.SiloAddress);
        await first.StopAsync();
    }

    [SkippableFact]
    public async Task Each_change_follows_the_version_it_read()
    {
        using var silo = await StartSilo();
        var table = Table(silo);
        var before = await table.ReadAllAsync(default);
        var (entry, etag) = before.Members[0];
        Assert.False(await table.InsertRowAsync(entry, before.Version.Next(), default)); // it is there
        Assert.False(await table.UpdateRowAsync(entry, etag, new TableVersion(before.Version.Version, "0"), default)); // it has stepped since
        Assert.False(await table.UpdateRowAsync(Newcomer(entry, 9), etag, before.Version.Next(), default)); // nobody of that name
        Assert.Equal(before.Version, (await table.ReadAllAsync(default)).Version);

        var added = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => table.InsertRowAsync(Newcomer(entry, i), before.Version.Next(), default)));
        Assert.Single(added, won => won);
        var after = await table.ReadAllAsync(default);
        Assert.Equal(before.Version.Version + 1, after.Version.Version);
        Assert.Equal(2, after.Members.Count);

        entry.IAmAliveTime = entry.IAmAliveTime.AddMinutes(1);
        await table.UpdateIAmAliveAsync(entry, default);
        Assert.Equal(after.Version, (await table.ReadRowAsync(entry.SiloAddress, default)).Version);
        await silo.StopAsync();
    }

    private static IMembershipTable Table(IHost silo) => silo.Services.GetRequiredService<IMembershipTable>();

    private static MembershipEntry Newcomer(MembershipEntry like, int generation) => new()
    {
        SiloAddress = SiloAddress.New(like.SiloAddress.Endpoint, generation),
        SiloName = $"newcomer-{generation}",
        HostName = like.HostName,
        Status = SiloStatus.Created,
        StartTime = like.StartTime,
        IAmAliveTime = like.IAmAliveTime,
    };

    private async Task<IHost> StartSilo()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo
            .AddProfileStorage(stores)
            .UseProfileMembership(stores)
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("test", "test"))
            .ConfigureEndpoints(IPAddress.Loopback, PostgresServer.FreePort(), PostgresServer.FreePort()));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
