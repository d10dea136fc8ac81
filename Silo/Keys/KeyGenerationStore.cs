using System.Data.Common;
using System.Globalization;
using Dapper;
using Grains.Keys;
using Npgsql;
using NpgsqlTypes;
using Silo.Storage;

namespace Silo.Keys;

/// <summary>The generations, and the re-wrap, in the keys store.</summary>
internal sealed class KeyGenerationStore(Stores stores) : IKeyGenerationStore
{
    private readonly Store store = stores.Keys;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<KeyGenerationRow>> Generations(bool counted)
    {
        const string Counted =
            "(SELECT count(*) FROM customer_key WHERE personal_wrapped_by = id) + (SELECT count(*) FROM customer_key WHERE evidence_wrapped_by = id) "
            + "+ (SELECT count(*) FROM customer_key WHERE pending_wrapped_by = id) + (SELECT count(*) FROM platform_key WHERE wrapped_by = id)";
        await using var connection = await store.Source.OpenConnectionAsync();
        await using var rows = await connection.ExecuteReaderAsync(
            $"SELECT id, since, retired_at, destroyed_at, operation, {(counted ? Counted : "0")} FROM key_generation ORDER BY since, retired_at IS NULL, retired_at");
        var found = new List<KeyGenerationRow>();
        while (await rows.ReadAsync())
        {
            found.Add(new KeyGenerationRow(rows.GetString(0), Time(rows, 1)!.Value, Time(rows, 2), Time(rows, 3))
            {
                Operation = await rows.IsDBNullAsync(4) ? null : Bytes(rows, 4),
                Keys = Convert.ToInt64(rows.GetValue(5), CultureInfo.InvariantCulture),
            });
        }

        return found;
    }

