using System.Security.Cryptography;
using System.Text.Json;
using Grains.Interfaces.Activity;
using Npgsql;
using NpgsqlTypes;

namespace Tests.Benchmarks.Rivals;

/// <summary>The usual design's two tables.</summary>
internal sealed class UsualStore(NpgsqlDataSource source)
{
    /// <summary>Makes the tables and fills them.</summary>
    /// <param name="customers">The bank's ids and what is kept of them.</param>
    public async Task Fill(IEnumerable<UsualCustomer> customers)
    {
        await using (var schema = source.CreateCommand("""
            CREATE TABLE customer (id text PRIMARY KEY, wrapped_key bytea NOT NULL, sealed bytea NOT NULL);
            CREATE TABLE transaction (customer text NOT NULL, id text NOT NULL, sealed bytea NOT NULL, PRIMARY KEY (customer, id))
            """))
        {
            await schema.ExecuteNonQueryAsync();
        }

        await using var connection = await source.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync("COPY customer (id, wrapped_key, sealed) FROM STDIN (FORMAT BINARY)");
        foreach (var customer in customers)
        {
            var key = UsualCrypto.Wrap(RandomNumberGenerator.GetBytes(32));
            await copy.StartRowAsync();
            await copy.WriteAsync(customer.Profile.CustomerId, NpgsqlDbType.Text);
            await copy.WriteAsync(key, NpgsqlDbType.Bytea);
            await copy.WriteAsync(UsualCrypto.Seal(key, JsonSerializer.SerializeToUtf8Bytes(customer, UsualJson.Default.UsualCustomer)), NpgsqlDbType.Bytea);
        }

        await copy.CompleteAsync();
    }

    /// <summary>Reads and decrypts a customer.</summary>
    public async Task<UsualCustomer> Read(string id)
    {
        await using var command = source.CreateCommand("SELECT wrapped_key, sealed FROM customer WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var plaintext = UsualCrypto.Open(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1));
        return JsonSerializer.Deserialize(plaintext, UsualJson.Default.UsualCustomer)!;
    }

    /// <summary>Encrypts a batch of one transaction and inserts it, once.</summary>
    /// <param name="customer">The bank's id.</param>
    /// <param name="body">As sent.</param>
    public async Task<TransactionsRecorded> Append(string customer, byte[] body)
    {
        using var batch = JsonDocument.Parse(body);
        var transaction = batch.RootElement.GetProperty("transactions")[0];
        await using var connection = await source.OpenConnectionAsync();
        await using var read = new NpgsqlCommand("SELECT wrapped_key FROM customer WHERE id = $1", connection);
        read.Parameters.Add(new NpgsqlParameter<string> { TypedValue = customer });
        var key = (byte[])(await read.ExecuteScalarAsync())!;
        await using var insert = new NpgsqlCommand("INSERT INTO transaction VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", connection);
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = customer });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = transaction.GetProperty("id").GetString()! });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = UsualCrypto.Seal(key, body) });
        var accepted = await insert.ExecuteNonQueryAsync();
        return new TransactionsRecorded(accepted, 1 - accepted, []);
    }
}
