using Tests.Benchmarks.Load;

namespace Tests.Benchmarks.Http;

/// <summary>
/// Compares the platform over HTTP with the least that a server can do, with the usual design and with the database itself, all in one run
/// on one machine: figures travel between machines only as ratios.
/// </summary>
internal static class HttpBenchmark
{
    private const string Transaction = "transaction post";
    private const string FirstTouch = "first touch";

    /// <summary>Runs <c>http</c> and prints the tables.</summary>
    public static async Task<int> Run(BenchmarkOptions options)
    {
        await using var bed = await TestBed.Start(options);
        var workloads = await Workloads.Create(options, bed.Client);
        await Verification.Run(bed, workloads);
        var time = TimeSpan.FromSeconds(options.Seconds);
        var warmup = TimeSpan.FromSeconds(options.Warmup);
        var pgbench = await bed.PgBench(options.Connections);
        var measured = new Measurements();
        for (var round = 1; round <= options.Rounds; round++)
        {
            Console.Error.WriteLine($"round {round} of {options.Rounds}");
            await Measure("bare", bed.Bare, Workloads.Bare(bed.Bare));
            await Measure("warm recommendation", bed.Unaudited, workloads.Recommendations(bed.Unaudited));
            await Measure(Transaction, bed.Unaudited, workloads.Transactions(bed.Unaudited));
            foreach (var server in bed.Holders)
            {
                await Measure("warm recommendation", server, workloads.Recommendations(server));
                await Measure("profile read", server, workloads.Profiles(server));
                await Measure(Transaction, server, workloads.Transactions(server));
            }

            foreach (var server in bed.Holders)
            {
                await bed.Restart(server);
                await bed.Load.For(warmup, workloads.Recommendations(server));
                await bed.Load.EachOnce(workloads.Touch(server, 0, options.Early));
                await Take(FirstTouch, server, () => bed.Load.EachOnce(workloads.Touch(server, options.Early, options.Sleepers - options.Early)));
            }

            if (pgbench is not null)
            {
                measured.Add(Transaction, "pgbench", await pgbench.Upsert(time));
                measured.Add(FirstTouch, "pgbench", await pgbench.Select(time));
            }
        }

        await Memory.Measure(bed, workloads, options);
        await BerkaImport.Measure(bed);
        Report.Print(options, measured, bed.Figures);
        return 0;

        async Task Measure(string workload, Server server, LoadPlan plan)
        {
            await bed.Load.For(warmup, plan);
            await Take(workload, server, () => bed.Load.For(time, plan));
        }

        async Task Take(string workload, Server server, Func<Task<LoadResult>> run)
        {
            var before = bed.ProcessorTime(server);
            var result = await run();
            measured.Add(workload, server.Name, result with { Processor = (bed.ProcessorTime(server) - before).TotalMicroseconds / result.Requests });
        }
    }
}
