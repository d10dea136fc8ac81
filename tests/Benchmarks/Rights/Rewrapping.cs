using System.Diagnostics;
using Dapper;
using Grains.Keys;
using Silo.Keys;
using Silo.Storage;

namespace Tests.Benchmarks.Rights;

/// <summary>The re-wrap of customers' keys under a new generation of the key ring, in batches as the rotation makes them.</summary>
internal static class Rewrapping
{
    private const int Batch = 1_000;

    /// <summary>Fills the keys store and rotates.</summary>
    /// <returns>Keys a second.</returns>
    public static async Task<double> Run(Stores stores, string ring, int customers)
    {
        using var wrapper = KeyRingFile.Open(ring, isDevelopment: true, keysExist: false);
        var generations = new KeyGenerationStore(stores);
        await generations.Register(wrapper.Newest, null, DateTimeOffset.UnixEpoch);
        var old = wrapper.Wrap(new byte[CustomerKey.Length]);
        await Fill(stores, old, customers);
        await generations.Register(await wrapper.Begin(), null, DateTimeOffset.UnixEpoch.AddDays(1));
        var (from, count) = (Stopwatch.GetTimestamp(), 0L);
        while (await generations.WrappedBy(old.WrappedBy, Batch) is { Count: > 0 } stale)
        {
            if (count > 2L * customers)
            {
                throw new InvalidOperationException("Keys are found again that were re-wrapped.");
            }

            await generations.Rewrap(wrapper.Rewrap(stale));
            count += stale.Count;
        }

        return count / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private static async Task Fill(Stores stores, WrappedKey wrapped, int customers)
    {
        await using var connection = await stores.Keys.Source.OpenConnectionAsync();
        const string Columns = "INSERT INTO customer_key (customer, status, personal_key_id, personal_wrapped_by, personal, evidence_key_id, evidence_wrapped_by, evidence, floor) ";
        await connection.ExecuteAsync(
            stores.Keys.Dialect == StoreDialect.Sqlite
                ? "WITH RECURSIVE one(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM one WHERE i < @customers) " + Columns
                    + "SELECT printf('%08X-0000-0000-0000-000000000000', i), 0, printf('%08X-0000-0000-0000-000000000001', i), @by, @key, printf('%08X-0000-0000-0000-000000000002', i), @by, @key, 0 FROM one"
                : Columns + "SELECT lpad(to_hex(i), 32, '0')::uuid, 0, ('1' || lpad(to_hex(i), 31, '0'))::uuid, @by, @key, ('2' || lpad(to_hex(i), 31, '0'))::uuid, @by, @key, 0 FROM generate_series(1, @customers) AS i",
            new { customers, by = wrapped.WrappedBy, key = wrapped.Bytes }, commandTimeout: 600);
    }
}
