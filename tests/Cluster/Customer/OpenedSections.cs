using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Tests.Cluster.Customer;

/// <summary>Listens to which sections of customers are opened.</summary>
internal sealed class OpenedSections : IDisposable
{
    private readonly ConcurrentBag<string> opened = [];
    private readonly MeterListener listener = new()
    {
        InstrumentPublished = static (instrument, listening) =>
        {
            if (instrument.Name == "profileplatform.sections.opened")
            {
                listening.EnableMeasurementEvents(instrument);
            }
        },
    };

    public OpenedSections()
    {
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => opened.Add((string)tags[0].Value!));
        listener.Start();
    }

    /// <summary>Each of them once, in alphabetical order.</summary>
    public IEnumerable<string> Names => opened.Distinct().Order(StringComparer.Ordinal);

    public void Dispose() => listener.Dispose();
}
