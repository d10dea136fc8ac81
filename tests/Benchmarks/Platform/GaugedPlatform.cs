using System.Globalization;
using ApiHost;

namespace Tests.Benchmarks.Platform;

/// <summary>ApiHost's own program, unchanged, in a process that tells how much memory it holds whenever it is sent a line.</summary>
internal static class GaugedPlatform
{
    /// <summary>Runs <c>gauged ARGUMENTS-OF-APIHOST</c> until it is stopped.</summary>
    public static int Run(string[] arguments)
    {
        _ = Task.Run(Answer);
        return (int)typeof(ApiJson).Assembly.EntryPoint!.Invoke(null, [arguments])!;
    }

    /// <summary>Reads an answer: bytes of the managed heap after a full collection, and of the process.</summary>
    public static (long Managed, long Process) Read(string answer)
    {
        var parts = answer.Split(' ');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static void Answer()
    {
        while (Console.ReadLine() is not null)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            Console.WriteLine($"={GC.GetTotalMemory(forceFullCollection: true)} {Environment.WorkingSet}");
        }
    }
}
