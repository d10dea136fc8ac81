using System.Diagnostics.Metrics;
using Grains;
using Microsoft.Extensions.Time.Testing;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Silo.Storage;

namespace Tests.Storage;

public sealed class ObservedStorageTests : IAsyncLifetime
{
    private static readonly TimeSpan Taken = TimeSpan.FromSeconds(1234.5); // no other test's storage takes that long
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new();
    private readonly List<(string Operation, string Outcome)> measured = [];
    private readonly MeterListener listener = new();
    private Stores stores = null!;

    public Task InitializeAsync()
    {
        stores = Stores.InFolder(folder.Path);
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == ObservedStorage.Duration)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            if (seconds == Taken.TotalSeconds)
            {
                lock (measured)
                {
                    measured.Add(((string)tags[0].Value!, (string)tags[1].Value!));
                }
            }
        });
        listener.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        listener.Dispose();
        await stores.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task What_storage_takes_is_measured_by_operation_and_outcome()
    {
        var (id, state) = (GrainId.Create("customer", "1"), new GrainState<CustomerRecord>(new()));
        var fine = Observed(null);
        await fine.ReadStateAsync("r", id, state);
        await fine.WriteStateAsync("r", id, state);
        await fine.ClearStateAsync("r", id, state);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Observed(new InconsistentStateException()).WriteStateAsync("r", id, state));
        await Assert.ThrowsAsync<IOException>(() => Observed(new IOException()).WriteStateAsync("r", id, state));
        Assert.Equal([("read", "ok"), ("write", "ok"), ("clear", "ok"), ("write", "conflict"), ("write", "failed")], measured);
    }

    private ObservedStorage Observed(Exception? failure) => new(new Slow(clock, failure), stores.Profiles, clock);

    private sealed class Slow(FakeTimeProvider clock, Exception? failure) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Take();

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Take();

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Take();

        private Task Take()
        {
            clock.Advance(Taken);
            return failure is null ? Task.CompletedTask : Task.FromException(failure);
        }
    }
}
