using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Grains.Audit;
using Silo.Storage;

namespace Silo.Audit;

/// <summary>The audit store over ADO.NET: what reads alike on every kind of database. How a batch is written is each kind's own.</summary>
/// <param name="store">The store.</param>
/// <param name="shards">How many shards it has.</param>
internal abstract class AuditStore(Store store, int shards) : IAuditStore
{
    /// <summary>How many shards a new log gets.</summary>
    public const int NewShards = 4;

    /// <inheritdoc/>
    public int Shards => shards;

    /// <summary>The store.</summary>
    protected Store Store => store;

    /// <summary>Opens the log, its schema installed; a new one gets its shards.</summary>
    /// <param name="stores">The stores.</param>
    /// <returns>The log.</returns>
    public static async Task<AuditStore> Open(Stores stores)
    {
        var store = stores.Audit;
        using var turn = await store.TakeTurn();
        await using var connection = await store.Source.OpenConnectionAsync();

        const string Count = "SELECT count(*) FROM audit_shard";
        if (await connection.ExecuteScalarAsync<long>(Count) == 0)
        {
            // One statement: several first starts at once all make the same.
            var fresh = string.Join(", ", Enumerable.Range(0, NewShards).Select(static shard => $"({shard})"));
            await connection.ExecuteAsync($"INSERT INTO audit_shard (shard) VALUES {fresh} ON CONFLICT (shard) DO NOTHING");
        }

        var shards = (int)await connection.ExecuteScalarAsync<long>(Count);
        return store.Dialect == StoreDialect.Sqlite ? new SqliteAuditStore(store, shards) : new PostgresAuditStore(store, shards);
    }

    /// <inheritdoc/>
    public abstract ValueTask<bool> Append(AuditBatch batch);

    /// <inheritdoc/>
    public abstract ValueTask<IReadOnlyDictionary<Guid, DateTimeOffset>> Known(int shard, IReadOnlyCollection<Guid> ids);

    /// <inheritdoc/>
    public async ValueTask<long> Size(int shard)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        return 1 + await connection.ExecuteScalarAsync<long>("SELECT coalesce(max(idx), -1) FROM audit_entry WHERE shard = @shard", new { shard });
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AuditLeafRow>> Leaves(int shard, long from, int limit)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        await using var rows = await connection.ExecuteReaderAsync(
            "SELECT idx, leaf, hash FROM audit_entry WHERE shard = @shard AND idx >= @from ORDER BY idx LIMIT @limit", new { shard, from, limit });
        var leaves = new List<AuditLeafRow>();
        while (await rows.ReadAsync())
        {
            leaves.Add(new AuditLeafRow(rows.GetInt64(0), Bytes(rows, 1), Bytes(rows, 2)));
        }

        return leaves;
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]> Hashes(int shard, MerkleTile run)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        await using var rows = await connection.ExecuteReaderAsync(
            run.Tier == 0
                ? "SELECT hash FROM audit_entry WHERE shard = @shard AND idx >= @from AND idx < @to ORDER BY idx"
                : "SELECT hash FROM audit_block WHERE shard = @shard AND tier = @tier AND idx >= @from AND idx < @to ORDER BY idx",
            new { shard, tier = run.Tier, from = run.From, to = run.From + run.Count });
        using var hashes = new MemoryStream(run.Count * MerkleHash.Length);
        while (await rows.ReadAsync())
        {
            hashes.Write(Bytes(rows, 0));
        }

        return hashes.ToArray();
    }

    /// <inheritdoc/>
    public async ValueTask<long> SignedSize(int shard)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long?>("SELECT signed FROM audit_shard WHERE shard = @shard", new { shard }) ?? -1;
    }

    /// <inheritdoc/>
    public async ValueTask<AuditCheckpoint?> Newest(int shard)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        await using var rows = await connection.ExecuteReaderAsync(
            "SELECT size, root, note FROM audit_checkpoint WHERE shard = @shard ORDER BY size DESC LIMIT 1", new { shard });
        return await rows.ReadAsync() ? new AuditCheckpoint(rows.GetInt64(0), Bytes(rows, 1), rows.GetString(2)) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> Keep(int shard, AuditCheckpoint checkpoint, string verifierKey)
    {
        using var turn = await store.TakeTurn();
        await using var connection = await store.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var values = new { shard, checkpoint.Size, checkpoint.Root, checkpoint.Note, verifierKey };
        if (await connection.ExecuteAsync(
            "UPDATE audit_shard SET signed = @Size, vkey = @verifierKey WHERE shard = @shard AND signed < @Size", values, transaction) == 0)
        {
            return false;
        }

        await connection.ExecuteAsync("INSERT INTO audit_checkpoint (shard, size, root, note) VALUES (@shard, @Size, @Root, @Note)", values, transaction);
        await transaction.CommitAsync();
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AuditRow>> Of(
        int shard, ReadOnlyMemory<byte> subject, DateTimeOffset from, DateTimeOffset to, long before, int limit)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        await using var rows = await connection.ExecuteReaderAsync(
            "SELECT idx, leaf, sealed FROM audit_entry WHERE shard = @shard AND subject = @subject AND idx < @before AND at >= @from AND at < @to "
            + "ORDER BY idx DESC LIMIT @limit",
            new { shard, subject = subject.ToArray(), before, from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds(), limit });
        var found = new List<AuditRow>();
        while (await rows.ReadAsync())
        {
            found.Add(new AuditRow(rows.GetInt64(0), Bytes(rows, 1), await rows.IsDBNullAsync(2) ? null : ImmutableArray.Create(Bytes(rows, 2))));
        }

        return found;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Guid> DestroyedKeys()
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        await using var rows = await connection.ExecuteReaderAsync("SELECT leaf FROM audit_entry WHERE destroys ORDER BY shard, idx");
        while (await rows.ReadAsync())
        {
            foreach (var key in AuditLeaf.Decode(Bytes(rows, 0)).DestroyedKeys)
            {
                yield return key;
            }
        }
    }

    private static byte[] Bytes(DbDataReader rows, int at) => rows.GetFieldValue<byte[]>(at);
}
