using Npgsql;

namespace Silo.Storage;

/// <summary>The stores of a deployment: <c>profiles</c> (grain state, reminders, membership, what is due), <c>keys</c> (wrapped keys) and
/// <c>audit</c> (the log).</summary>
/// <param name="profiles">The profiles store.</param>
/// <param name="keys">The keys store.</param>
/// <param name="audit">The audit store.</param>
internal sealed class Stores(Store profiles, Store keys, Store audit) : IAsyncDisposable
{
    /// <summary>Grain state, reminders, membership, what is due.</summary>
    public Store Profiles => profiles;

    /// <summary>Wrapped keys.</summary>
    public Store Keys => keys;

    /// <summary>The audit log.</summary>
    public Store Audit => audit;

    /// <summary>Every store.</summary>
    public IReadOnlyList<Store> All { get; } = [profiles, keys, audit];

    /// <summary>SQLite files <c>profiles.db</c>, <c>keys.db</c> and <c>audit.db</c>; opens nothing yet.</summary>
    /// <param name="folder">The data folder; it must exist.</param>
    /// <returns>The stores.</returns>
    public static Stores InFolder(string folder) =>
        new(Sqlite("profiles", folder), Sqlite("keys", folder), Sqlite("audit", folder));

    /// <summary>PostgreSQL databases; connects to nothing yet.</summary>
    /// <param name="profiles">The profiles store's connection string.</param>
    /// <param name="keys">The keys store's.</param>
    /// <param name="audit">The audit store's.</param>
    /// <returns>The stores.</returns>
    /// <exception cref="StartRefusedException">A connection string is malformed.</exception>
    public static Stores OnPostgres(string profiles, string keys, string audit) =>
        new(Postgres("profiles", profiles), Postgres("keys", keys), Postgres("audit", audit));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in All)
        {
            await store.DisposeAsync();
        }
    }

    private static Store Sqlite(string name, string folder) => new(name, StoreDialect.Sqlite, new SqliteSource(Path.Combine(folder, $"{name}.db")));

    private static Store Postgres(string name, string connectionString)
    {
        try
        {
            var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = name };
            var settings = builder.ConnectionStringBuilder;
            settings.Timeout = Store.TimeoutSeconds;
            settings.CommandTimeout = Store.TimeoutSeconds;
            settings.ApplicationName ??= "profileplatform";
            if (settings.MaxAutoPrepare == 0)
            {
                settings.MaxAutoPrepare = 64;
                settings.AutoPrepareMinUsages = 2;
            }

            return new Store(name, StoreDialect.Postgres, builder.Build());
        }
        catch (ArgumentException exception)
        {
            throw new StartRefusedException($"The connection string of the {name} store is malformed ({exception.Message}): correct it.");
        }
    }
}
