using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Silo.Storage;

/// <summary>Opens connections to one SQLite file, each set up the same way; the settings are the connection's, not the file's.</summary>
internal sealed class SqliteSource(string path) : DbDataSource
{
    // Every commit reaches the disk; what is deleted is overwritten; another process that writes is waited for.
    private const string Setup = "PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST; PRAGMA busy_timeout = 5000;";

    // Pooled connections keep their settings, so each native one is set up once.
    private readonly ConditionalWeakTable<sqlite3, object> ready = [];

    /// <summary>The file.</summary>
    public string Path => path;

    /// <inheritdoc/>
    public override string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        DefaultTimeout = Store.TimeoutSeconds,
    }.ToString();

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);

    /// <inheritdoc/>
    protected override DbConnection OpenDbConnection()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            if (!ready.TryGetValue(connection.Handle!, out _))
            {
                using var setup = connection.CreateCommand();
                setup.CommandText = Setup;
                setup.ExecuteNonQuery();
                ready.Add(connection.Handle!, this);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) => new(OpenDbConnection());

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Called by DisposeAsync too. The last connection to close folds the write-ahead log into the file.
        using var pool = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(pool);
        base.Dispose(disposing);
    }
}
