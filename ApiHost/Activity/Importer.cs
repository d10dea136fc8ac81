using System.Globalization;
using Grains.Interfaces.Access;

namespace ApiHost.Activity;

/// <summary>
/// Runs an import: hands every line to the lane of its customer, so that a customer's lines stay in order and different customers run side
/// by side. What is on its way is bounded; where the caller's token ends, nothing more is sent and the last line that is done is named.
/// </summary>
internal sealed class Importer : IDisposable
{
    private const int LaneCount = 24;

    // What may be on its way at once: 512 lines, or fewer where they are long, 32 MiB of them at most.
    private const int Places = 512;
    private const int BytesPerPlace = 64 << 10;

    private readonly ImportTally tally = new();
    private readonly SemaphoreSlim room = new(Places);
    private readonly ImportLane[] lanes = new ImportLane[LaneCount];
    private readonly Task[] running = new Task[LaneCount];
    private readonly Action<long, Refusal> report;
    private Refusal? stop;

    /// <summary>Starts the lanes.</summary>
    /// <param name="send">Sends a line to its customer and answers when what it did is durable.</param>
    /// <param name="report">Takes the errors: line and refusal. Called by many at once.</param>
    /// <param name="log">The log.</param>
    public Importer(Func<ImportLine, ValueTask<ImportOutcome>> send, Action<long, Refusal> report, ILogger log)
    {
        this.report = report;
        for (var i = 0; i < LaneCount; i++)
        {
            var lane = lanes[i] = new ImportLane(this, send, log);
            running[i] = Task.Run(lane.Run);
        }
    }

    /// <summary>The counts so far.</summary>
    public ImportCounts Counts => tally.Counts;

    /// <summary>Whether nothing more is sent, because the caller may not go on.</summary>
    public bool IsStopped => Volatile.Read(ref stop) is not null;

    /// <summary>Takes a line; waits where too much is on its way.</summary>
    /// <param name="number">The line's number, one after the one before.</param>
    /// <param name="line">The line; a default input is a blank one.</param>
    /// <param name="bytes">Its size in bytes.</param>
    /// <returns>When taken.</returns>
    public async ValueTask Take(long number, Input<ImportLine> line, int bytes)
    {
        if (line.Value is not { } work)
        {
            Finish(number, line.Fault);
            return;
        }

        var places = Math.Min(1 + (bytes / BytesPerPlace), Places);
        for (var i = 0; i < places; i++)
        {
            await room.WaitAsync();
        }

        lanes[(uint)StringComparer.Ordinal.GetHashCode(work.CustomerId) % LaneCount].Enqueue(new ImportEntry(number, work, places));
    }

    /// <summary>Waits for what is on its way. Where the import was stopped, reports the first line that is not done.</summary>
    /// <returns>When all is done.</returns>
    public async Task Complete()
    {
        foreach (var lane in lanes)
        {
            lane.Close();
        }

        await Task.WhenAll(running);
        if (stop is { } refusal)
        {
            var last = tally.Counts.Line;
            var detail = string.Create(
                CultureInfo.InvariantCulture, $"The import ended after line {last}: every line up to it is done. Repeat the file, or send it from line {last + 1} on. ");
            Finish(last + 1, refusal with { Detail = detail + refusal.Detail });
        }
    }

    /// <inheritdoc/>
    public void Dispose() => room.Dispose();

    /// <summary>Notes a finished line, and its error where it had one.</summary>
    /// <param name="number">The line's number.</param>
    /// <param name="error">Why nothing was done; null where it was.</param>
    internal void Finish(long number, Refusal? error)
    {
        if (error is not null)
        {
            report(number, error);
        }

        tally.Complete(number, error is not null);
    }

    /// <summary>Counts what a call did.</summary>
    /// <param name="outcome">What it did.</param>
    internal void Count(in ImportOutcome outcome) => tally.Add(outcome);

    /// <summary>Makes room for the next lines.</summary>
    /// <param name="places">How many places became free.</param>
    internal void Leave(int places) => room.Release(places);

    /// <summary>Sends nothing more.</summary>
    /// <param name="refusal">Why the caller may not go on.</param>
    internal void Stop(Refusal refusal) => Interlocked.CompareExchange(ref stop, refusal, null);
}
