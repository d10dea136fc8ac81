using Dapper;
using Silo.Storage;

namespace Tests.Storage;

/// <summary>SQLite files in a folder of their own.</summary>
public class SqliteFixture : StorageFixture
{
    private readonly TemporaryFolder folder = new();

    internal override Task<Stores> Open() => Task.FromResult(Stores.InFolder(folder.Path));

    internal override async Task<IAsyncDisposable> HoldWriteLock()
    {
        var connection = await new SqliteSource(folder.File("profiles.db")).OpenConnectionAsync();
        await connection.ExecuteAsync("BEGIN IMMEDIATE");
        return new Rollback(connection);
    }

    protected override void Close() => folder.Dispose();

    private sealed class Rollback(System.Data.Common.DbConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await connection.ExecuteAsync("ROLLBACK");
            await connection.DisposeAsync();
        }
    }
}

public class SqliteGrainStorageTests(SqliteFixture fixture) : GrainStorageConformance<SqliteFixture>(fixture);

public class SqliteReminderTests(SqliteFixture fixture) : ReminderConformance<SqliteFixture>(fixture);

public sealed class SqliteCustomerKeyStoreTests : CustomerKeyStoreConformance
{
    private readonly TemporaryFolder folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    internal override Task<Stores> Open() => Task.FromResult(Stores.InFolder(folder.Path));
}

public sealed class SqliteKeyGenerationStoreTests : KeyGenerationStoreConformance
{
    private readonly TemporaryFolder folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    internal override Task<Stores> Open() => Task.FromResult(Stores.InFolder(folder.Path));
}

public sealed class SqliteDueTableTests : DueTableConformance
{
    private readonly TemporaryFolder folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    internal override Task<Stores> Open() => Task.FromResult(Stores.InFolder(folder.Path));
}

public sealed class SqliteAuditStoreTests : AuditStoreConformance
{
    private readonly TemporaryFolder folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    internal override Task<Stores> Open() => Task.FromResult(Stores.InFolder(folder.Path));
}
