using Npgsql;

namespace Silo.Storage;

/// <summary>The stores of a deployment: <c>profiles</c> (grain state, reminders, membership, what is due) and <c>keys</c> (wrapped keys).</summary>
/// <param name="profiles">The profiles store.</param>
/// <param name="keys">The keys store.</param>
internal sealed class Stores(Store profiles, Store keys) : IAsyncDisposable
{
    /// <summary>Grain state, reminders, membership, what is due.</summary>
    public Store Profiles => profiles;

    /// <summary>Wrapped keys.</summary>
    public Store Keys => keys;

    /// <summary>SQLite files <c>profiles.db</c> and <c>keys.db</c>; opens nothing yet.</summary>
    /// <param name="folder">The data folder; it must exist.</param>
    /// <returns>The stores.</returns>
    public static Stores InFolder(string folder) =>
        new(new Store("profiles", StoreDialect.Sqlite, new SqliteSource(Path.Combine(folder, "profiles.db"))),
            new Store("keys", StoreDialect.Sqlite, new SqliteSource(Path.Combine(folder, "keys.db"))));

    /// <summary>PostgreSQL databases; connects to nothing yet.</summary>
    /// <param name="profiles">The profiles store's connection string.</param>
    /// <param name="keys">The keys store's.</param>
    /// <returns>The stores.</returns>
    /// <exception cref="StartRefusedException">A connection string is malformed.</exception>
    public static Stores OnPostgres(string profiles, string keys) =>
        new(Postgres("profiles", profiles), Postgres("keys", keys));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await profiles.DisposeAsync();
        await keys.DisposeAsync();
    }

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
