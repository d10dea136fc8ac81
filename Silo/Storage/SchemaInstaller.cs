using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Silo.Storage;

/// <summary>
/// Brings a store's database to the schema this code knows: applies its numbered scripts in order, all of them or none, and records each
/// with its checksum. Running it again, or in several processes at once, does no harm.
/// </summary>
internal static class SchemaInstaller
{
    private const string Versions =
        "CREATE TABLE schema_version (store varchar(16) NOT NULL, number integer NOT NULL, name varchar(64) NOT NULL, checksum varchar(64) NOT NULL, "
        + "applied_at varchar(40) NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (store, number))";

    /// <summary>Installs what is missing in every store.</summary>
    /// <param name="stores">The stores.</param>
    /// <returns>When all are ready.</returns>
    /// <exception cref="StartRefusedException">A store is newer than this code, altered, damaged, another store, or out of reach; it is unchanged.</exception>
    public static async Task Install(Stores stores)
    {
        foreach (var store in stores.All)
        {
            await Install(store);
        }
    }

    /// <summary>Installs what is missing in one store.</summary>
    /// <param name="store">The store.</param>
    /// <returns>When it is ready.</returns>
    /// <exception cref="StartRefusedException">It is newer than this code, altered, damaged, another store, or out of reach; it is unchanged.</exception>
    public static Task Install(Store store) => Install(store, SchemaScript.Of(store));

    /// <summary>Installs given scripts.</summary>
    /// <param name="store">The store.</param>
    /// <param name="scripts">Its scripts, in order.</param>
    /// <returns>When it is ready.</returns>
    internal static async Task Install(Store store, IReadOnlyList<SchemaScript> scripts)
    {
        try
        {
            await using var connection = await store.Source.OpenConnectionAsync();
            await RefuseDamaged(store, connection);
            await using (var transaction = await connection.BeginTransactionAsync())
            {
                if (store.Dialect.Lock is { } wait)
                {
                    await connection.ExecuteAsync(wait, transaction: transaction);
                }

                await Apply(store, scripts, connection);
                await transaction.CommitAsync();
            }

            if (store.Dialect == StoreDialect.Sqlite)
            {
                await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
            }
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT)
        {
            throw Damaged(store);
        }
        catch (DbException exception)
        {
            throw new StartRefusedException($"The {store.Name} store cannot be opened ({OneLine(exception.Message)}): check its database and the right to write to it.");
        }
    }

    private static async Task Apply(Store store, IReadOnlyList<SchemaScript> scripts, DbConnection connection)
    {
        // Looked up rather than CREATE … IF NOT EXISTS: a role that may not create anything can still start on an installed schema.
        var isNew = await connection.ExecuteScalarAsync<long>(store.Dialect.TableExists, new { table = "schema_version" }) == 0;
        if (isNew)
        {
            await connection.ExecuteAsync(Versions);
        }

        var applied = await connection.QueryAsync<(string Store, long Number, string Checksum)>(
            "SELECT store, number, checksum FROM schema_version ORDER BY number");
        var installed = Judge(store, scripts, [.. applied]);
        for (var next = installed; next < scripts.Count; next++)
        {
            var script = scripts[next];
            await connection.ExecuteAsync(script.Text);
            await connection.ExecuteAsync(
                "INSERT INTO schema_version (store, number, name, checksum) VALUES (@store, @number, @name, @checksum)",
                new { store = store.Name, number = script.Number, name = script.Name, checksum = script.Checksum });
        }
    }

    private static int Judge(Store store, IReadOnlyList<SchemaScript> scripts, (string Store, long Number, string Checksum)[] applied)
    {
        for (var i = 0; i < applied.Length; i++)
        {
            if (applied[i].Store != store.Name)
            {
                throw new StartRefusedException($"The {store.Name} store is given the database of the {applied[i].Store} store: give each store its own.");
            }

            if (i >= scripts.Count)
            {
                throw new StartRefusedException(
                    $"The {store.Name} store is newer (schema {applied[^1].Number}) than this program (schema {scripts.Count}): start the newer program.");
            }

            if (applied[i].Number != scripts[i].Number || applied[i].Checksum != scripts[i].Checksum)
            {
                throw new StartRefusedException(
                    $"The schema of the {store.Name} store is not this program's (script {scripts[i].Name} differs): start the program that installed it.");
            }
        }

        return applied.Length;
    }

    private static async Task RefuseDamaged(Store store, DbConnection connection)
    {
        if (store.Dialect == StoreDialect.Sqlite && await connection.ExecuteScalarAsync<string>("PRAGMA quick_check(1)") != "ok")
        {
            throw Damaged(store);
        }
    }

    private static StartRefusedException Damaged(Store store) =>
        new($"The {store.Name} store ({(store.Source as SqliteSource)?.Path}) is damaged: restore it from a backup.");

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
