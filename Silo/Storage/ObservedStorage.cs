using System.Diagnostics.Metrics;
using Grains;
using Orleans.Storage;

namespace Silo.Storage;

/// <summary>Measures how long grain state takes to read and write, the wait for a turn included, and lets SQLite's writers take turns.</summary>
internal sealed class ObservedStorage(IGrainStorage inner, Store store, TimeProvider clock) : IGrainStorage
{
    /// <summary>Seconds, by operation (read, write, clear) and outcome (ok, conflict, failed).</summary>
    public const string Duration = "profileplatform.storage.duration";

    private static readonly Meter Meter = new(Instruments.MeterName);

    private static readonly Histogram<double> Durations = Meter.CreateHistogram(
        Duration, "s", "Time to read or write a grain's state, by operation and outcome.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Observe("read", clock.GetTimestamp(), inner.ReadStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Observe("write", clock.GetTimestamp(), Write(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Observe("clear", clock.GetTimestamp(), Clear(stateName, grainId, grainState));

    private async Task Write<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        using var turn = await store.TakeTurn();
        await inner.WriteStateAsync(stateName, grainId, grainState);
    }

    private async Task Clear<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        using var turn = await store.TakeTurn();
        await inner.ClearStateAsync(stateName, grainId, grainState);
    }

    private async Task Observe(string operation, long since, Task work)
    {
        var outcome = "failed";
        try
        {
            await work;
            outcome = "ok";
        }
        catch (InconsistentStateException)
        {
            outcome = "conflict";
            throw;
        }
        finally
        {
            Durations.Record(clock.GetElapsedTime(since).TotalSeconds, new("operation", operation), new("outcome", outcome));
        }
    }
}
