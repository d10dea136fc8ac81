using Tests.System.Processes;
using Xunit.Abstractions;

namespace Tests.System.Keys;

/// <summary>
/// Where a customer's keys are in the memory of the platform's process: while the customer is awake, and never longer. The process collects its garbage
/// all the time, so that whatever the collector may copy is copied.
/// </summary>
/// <param name="output">Shows how long each part took.</param>
public sealed class KeyMemoryTests(ITestOutputHelper output)
{
    private const int Patience = 60;
    private static readonly string[] Customers = ["warm", "idle", "replaced", "erased"];

    [SkippableFact]
    public async Task A_key_is_in_memory_while_its_customer_is_awake_and_after_eviction_replacement_or_erasure_no_copy_of_it_is()
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var platform = await EmbeddedPlatform.Start(("Customers__IdleAge", "00:00:05"), ("DOTNET_gcServer", "0"), ("DOTNET_GCgen0size", "80000"));
        var memory = new ProcessMemory(platform.Process.Id);
        Skip.If(memory.Forbidden is not null, memory.Forbidden);
        var (index, traces, desk) = (new TraceIndex(), new CustomerTraces(platform.Folder), await Desk.Open(platform));
        Tell("started");
        foreach (var id in Customers)
        {
            await desk.UseEverything(id);
        }

        foreach (var id in Customers)
        {
            await desk.Awake(id);
            await traces.AddTo(index, id, id, lasting: id != "replaced");
        }

        Tell("used");
        var awake = await Scan(platform, memory, index);
        Assert.All(Customers, id => Assert.Contains(awake, seen => seen.Trace == $"{id}: {CustomerTraces.Personal}"));

        Tell($"scanned {memory.Megabytes} MB: {awake.Count} traces of {Customers.Length} who are awake");

        // Only the idle one falls asleep: the others lose their keys while they are called.
        await desk.Replace("replaced");
        await desk.Erase("erased");
        using var stop = new CancellationTokenSource();
        var warming = KeepAwake(desk, stop.Token);
        IReadOnlyCollection<Sighting> left = [];
        await Until.True(
            async () => (left = await Scan(platform, memory, index)).All(static seen => seen.Trace.StartsWith("warm:", StringComparison.Ordinal)),
            () => $"no copy of a key whose customer is not awake; there is {string.Join("; ", left.Select(static seen => $"{seen.Trace} in {seen.Mapping}"))}", Patience);
        Assert.Contains(left, static seen => seen.Trace == $"warm: {CustomerTraces.Personal}");
        Tell($"{left.Count} traces of one");
        await stop.CancelAsync();
        await warming;

        // The successor of a replaced key goes as any other does; nobody is awake now.
        await traces.AddTo(index, "replaced", "successor");
        await Until.True(
            async () => (left = await Scan(platform, memory, index)).Count == 0,
            () => $"no copy of any key; there is {string.Join("; ", left.Select(static seen => $"{seen.Trace} in {seen.Mapping}"))}", Patience);
        Tell("none of anybody");

        void Tell(string what) => output.WriteLine($"{TimeProvider.System.GetElapsedTime(began).TotalSeconds,5:F1} s: {what}");
    }

    private static async Task KeepAwake(Desk desk, CancellationToken stop)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (!stop.IsCancellationRequested)
        {
            await desk.Awake("warm");
            await desk.Awake("replaced");
            await desk.AskForErased("erased");
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Of a process that stands still: what was there at one moment.</summary>
    private static async Task<IReadOnlyCollection<Sighting>> Scan(EmbeddedPlatform platform, ProcessMemory memory, TraceIndex index)
    {
        await platform.Process.Freeze();
        try
        {
            return memory.Find(index);
        }
        finally
        {
            await platform.Process.Thaw();
        }
    }
}
