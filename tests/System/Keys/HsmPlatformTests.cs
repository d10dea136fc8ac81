using System.Net;
using Npgsql;
using Silo.Keys;
using Tests.System.Processes;

namespace Tests.System.Keys;

/// <summary>Silos whose key-encryption key lives in an HSM.</summary>
[Collection(HsmTests.Name)]
public sealed class HsmPlatformTests(SoftHsm hsm) : IAsyncLifetime
{
    private readonly PostgresServer postgres = new();

    public Task InitializeAsync() => SoftHsm.Missing is null ? postgres.InitializeAsync() : Task.CompletedTask;

    public Task DisposeAsync() => SoftHsm.Missing is null ? postgres.DisposeAsync() : Task.CompletedTask;

    [SkippableFact]
    public async Task A_customer_is_served_and_after_a_restart_still_is_and_not_while_the_HSM_is_away()
    {
        Skip.If(SoftHsm.Missing is not null, SoftHsm.Missing);
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var settings = Settings(hsm.NewToken());
        await using var platform = await Deployment.OnNewDatabases(postgres);
        var silo = platform.StartSilo(settings);
        platform.StartApi();
        await platform.Ready();
        using var bank = Front.End(platform);
        Assert.Equal(201, (await bank.Put("/v1/customers/jana", new { attributes = new { givenName = "Jana" } })).Status);
        await IsServed(bank);
        Assert.False(File.Exists(platform.Environment()["KeyRing__Path"]));

        await platform.Api.Stop(); // a client that lost its only silo looks for others once a minute
        await silo.Stop();
        platform.StartSilo(settings);
        platform.StartApi();
        await platform.Ready();

        Directory.Move(hsm.Tokens, hsm.Tokens + ".away");
        try
        {
            await platform.Ready(ready: false);
            Assert.Equal(HttpStatusCode.OK, await platform.Probe("/health/live"));
            var read = await bank.Get("/v1/customers/jana/profile");
            Assert.False(read.IsSuccess);
            Assert.DoesNotContain("Jana", $"{read.Body}", StringComparison.Ordinal);
            Assert.False((await bank.Put("/v1/customers/new", new { attributes = new { givenName = "Eva" } })).IsSuccess);
        }
        finally
        {
            Directory.Move(hsm.Tokens + ".away", hsm.Tokens);
        }

        await platform.Ready();
        await IsServed(bank);
        Assert.DoesNotContain(SoftHsm.Pin, platform.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Another_token_is_refused_at_the_start_and_left_without_a_key()
    {
        Skip.If(SoftHsm.Missing is not null, SoftHsm.Missing);
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var platform = await Deployment.OnNewDatabases(postgres);
        var first = platform.StartSilo(Settings(hsm.NewToken()));
        await Until.True(async () => await IsKnown(platform), () => platform.Tail());
        await first.Stop();

        var second = platform.StartSilo(Settings(hsm.NewToken()));
        Assert.Equal(1, await second.Exited());
        Assert.Contains("holds no key profile-platform-kek", second.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_silo_runs_outside_Development()
    {
        Skip.If(SoftHsm.Missing is not null, SoftHsm.Missing);
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var platform = await Deployment.OnNewDatabases(postgres);
        platform.StartSilo(
        [
            .. Settings(hsm.NewToken()), ("DOTNET_ENVIRONMENT", "Production"), ("Cluster__TrustedNetwork", "true"), ("Identity__Authority", "https://bank.example"),
        ]);
        await Until.True(async () => await IsKnown(platform), () => platform.Tail());
    }

    [SkippableFact]
    public async Task An_embedded_silo_keeps_no_key_ring()
    {
        Skip.If(SoftHsm.Missing is not null, SoftHsm.Missing);
        await using var platform = await EmbeddedPlatform.Start([.. Settings(hsm.NewToken()), ("Pseudonym__Secret", new string('s', 40))]);
        Assert.False(File.Exists(Path.Combine(platform.Folder, KeyRingFile.FileName)));
    }

    private static async Task<bool> IsKnown(Deployment platform)
    {
        try
        {
            return await platform.Scalar<long>(platform.Keys, "SELECT count(*) FROM platform_key") == 5 && await platform.ActiveMembers() == 1;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return false;
        }
    }

    private static async Task IsServed(Front bank)
    {
        var read = await bank.Get("/v1/customers/jana/profile");
        Assert.Equal("Jana", (string?)read.Body?["attributes"]?["givenName"]?["value"]);
    }

    private (string Name, string Value)[] Settings(string label) =>
    [
        ("Hsm__Module", SoftHsm.Module), ("Hsm__TokenLabel", label), ("Hsm__Pin", SoftHsm.Pin), ("SOFTHSM2_CONF", hsm.Configuration),
    ];
}
