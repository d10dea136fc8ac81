using Tests.Benchmarks.Platform;

namespace Tests.Benchmarks.Http;

/// <summary>What a warm customer with 13 months of history costs: the growth of the embedded platform's memory by customers who wake and stay.</summary>
internal static class Memory
{
    /// <summary>Measures it.</summary>
    public static async Task Measure(TestBed bed, Workloads workloads, BenchmarkOptions options)
    {
        var server = await bed.RestartGauged();
        await Wake(bed, workloads, 0, options.Early);
        var before = GaugedPlatform.Read(await server.Ask("memory"));
        var count = options.Sleepers - options.Early;
        await Wake(bed, workloads, options.Early, count);
        var after = GaugedPlatform.Read(await server.Ask("memory"));
        bed.Figures.Add("managed heap of a warm customer", $"{(after.Managed - before.Managed) / 1024.0 / count:0.0} KiB");
        bed.Figures.Add("memory of the process for a warm customer", $"{(after.Process - before.Process) / 1024.0 / count:0.0} KiB");
    }

    /// <summary>Recommendation and profile open every section.</summary>
    private static async Task Wake(TestBed bed, Workloads workloads, int first, int count)
    {
        await bed.Load.EachOnce(workloads.Touch(bed.Embedded, first, count));
        await bed.Load.EachOnce(workloads.TouchProfile(bed.Embedded, first, count));
    }
}
