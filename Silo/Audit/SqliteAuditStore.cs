using System.Collections.Immutable;
using Dapper;
using Grains.Audit;
using Microsoft.Data.Sqlite;
using Silo.Storage;

namespace Silo.Audit;

/// <summary>The audit store in a SQLite file. Its calls block their thread, so a batch is written on one of the pool's.</summary>
/// <param name="store">The store.</param>
/// <param name="shards">How many shards it has.</param>
internal sealed class SqliteAuditStore(Store store, int shards) : AuditStore(store, shards)
{
    // A full batch touches a thousand pages of the customers' index: by default each would be followed by a checkpoint that writes them again.
    private const string SeldomCheckpoint = "PRAGMA wal_autocheckpoint = 16384";

    /// <inheritdoc/>
    public override async ValueTask<bool> Append(AuditBatch batch)
    {
        using var turn = await Store.TakeTurn();
        return await Task.Run(() => Write(batch));
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyDictionary<Guid, DateTimeOffset>> Known(int shard, IReadOnlyCollection<Guid> ids)
    {
        await using var connection = (SqliteConnection)await Store.Source.OpenConnectionAsync();
        await using var query = connection.CreateCommand();
        query.CommandText = "SELECT at FROM audit_entry WHERE shard = $shard AND mutation = $id";
        query.Parameters.AddWithValue("$shard", shard);
        var looked = query.Parameters.Add("$id", SqliteType.Blob);
        var known = new Dictionary<Guid, DateTimeOffset>();
        foreach (var id in ids)
        {
            looked.Value = id.ToByteArray(bigEndian: true);
            if (await query.ExecuteScalarAsync() is long at)
            {
                known.Add(id, DateTimeOffset.FromUnixTimeMilliseconds(at));
            }
        }

        return known;
    }

    private bool Write(AuditBatch batch)
    {
        using var connection = (SqliteConnection)Store.Source.OpenConnection();
        connection.Execute(SeldomCheckpoint);
        using var transaction = connection.BeginTransaction();
        try
        {
            WriteLeaves(batch, connection, transaction);
            WriteBlocks(batch, connection, transaction);
            transaction.Commit();
            return true;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            return false;
        }
    }

    private static void WriteLeaves(AuditBatch batch, SqliteConnection connection, SqliteTransaction transaction)
    {
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO audit_entry (shard, idx, mutation, at, subject, leaf, hash, sealed, destroys) "
            + "VALUES ($shard, $idx, $mutation, $at, $subject, $leaf, $hash, $sealed, $destroys)";
        insert.Parameters.AddWithValue("$shard", batch.Shard);
        var (idx, at) = (insert.Parameters.Add("$idx", SqliteType.Integer), insert.Parameters.Add("$at", SqliteType.Integer));
        var (mutation, subject) = (insert.Parameters.Add("$mutation", SqliteType.Blob), insert.Parameters.Add("$subject", SqliteType.Blob));
        var (leaf, hash, text) = (insert.Parameters.Add("$leaf", SqliteType.Blob), insert.Parameters.Add("$hash", SqliteType.Blob), insert.Parameters.Add("$sealed", SqliteType.Blob));
        var destroys = insert.Parameters.Add("$destroys", SqliteType.Integer);
        foreach (var placed in batch.Leaves)
        {
            idx.Value = placed.Index;
            at.Value = placed.Entry.At.ToUnixTimeMilliseconds();
            mutation.Value = placed.Mutation?.ToByteArray(bigEndian: true) ?? (object)DBNull.Value;
            subject.Value = Blob(placed.Entry.Subject);
            leaf.Value = placed.Leaf;
            hash.Value = placed.Hash;
            text.Value = Blob(placed.Entry.SealedText);
            destroys.Value = placed.Entry.DestroyedKeys.IsEmpty ? 0 : 1;
            insert.ExecuteNonQuery();
        }
    }

    private static void WriteBlocks(AuditBatch batch, SqliteConnection connection, SqliteTransaction transaction)
    {
        foreach (var block in batch.Blocks)
        {
            using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = "INSERT INTO audit_block (shard, tier, idx, hash) VALUES ($shard, $tier, $idx, $hash)";
            insert.Parameters.AddWithValue("$shard", batch.Shard);
            insert.Parameters.AddWithValue("$tier", block.Tier);
            insert.Parameters.AddWithValue("$idx", block.Index);
            insert.Parameters.AddWithValue("$hash", block.Hash);
            insert.ExecuteNonQuery();
        }
    }

    private static object Blob(ImmutableArray<byte>? bytes) => bytes is { } known ? known.ToArray() : DBNull.Value;
}
