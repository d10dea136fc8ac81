using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Orleans.Runtime;

namespace Tests.Cluster.Customer;

/// <summary>Listens to which sections of customers are opened by the calls that the test makes from now on. The meter is the process's, and other tests run
/// beside this one, so each call says whose it is.</summary>
internal sealed class OpenedSections : IDisposable
{
    private const string Caller = "opened-by";
    private readonly string self = Guid.NewGuid().ToString();
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
        RequestContext.Set(Caller, self);
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (RequestContext.Get(Caller) is string caller && caller == self)
            {
                opened.Add((string)tags[0].Value!);
            }
        });
        listener.Start();
    }

    /// <summary>Each of them once, in alphabetical order.</summary>
    public IEnumerable<string> Names => opened.Distinct().Order(StringComparer.Ordinal);

    public void Dispose()
    {
        listener.Dispose();
        RequestContext.Remove(Caller);
    }
}
