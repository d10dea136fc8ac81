using System.Globalization;
using Tests.Benchmarks.Platform;

namespace Tests.Benchmarks.Load;

/// <summary>Puts load on a server from a process of its own: wrk where it is installed, else our own loader.</summary>
internal sealed class LoadGenerator(string folder, int connections)
{
    private long sequence;

    /// <summary>What the load comes from.</summary>
    public static string Tool => Wrk.Program is null ? "our own loader" : "wrk";

    /// <summary>Sends a plan's requests in turn, for some time.</summary>
    public async Task<LoadResult> For(TimeSpan time, LoadPlan plan)
    {
        var path = Path.Combine(folder, "plan");
        var seconds = time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

        // Each run has ten million numbers of its own, from where the clock stood: an earlier run's transactions are never sent again.
        sequence = Math.Max(sequence + 10_000_000, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() % 100_000_000_000);
        if (Wrk.Program is null)
        {
            plan.Write(path);
            return await OwnLoader(path, "--seconds", seconds);
        }

        await File.WriteAllTextAsync(path, Wrk.Script(plan, sequence));
        return LoadResult.Read(await ServerProcess.Run(
            Wrk.Program, ["--threads", "1", "--connections", $"{connections}", "--duration", $"{seconds}s", "--script", path, plan.Target.AbsoluteUri]));
    }

    /// <summary>Sends each request of a plan once. wrk cannot do this.</summary>
    public Task<LoadResult> EachOnce(LoadPlan plan)
    {
        var path = Path.Combine(folder, "plan");
        plan.Write(path);
        return OwnLoader(path);
    }

    private async Task<LoadResult> OwnLoader(string path, params string[] arguments) => LoadResult.Read(await ServerProcess.Run(
        "dotnet",
        [ServerProcess.Benchmarks, "load", path, "--connections", $"{connections}", "--first", $"{sequence}", .. arguments],
        new() { ["DOTNET_gcServer"] = "0", ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" }));
}