    /// <inheritdoc/>
    public async ValueTask Register(string id, byte[]? operation, DateTimeOffset now)
    {
        using var turn = await store.TakeTurn();
        await using var connection = await store.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (store.Dialect.Lock is { } wait)
        {
            await connection.ExecuteAsync(wait, transaction: transaction); // two silos that start at once register the same one
        }

        var values = new { id, operation, now = now.ToUnixTimeMilliseconds() };
        if (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM key_generation WHERE id = @id", values, transaction) == 0)
        {
            if (store.Dialect != StoreDialect.Sqlite)
            {
                // Whoever is writing saw the present generation in force: once it is retired, none of its keys may come behind.
                await connection.ExecuteAsync("LOCK TABLE customer_key, platform_key IN SHARE MODE", transaction: transaction);
            }

            await connection.ExecuteAsync("UPDATE key_generation SET retired_at = @now WHERE retired_at IS NULL", values, transaction);
            await connection.ExecuteAsync("INSERT INTO key_generation (id, since, operation) VALUES (@id, @now, @operation)", values, transaction);
            await transaction.CommitAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StaleKey>> WrappedBy(string generation, int limit)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        var found = new List<StaleKey>();
        foreach (var table in Enum.GetValues<KeyTable>())
        {
            await using var rows = await connection.ExecuteReaderAsync(
                table switch
                {
                    KeyTable.Personal => "SELECT customer, personal FROM customer_key WHERE personal_wrapped_by = @generation LIMIT @limit",
                    KeyTable.Evidence => "SELECT customer, evidence FROM customer_key WHERE evidence_wrapped_by = @generation LIMIT @limit",
                    KeyTable.Pending => "SELECT customer, pending FROM customer_key WHERE pending_wrapped_by = @generation LIMIT @limit",
                    _ => "SELECT name, wrapped FROM platform_key WHERE wrapped_by = @generation LIMIT @limit",
                },
                new { generation, limit });
            while (await rows.ReadAsync())
            {
                var place = table == KeyTable.Platform ? new KeyPlace(table, Guid.Empty, rows.GetString(0)) : new KeyPlace(table, rows.GetGuid(0), null);
                found.Add(new StaleKey(place, new WrappedKey(generation, Bytes(rows, 1))));
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public async ValueTask Rewrap(IReadOnlyCollection<(StaleKey Old, WrappedKey Fresh)> keys)
    {
        foreach (var some in keys.GroupBy(static k => k.Old.Place.Table))
        {
            await (store.Dialect == StoreDialect.Sqlite ? OneByOne(some.Key, some) : AsArrays(some.Key, [.. some]));
        }
    }

    /// <inheritdoc/>
    public async ValueTask NoteDestroyed(string id, DateTimeOffset now)
    {
        using var turn = await store.TakeTurn();
        await using var connection = await store.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "UPDATE key_generation SET destroyed_at = @now WHERE id = @id AND destroyed_at IS NULL AND retired_at IS NOT NULL", new { id, now = now.ToUnixTimeMilliseconds() });
    }

    private static (string Table, string Key, string By, string Id) Columns(KeyTable table) => table switch
    {
        KeyTable.Personal => ("customer_key", "personal", "personal_wrapped_by", "customer"),
        KeyTable.Evidence => ("customer_key", "evidence", "evidence_wrapped_by", "customer"),
        KeyTable.Pending => ("customer_key", "pending", "pending_wrapped_by", "customer"),
        _ => ("platform_key", "wrapped", "wrapped_by", "name"),
    };

    private async Task OneByOne(KeyTable table, IEnumerable<(StaleKey Old, WrappedKey Fresh)> keys)
    {
        var (name, key, by, id) = Columns(table);
        using var turn = await store.TakeTurn();
        await using var connection = await store.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            $"UPDATE {name} SET {key} = @fresh, {by} = @freshBy WHERE {id} = @id AND {key} = @old AND {by} = @oldBy",
            keys.Select(static k => new
            {
                fresh = k.Fresh.Bytes,
                freshBy = k.Fresh.WrappedBy,
                id = (object?)k.Old.Place.Name ?? k.Old.Place.Customer,
                old = k.Old.Wrapped.Bytes,
                oldBy = k.Old.Wrapped.WrappedBy,
            }),
            transaction);
        await transaction.CommitAsync();
    }

    private async Task AsArrays(KeyTable table, IReadOnlyCollection<(StaleKey Old, WrappedKey Fresh)> keys)
    {
        var (name, key, by, id) = Columns(table);
        await using var update = ((NpgsqlDataSource)store.Source).CreateCommand(
            $"UPDATE {name} AS held SET {key} = one.fresh, {by} = one.fresh_by FROM unnest(@id, @old, @old_by, @fresh, @fresh_by) AS one(id, old, old_by, fresh, fresh_by) "
            + $"WHERE held.{id} = one.id AND held.{key} = one.old AND held.{by} = one.old_by");
        if (table == KeyTable.Platform)
        {
            Add("id", NpgsqlDbType.Varchar, keys.Select(static k => k.Old.Place.Name).ToArray());
        }
        else
        {
            Add("id", NpgsqlDbType.Uuid, keys.Select(static k => k.Old.Place.Customer).ToArray());
        }

        Add("old", NpgsqlDbType.Bytea, keys.Select(static k => k.Old.Wrapped.Bytes).ToArray());
        Add("old_by", NpgsqlDbType.Varchar, keys.Select(static k => k.Old.Wrapped.WrappedBy).ToArray());
        Add("fresh", NpgsqlDbType.Bytea, keys.Select(static k => k.Fresh.Bytes).ToArray());
        Add("fresh_by", NpgsqlDbType.Varchar, keys.Select(static k => k.Fresh.WrappedBy).ToArray());
        await update.ExecuteNonQueryAsync();

        void Add(string parameter, NpgsqlDbType type, object values) => update.Parameters.Add(new NpgsqlParameter(parameter, NpgsqlDbType.Array | type) { Value = values });
    }

    private static byte[] Bytes(DbDataReader rows, int at) => rows.GetFieldValue<byte[]>(at);

    private static DateTimeOffset? Time(DbDataReader rows, int at) => rows.IsDBNull(at) ? null : DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(at));
}
