using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dapper;
using Grains.Audit;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Silo.Audit;

/// <summary>An audit store as it is at one moment, to be read and not to be touched: a data folder, the file of a copy, or a PostgreSQL database.</summary>
internal sealed class AuditCopy : IAsyncDisposable
{
    private readonly DbConnection connection;
    private readonly DbTransaction snapshot;
    private string destroys = "0";

    private AuditCopy(DbConnection connection, DbTransaction snapshot) => (this.connection, this.snapshot) = (connection, snapshot);

    /// <summary>Opens one.</summary>
    /// <param name="place">A folder with <c>audit.db</c>, such a file, or a connection string.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="DbException">It cannot be read.</exception>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static async Task<AuditCopy> Open(string place)
    {
        var file = Directory.Exists(place) ? Path.Combine(place, "audit.db") : place;
        DbConnection connection = File.Exists(file) || Directory.Exists(place) ? Sqlite(file) : new NpgsqlConnection(Patient(place));
        try
        {
            await connection.OpenAsync();
            var copy = new AuditCopy(connection, Snapshot(connection));
            _ = await copy.Shards(); // what is no audit store is found out before anything is said of it
            await copy.Date();
            return copy;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The shards, each with the key that the log keeps beside it and how far it says that it is signed.</summary>
    /// <returns>By number.</returns>
    public async Task<IReadOnlyList<(int Shard, VerifierKey? Key, long Signed)>> Shards()
    {
        var rows = await connection.QueryAsync<(long Shard, string? Key, long Signed)>("SELECT shard, vkey, signed FROM audit_shard ORDER BY shard", transaction: snapshot);
        return [.. rows.Select(static row => ((int)row.Shard, row.Key is { } text ? VerifierKey.TryParse(text) : null, row.Signed))];
    }

    /// <summary>How many entries are in no shard of the log.</summary>
    /// <returns>The number.</returns>
    public Task<long> Strays() => connection.ExecuteScalarAsync<long>(
        "SELECT count(*) FROM audit_entry WHERE shard NOT IN (SELECT shard FROM audit_shard)", transaction: snapshot);

    /// <summary>The subtrees that the store keeps of a shard.</summary>
    /// <param name="shard">The shard.</param>
    /// <returns>By tier and place.</returns>
    public async Task<Dictionary<(int Tier, long Index), byte[]>> Blocks(int shard)
    {
        var blocks = new Dictionary<(int, long), byte[]>();
        await foreach (var block in Rows("SELECT tier, idx, hash FROM audit_block WHERE shard = @shard", shard, Block))
        {
            blocks[(block.Tier, block.Index)] = block.Hash;
        }

        return blocks;
    }

    /// <summary>The checkpoints of a shard.</summary>
    /// <param name="shard">The shard.</param>
    /// <returns>By size.</returns>
    public IAsyncEnumerable<AuditCheckpoint> Checkpoints(int shard) =>
        Rows("SELECT size, root, note FROM audit_checkpoint WHERE shard = @shard ORDER BY size", shard, Checkpoint);

    /// <summary>The entries of a shard.</summary>
    /// <param name="shard">The shard.</param>
    /// <returns>By index.</returns>
    public IAsyncEnumerable<StoredEntry> Entries(int shard) =>
        Rows(
            $"SELECT idx, leaf, hash, mutation, at, subject, CASE WHEN sealed IS NULL THEN 0 ELSE 1 END, {destroys} FROM audit_entry WHERE shard = @shard ORDER BY idx",
            shard,
            Entry);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await snapshot.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static MerkleBlock Block(DbDataReader row) => new(row.GetInt32(0), row.GetInt64(1), Bytes(row, 2));

    private static AuditCheckpoint Checkpoint(DbDataReader row) => new(row.GetInt64(0), Bytes(row, 1), row.GetString(2));

    private static StoredEntry Entry(DbDataReader row) =>
        new(row.GetInt64(0), Bytes(row, 1), Bytes(row, 2), Id(row, 3), row.GetInt64(4), row.IsDBNull(5) ? null : Bytes(row, 5), row.GetInt32(6) == 1, row.GetInt32(7) == 1);

    private static byte[] Bytes(DbDataReader row, int at) => row.GetFieldValue<byte[]>(at);

    private static DbTransaction Snapshot(DbConnection connection) => connection is SqliteConnection sqlite
        ? sqlite.BeginTransaction(deferred: true)
        : connection.BeginTransaction(IsolationLevel.RepeatableRead);

    private static Guid? Id(DbDataReader row, int at) => row.IsDBNull(at) ? null
        : row.GetFieldType(at) == typeof(Guid) ? row.GetGuid(at)
        : row.GetFieldValue<byte[]>(at) is { Length: 16 } bytes ? new Guid(bytes, bigEndian: true) : Guid.Empty;

    /// <summary>A file with no changes beside it is at rest, and read as one that nobody changes: SQLite would else leave files of its own there.</summary>
    private static SqliteConnection Sqlite(string file)
    {
        var isAtRest = File.Exists(file) && !File.Exists($"{file}-wal");
        return new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = isAtRest ? $"{new Uri(Path.GetFullPath(file)).AbsoluteUri}?immutable=1" : file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
    }

    private static string Patient(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0, ApplicationName = "profileplatform verify-audit", Pooling = false }.ToString();

    /// <summary>A copy from before keys were destroyed has no column that says so.</summary>
    private async Task Date()
    {
        const string Schema = "SELECT max(number) FROM schema_version WHERE store = 'audit'";
        if (await connection.ExecuteScalarAsync<long>(Schema, transaction: snapshot) > 1)
        {
            destroys = "CASE WHEN destroys THEN 1 ELSE 0 END";
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "The statements stand in this file.")]
    private async IAsyncEnumerable<T> Rows<T>(string query, int shard, Func<DbDataReader, T> read)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = query;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("shard", shard);
        command.Parameters.Add(parameter);
        await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SingleResult);
        while (await rows.ReadAsync())
        {
            yield return read(rows);
        }
    }
}
