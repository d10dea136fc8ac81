using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Tests.Benchmarks.Load;

/// <summary>Our own loader, a process of its own: kept connections, one request at a time on each, no HTTP client in between.</summary>
internal static class Loader
{
    /// <summary>Runs <c>load PLAN --connections 64 --seconds 10 --first 0</c>; without seconds each request is sent once.</summary>
    /// <param name="args">After the command's name.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args)
    {
        var options = new ConfigurationBuilder().AddCommandLine(args[1..]).Build();
        var plan = LoadPlan.Read(args[0]);
        var run = new LoadRun(plan, options.GetValue<double?>("seconds"), options.GetValue<long>("first"));
        await Task.WhenAll(Enumerable.Range(0, options.GetValue("connections", 64)).Select(async _ =>
        {
            using var connection = new LoadConnection(run);
            await connection.Run(plan.Target);
        }));
        Console.WriteLine(JsonSerializer.Serialize(run.ToResult()));
        return 0;
    }
}
