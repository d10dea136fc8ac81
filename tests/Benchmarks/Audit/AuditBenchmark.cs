using Silo.Audit;
using Silo.Storage;
using Tests.System;

namespace Tests.Benchmarks.Audit;

/// <summary>
/// The audit log by itself: how fast entries become durable in groups, how long a proof from a very long log takes, and how fast such a log is
/// verified offline. On SQLite and, where it is installed, on PostgreSQL; both sync every commit to the disk.
/// </summary>
internal static class AuditBenchmark
{
    /// <summary>Runs <c>audit</c> and prints the table.</summary>
    public static async Task<int> Run(AuditBenchmarkOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("profileplatform-audit-").FullName;
        var postgres = new PostgresServer();
        try
        {
            await postgres.InitializeAsync();
            Console.WriteLine($"| {options.Entries:N0} entries, {options.Waiting:N0} waiting, {options.Customers:N0} customers | appends/s | inclusion p50 / p99 | consistency p50 / p99 | verified offline, entries/min |");
            Console.WriteLine("|---|--:|--:|--:|--:|");
            await Measure("SQLite", Place(folder, "short"), Place(folder, "long"), Stores.InFolder, options);
            if (PostgresServer.Missing is null)
            {
                await Measure("PostgreSQL", await postgres.NewDatabase(), await postgres.NewDatabase(), static place => Stores.OnPostgres(place, place, place), options);
            }

            return 0;
        }
        finally
        {
            await postgres.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Measure(string name, string busy, string filled, Func<string, Stores> open, AuditBenchmarkOptions options)
    {
        Console.Error.WriteLine($"{name}: appending for {options.Seconds} s");
        var appends = await With(open(busy), store => Appending.Run(store, options));
        Console.Error.WriteLine($"{name}: filling");
        var (inclusion, consistency) = await With(open(filled), async store =>
        {
            var log = new LongLog(store, options);
            await log.Fill();
            return (await log.Inclusion(), await log.Consistency());
        });
        Console.Error.WriteLine($"{name}: verifying");
        var verified = await LongLog.Verify(filled);
        Console.WriteLine($"| {name} | {appends:N0} | {inclusion} | {consistency} | {verified:N0} |");
    }

    private static async Task<T> With<T>(Stores stores, Func<AuditStore, Task<T>> work)
    {
        await using (stores)
        {
            await SchemaInstaller.Install(stores.Audit);
            return await work(await AuditStore.Open(stores));
        }
    }

    private static string Place(string folder, string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
}
