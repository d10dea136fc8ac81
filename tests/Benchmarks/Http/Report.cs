using System.Runtime.InteropServices;
using Tests.Benchmarks.Load;

namespace Tests.Benchmarks.Http;

/// <summary>What a run prints: the machine, the table, the figures.</summary>
internal static class Report
{
    /// <summary>Prints it as Markdown.</summary>
    public static void Print(BenchmarkOptions options, Measurements measured, Figures figures)
    {
        Console.WriteLine($"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine($"{options.Connections} connections from {LoadGenerator.Tool} on the same machine, {options.Customers:N0} customers with tokens, medians of {options.Rounds} × {options.Seconds} s");
        Console.WriteLine();
        foreach (var line in measured.ToTable("bare", "usual", "pgbench", "audit off").Append(string.Empty).Concat(figures.ToTable()))
        {
            Console.WriteLine(line);
        }
    }

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor"
        : "unknown processor";
}
