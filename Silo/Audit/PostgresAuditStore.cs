using System.Collections.Immutable;
using Grains.Audit;
using Npgsql;
using NpgsqlTypes;
using Silo.Storage;

namespace Silo.Audit;

/// <summary>The audit store in PostgreSQL: a batch is one statement over arrays.</summary>
/// <param name="store">The store.</param>
/// <param name="shards">How many shards it has.</param>
internal sealed class PostgresAuditStore(Store store, int shards) : AuditStore(store, shards)
{
    private const string Insert =
        "WITH block AS (INSERT INTO audit_block (shard, tier, idx, hash) SELECT @shard, * FROM unnest(@tier, @block, @root)) "
        + "INSERT INTO audit_entry (shard, idx, mutation, at, subject, leaf, hash, sealed, destroys) "
        + "SELECT @shard, * FROM unnest(@idx, @mutation, @at, @subject, @leaf, @hash, @sealed, @destroys)";

    /// <inheritdoc/>
    public override async ValueTask<bool> Append(AuditBatch batch)
    {
        await using var command = ((NpgsqlDataSource)Store.Source).CreateCommand(Insert);
        var add = command.Parameters;
        add.AddWithValue("shard", batch.Shard);
        Array("tier", NpgsqlDbType.Integer, batch.Blocks.Select(static block => block.Tier).ToArray());
        Array("block", NpgsqlDbType.Bigint, batch.Blocks.Select(static block => block.Index).ToArray());
        Array("root", NpgsqlDbType.Bytea, batch.Blocks.Select(static block => block.Hash).ToArray());
        Array("idx", NpgsqlDbType.Bigint, batch.Leaves.Select(static leaf => leaf.Index).ToArray());
        Array("mutation", NpgsqlDbType.Uuid, batch.Leaves.Select(static leaf => leaf.Mutation).ToArray());
        Array("at", NpgsqlDbType.Bigint, batch.Leaves.Select(static leaf => leaf.Entry.At.ToUnixTimeMilliseconds()).ToArray());
        Array("subject", NpgsqlDbType.Bytea, batch.Leaves.Select(static leaf => leaf.Entry.Subject?.ToArray()).ToArray());
        Array("leaf", NpgsqlDbType.Bytea, batch.Leaves.Select(static leaf => leaf.Leaf).ToArray());
        Array("hash", NpgsqlDbType.Bytea, batch.Leaves.Select(static leaf => leaf.Hash).ToArray());
        Array("sealed", NpgsqlDbType.Bytea, batch.Leaves.Select(static leaf => leaf.Entry.SealedText?.ToArray()).ToArray());
        Array("destroys", NpgsqlDbType.Boolean, batch.Leaves.Select(static leaf => !leaf.Entry.DestroyedKeys.IsEmpty).ToArray());
        try
        {
            await command.ExecuteNonQueryAsync();
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }

        void Array(string name, NpgsqlDbType type, object values) => add.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values });
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyDictionary<Guid, DateTimeOffset>> Known(int shard, IReadOnlyCollection<Guid> ids)
    {
        await using var query = ((NpgsqlDataSource)Store.Source).CreateCommand(
            "SELECT mutation, at FROM audit_entry WHERE shard = @shard AND mutation = ANY(@ids)");
        query.Parameters.AddWithValue("shard", shard);
        query.Parameters.AddWithValue("ids", ids.ToArray());
        await using var rows = await query.ExecuteReaderAsync();
        var known = new Dictionary<Guid, DateTimeOffset>();
        while (await rows.ReadAsync())
        {
            known.Add(rows.GetGuid(0), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(1)));
        }

        return known;
    }
}
