using System.Data.Common;
using Dapper;
using Npgsql;
using Silo.Keys;
using Silo.Storage;
using Tests.System;

namespace Tests.Storage;

/// <summary>Databases of a test class's own on the shared server.</summary>
public sealed class PostgresFixture(PostgresServer server) : StorageFixture
{
    public override string? Missing => PostgresServer.Missing;

    internal override Task<Stores> Open() => server.NewStores();

    internal override async Task<IAsyncDisposable> HoldWriteLock()
    {
        var connection = await Stores.Profiles.Source.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("LOCK TABLE OrleansStorage IN EXCLUSIVE MODE");
        return new Held(connection, transaction);
    }

    private sealed class Held(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}

[Collection(PostgresTests.Name)]
public sealed class PostgresGrainStorageTests(PostgresFixture fixture) : GrainStorageConformance<PostgresFixture>(fixture);

[Collection(PostgresTests.Name)]
public sealed class PostgresReminderTests(PostgresFixture fixture) : ReminderConformance<PostgresFixture>(fixture);

[Collection(PostgresTests.Name)]
public sealed class PostgresCustomerKeyStoreTests(PostgresServer server) : CustomerKeyStoreConformance
{
    internal override async Task<Stores> Open()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        return await server.NewStores();
    }
}

[Collection(PostgresTests.Name)]
public sealed class PostgresKeyGenerationStoreTests(PostgresServer server) : KeyGenerationStoreConformance
{
    internal override async Task<Stores> Open()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        return await server.NewStores();
    }
}

[Collection(PostgresTests.Name)]
public sealed class PostgresRetiringTests(PostgresServer server)
{
    /// <summary>A key that came behind would be wrapped by a generation that is destroyed because it has no key.</summary>
    [SkippableFact]
    public async Task A_generation_is_retired_only_once_what_is_being_written_under_it_is_there()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var stores = await server.NewStores();
        await SchemaInstaller.Install(stores);
        var generations = new KeyGenerationStore(stores);
        await generations.Register("one", null, DateTimeOffset.UnixEpoch);
        await using var connection = await stores.Keys.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            "INSERT INTO customer_key (customer, status, personal_key_id, personal_wrapped_by, personal, evidence_key_id, evidence_wrapped_by, evidence, floor) "
            + "VALUES (@id, 0, @id, 'one', @bytes, @id, 'one', @bytes, 0)",
            new { id = Guid.NewGuid(), bytes = new byte[40] },
            transaction);

        var retiring = generations.Register("two", null, DateTimeOffset.UnixEpoch.AddDays(1)).AsTask();
        await using var watching = await stores.Keys.Source.OpenConnectionAsync();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!retiring.IsCompleted && await watching.ExecuteScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'customer_key'::regclass") == 0)
        {
            await tick.WaitForNextTickAsync();
        }

        Assert.False(retiring.IsCompleted);
        await transaction.CommitAsync();
        await retiring;
        Assert.Equal(2, (await generations.WrappedBy("one", 10)).Count);
    }
}

[Collection(PostgresTests.Name)]
public sealed class PostgresDueTableTests(PostgresServer server) : DueTableConformance
{
    internal override async Task<Stores> Open()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        return await server.NewStores();
    }
}

[Collection(PostgresTests.Name)]
public sealed class PostgresAuditStoreTests(PostgresServer server) : AuditStoreConformance
{
    internal override Task<Stores> Open()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        return server.NewStores();
    }
}

[Collection(PostgresTests.Name)]
public sealed class PostgresSchemaTests(PostgresServer server) : SchemaConformance
{
    [SkippableFact]
    public async Task A_server_that_does_not_answer_is_refused_in_one_line()
    {
        await using var stores = Stores.OnPostgres("Host=127.0.0.1;Port=1;Username=a;Database=b", "Host=127.0.0.1;Port=1;Username=a;Database=c", "Host=127.0.0.1;Port=1;Username=a;Database=d");
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => SchemaInstaller.Install(stores));
        Assert.DoesNotContain('\n', refused.Message);
    }

    [SkippableFact]
    public void A_malformed_connection_string_is_refused() =>
        Assert.Throws<StartRefusedException>(() => Stores.OnPostgres("Nonsense=1", "Host=x", "Host=y"));

    [SkippableFact]
    public async Task The_client_role_finds_silos_and_reads_nothing_else()
    {
        var database = await NewDatabase();
        await using var owner = Connect(database);
        await SchemaInstaller.Install(owner);
        await using (var connection = await owner.Source.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(ClientRole());
        }

        var client = new NpgsqlConnectionStringBuilder(database) { Username = "profileplatform_client" }.ToString();
        await using var source = NpgsqlDataSource.Create(client);
        await using var reader = await source.OpenConnectionAsync();
        foreach (var table in new[] { "OrleansQuery", "OrleansMembershipTable", "OrleansMembershipVersionTable" })
        {
            await reader.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}");
            await Denied(reader, $"DELETE FROM {table}");
        }

        foreach (var table in new[] { "OrleansStorage", "OrleansRemindersTable", "due", "schema_version" })
        {
            await Denied(reader, $"SELECT count(*) FROM {table}");
        }
    }

    internal override Task<string> NewDatabase()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        return server.NewDatabase();
    }

    internal override Store Connect(string database, string name = "profiles") =>
        Stores.OnPostgres(database, database, database).All.Single(store => store.Name == name);

    private static async Task Denied(DbConnection connection, string statement)
    {
        var denied = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(statement));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    private static string ClientRole()
    {
        using var script = new StreamReader(typeof(Stores).Assembly.GetManifestResourceStream("Silo.Storage.Sql.Postgres.client-role.sql")!);
        return script.ReadToEnd();
    }
}
