using System.Diagnostics;
using System.Security.Cryptography;
using Grains.Audit;
using Grains.Interfaces.Audit;
using Microsoft.Extensions.Logging.Abstractions;
using Silo.Audit;
using Silo.Keys;

namespace Tests.Benchmarks.Audit;

/// <summary>Every shard at work as in its grain, one turn at a time, with so many entries waiting that commits are full.</summary>
internal static class Appending
{
    /// <summary>Appends for a time.</summary>
    /// <returns>Durable entries a second.</returns>
    public static async Task<double> Run(AuditStore store, AuditBenchmarkOptions options)
    {
        using var keys = new SigningKeys(RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        var parts = new AuditParts(store, keys, new NoSink(), TimeProvider.System, NullLogger.Instance);
        var clock = Stopwatch.StartNew();
        var end = TimeSpan.FromSeconds(options.Seconds);
        var done = await Task.WhenAll(Enumerable.Range(0, store.Shards).Select(OneShard));
        return done.Sum() / clock.Elapsed.TotalSeconds;

        async Task<long> OneShard(int number)
        {
            var turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
            var shard = new AuditShard(number, "bench", parts);
            Func<AuditEntry, Task> append = shard.Append;
            var entries = new SampleEntries(options.Customers);
            var callers = new List<Task<long>>();
            for (var i = 0; i < options.Waiting / store.Shards; i++)
            {
                callers.Add(Task.Factory.StartNew(() => Caller(append, entries), CancellationToken.None, TaskCreationOptions.None, turns).Unwrap());
            }

            var counts = await Task.WhenAll(callers);
            shard.Dispose();
            return counts.Sum();
        }

        async Task<long> Caller(Func<AuditEntry, Task> append, SampleEntries entries)
        {
            var count = 0L;
            for (; clock.Elapsed < end; count++)
            {
                await append(entries.Next());
            }

            return count;
        }
    }
}
