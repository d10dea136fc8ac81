using System.Diagnostics;
using System.Security.Cryptography;
using Silo.Storage;
using Tests.Benchmarks.Platform;
using Tests.System;

namespace Tests.Benchmarks.Rights;

/// <summary>
/// Being forgotten, over HTTP with all checks on: how fast one customer is frozen, without a key and certified, how many a second while others are
/// read; and the stores by themselves: a page of a long queue, and the re-wrap under a new key-encryption key. On SQLite and, where it is
/// installed, on PostgreSQL.
/// </summary>
internal static class RightsBenchmark
{
    /// <summary>Runs <c>rights</c> and prints the tables.</summary>
    public static async Task<int> Run(RightsBenchmarkOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("profileplatform-rights-").FullName;
        var postgres = new PostgresServer();
        try
        {
            await postgres.InitializeAsync();
            Console.WriteLine("| store | frozen p50 / p99 ms | key destroyed p50 / p99 ms | certificate p50 / p99 ms | erasures/s | reads p99 before → meanwhile ms | queue page of 100 p50 / p99 ms | keys re-wrapped/s |");
            Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
            var embedded = ServerProcess.FreeAddress();
            await using (await PlatformProcesses.Embedded(embedded, Path.Combine(folder, "data")))
            {
                var stores = await OnStores(Stores.InFolder(Directory.CreateDirectory(Path.Combine(folder, "stores")).FullName), folder, options);
                await Report("SQLite", embedded, embedded, stores, options);
                if (PostgresServer.Missing is null)
                {
                    var names = new Dictionary<string, string>();
                    foreach (var name in new[] { "profiles", "keys", "audit" })
                    {
                        names[name] = await postgres.NewDatabase();
                    }

                    var (cluster, client) = (PlatformProcesses.Cluster(name => names[name], embedded, folder), ServerProcess.FreeAddress());
                    await using var silo = await PlatformProcesses.Silo(cluster);
                    await using var api = await PlatformProcesses.Client(client, cluster);
                    var apart = Stores.OnPostgres(await postgres.NewDatabase(), await postgres.NewDatabase(), await postgres.NewDatabase());
                    await Report("PostgreSQL", client, embedded, await OnStores(apart, folder, options), options);
                }
            }

            return 0;
        }
        finally
        {
            await postgres.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Report(string name, Uri platform, Uri issuer, string stores, RightsBenchmarkOptions options)
    {
        using var erasing = new Erasing(platform, issuer);
        Console.Error.WriteLine($"{name}: importing {options.Customers} customers");
        await erasing.Import(options.Customers);
        var (single, sustained) = (await erasing.OneByOne(options.Single), await erasing.Sustained(options.Single, options.Customers - options.Readers, options.AtOnce, options.Readers));
        Console.WriteLine($"| {name} | {single} | {sustained} | {stores} |");
    }

    private static async Task<string> OnStores(Stores stores, string folder, RightsBenchmarkOptions options)
    {
        await using (stores)
        {
            await SchemaInstaller.Install(stores);
            return $"{await LongQueue.Page(stores, options.Requests)} | {await Rewrapping.Run(stores, Path.Combine(folder, $"{RandomNumberGenerator.GetHexString(8)}.json"), options.Keys):N0}";
        }
    }
}

/// <summary>How much.</summary>
internal sealed record RightsBenchmarkOptions
{
    /// <summary>Customers; all but the readers' are erased.</summary>
    public int Customers { get; init; } = 1_000;

    /// <summary>Of these, erased one after the other.</summary>
    public int Single { get; init; } = 100;

    /// <summary>Erasures at once in the sustained part.</summary>
    public int AtOnce { get; init; } = 32;

    /// <summary>Customers who are read meanwhile, each by one caller.</summary>
    public int Readers { get; init; } = 4;

    /// <summary>Requests in the queue.</summary>
    public int Requests { get; init; } = 1_000_000;

    /// <summary>Customers whose two keys are re-wrapped.</summary>
    public int Keys { get; init; } = 50_000;
}

/// <summary>Times in order, and what a table says of them.</summary>
internal sealed class Times
{
    private readonly List<double> milliseconds = [];

    /// <summary>Adds one.</summary>
    public void Add(TimeSpan time)
    {
        lock (milliseconds)
        {
            milliseconds.Add(time.TotalMilliseconds);
        }
    }

    /// <summary>A percentile.</summary>
    public double At(int percent)
    {
        lock (milliseconds)
        {
            milliseconds.Sort();
            return milliseconds.Count == 0 ? double.NaN : milliseconds[Math.Min(milliseconds.Count - 1, milliseconds.Count * percent / 100)];
        }
    }

    /// <summary>Times some work.</summary>
    public async Task Of(Func<Task> work)
    {
        var from = Stopwatch.GetTimestamp();
        await work();
        Add(Stopwatch.GetElapsedTime(from));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{At(50):0.0} / {At(99):0.0}";
}
