using Dapper;
using Silo.Storage;

namespace Tests.Storage;

/// <summary>What the installer must do on every kind of database.</summary>
public abstract class SchemaConformance
{
    [SkippableFact]
    public async Task Installing_again_changes_nothing()
    {
        await using var store = Connect(await NewDatabase());
        await SchemaInstaller.Install(store);
        var before = await Versions(store);
        await SchemaInstaller.Install(store);
        Assert.Equal(before, await Versions(store));
        Assert.Equal(SchemaScript.Of(store).Select(script => script.Checksum), before);
    }

    [SkippableFact]
    public async Task A_later_program_adds_its_scripts()
    {
        await using var store = Connect(await NewDatabase());
        var scripts = SchemaScript.Of(store);
        await SchemaInstaller.Install(store, [.. scripts.Take(1)]);
        await SchemaInstaller.Install(store);
        Assert.Equal(scripts.Count, (await Versions(store)).Length);
    }

    [SkippableFact]
    public async Task Installers_at_once_all_succeed()
    {
        var database = await NewDatabase();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            await using var store = Connect(database);
            await SchemaInstaller.Install(store);
        })));
        await using var installed = Connect(database);
        Assert.Equal(SchemaScript.Of(installed).Count, (await Versions(installed)).Length);
    }

    [SkippableFact]
    public async Task A_newer_store_is_refused()
    {
        await using var store = Connect(await NewDatabase());
        var scripts = SchemaScript.Of(store);
        await SchemaInstaller.Install(store, [.. scripts, new SchemaScript(scripts.Count + 1, "999-later", "CREATE TABLE later (id integer)")]);
        await Refuses(store, "newer");
    }

    [SkippableFact]
    public async Task An_altered_script_is_refused()
    {
        await using var store = Connect(await NewDatabase());
        var scripts = SchemaScript.Of(store);
        await SchemaInstaller.Install(store, [scripts[0] with { Text = scripts[0].Text + "-- altered" }, .. scripts.Skip(1)]);
        await Refuses(store, scripts[0].Name);
    }

    [SkippableFact]
    public async Task A_script_that_fails_leaves_nothing_behind()
    {
        await using var store = Connect(await NewDatabase());
        var broken = new SchemaScript(1, "001-broken", "CREATE TABLE half_done (id integer); CREATE NONSENSE;");
        await Assert.ThrowsAsync<StartRefusedException>(() => SchemaInstaller.Install(store, [broken]));
        await using var connection = await store.Source.OpenConnectionAsync();
        foreach (var table in new[] { "half_done", "schema_version" })
        {
            Assert.Equal(0, await connection.ExecuteScalarAsync<long>(store.Dialect.TableExists, new { table }));
        }
    }

    [SkippableFact]
    public async Task The_database_of_another_store_is_refused()
    {
        var database = await NewDatabase();
        await using var profiles = Connect(database);
        await SchemaInstaller.Install(profiles);
        await using var keys = Connect(database, "keys");
        await Refuses(keys, "profiles");
    }

    internal abstract Task<string> NewDatabase();

    internal abstract Store Connect(string database, string name = "profiles");

    internal static async Task Refuses(Store store, string reason)
    {
        var before = await Versions(store);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => SchemaInstaller.Install(store));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(before, await Versions(store));
    }

    private static async Task<string[]> Versions(Store store)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>("SELECT checksum FROM schema_version ORDER BY store, number")];
    }
}
