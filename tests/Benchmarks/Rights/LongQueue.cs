using Dapper;
using Grains.Due;
using Grains.Encryption;
using Grains.Interfaces.Rights;
using Grains.Keys;
using Grains.Rights;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Silo.Due;
using Silo.Storage;

namespace Tests.Benchmarks.Rights;

/// <summary>The privacy office's queue with very many requests.</summary>
internal static class LongQueue
{
    private const int Pages = 200;

    /// <summary>Fills the queue and takes pages of 100 from anywhere in it.</summary>
    /// <returns>p50 / p99 in ms.</returns>
    public static async Task<string> Page(Stores stores, int requests)
    {
        using var key = CustomerKey.Fresh();
        var services = new ServiceCollection().AddSerializer(static serializer => serializer.AddAssembly(typeof(RightsQueue).Assembly).AddAssembly(typeof(RightsRequest).Assembly)).BuildServiceProvider();
        var seal = new PlatformSeal(key, services.GetRequiredService<Serializer>(), Options.Create(new ClusterOptions()));
        var note = seal.SealNote(new RightsRequest
        {
            RequestId = Guid.NewGuid().ToString(), Right = "rectification", Regime = "gdpr", Status = "open", ReceivedAt = DateTimeOffset.UnixEpoch, DueAt = DateTimeOffset.UnixEpoch, CustomerId = "bench-000001",
        });
        await Fill(stores, requests, note);
        var (queue, times, random) = (new RightsQueue(new DueTable(stores), seal), new Times(), new Random(5));
        for (var i = 0; i < Pages; i++)
        {
            var after = DueCursor.Of(new DueItem("right-open", Guid.Empty, DateTimeOffset.FromUnixTimeSeconds(random.Next(requests))) { Id = Guid.Empty });
            await times.Of(async () =>
            {
                var page = await queue.List(new RightsQuery(null, null, 100, after));
                if (page.Value is not { Requests.Length: > 0 })
                {
                    throw new InvalidOperationException("The page is empty.");
                }
            });
        }

        return times.ToString();
    }

    private static async Task Fill(Stores stores, int requests, byte[] note)
    {
        await using var connection = await stores.Profiles.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(
            stores.Profiles.Dialect == StoreDialect.Sqlite
                ? "WITH RECURSIVE one(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM one WHERE i < @requests) INSERT INTO due (kind, customer, id, at, note) "
                    + "SELECT 'right-open', printf('%08X-0000-0000-0000-000000000000', i), printf('%08X-0000-0000-0000-000000000001', i), i, @note FROM one"
                : "INSERT INTO due (kind, customer, id, at, note) SELECT 'right-open', lpad(to_hex(i), 32, '0')::uuid, lpad(to_hex(i + 1), 32, '0')::uuid, i, @note "
                    + "FROM generate_series(0, @requests) AS i",
            new { requests, note }, commandTimeout: 600);
        await connection.ExecuteAsync("ANALYZE due"); // as the server does by itself when a table has grown
    }
}
