using System.Diagnostics.Metrics;

namespace Grains;

/// <summary>What the silo measures; meter <c>ProfilePlatform</c>. Tags hold names from closed lists only, never a customer.</summary>
internal static class Instruments
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "ProfilePlatform";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Calls =
        Meter.CreateCounter<long>("profileplatform.grain.calls", "{call}", "Grain calls that were let in, by method.");

    private static readonly Counter<long> Refusals =
        Meter.CreateCounter<long>("profileplatform.refusals", "{call}", "Grain calls refused, by method and problem code.");

    private static readonly UpDownCounter<long> Customers =
        Meter.CreateUpDownCounter<long>("profileplatform.customers.active", "{customer}", "Customers whose grain is active.");

    private static readonly Counter<long> SectionsOpened =
        Meter.CreateCounter<long>("profileplatform.sections.opened", "{section}", "Sections decrypted, by section.");

    private static readonly Counter<long> Entries =
        Meter.CreateCounter<long>("profileplatform.audit.entries", "{entry}", "Entries of the audit log that were handed in and are durable.");

    private static readonly Counter<long> SinkFailures =
        Meter.CreateCounter<long>("profileplatform.audit.sink_failures", "{checkpoint}", "Checkpoints that could not be taken to the outside sink.");

    /// <summary>A call was let in.</summary>
    /// <param name="method">Interface and method.</param>
    public static void Called(string method) => Calls.Add(1, new KeyValuePair<string, object?>("method", method));

    /// <summary>A call was refused.</summary>
    /// <param name="method">Interface and method.</param>
    /// <param name="reason">A problem code, or a fixed word for what never reached a policy.</param>
    public static void Refused(string method, string reason) =>
        Refusals.Add(1, new KeyValuePair<string, object?>("method", method), new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A customer's grain woke or went to sleep.</summary>
    /// <param name="change">1 or -1.</param>
    public static void ActivationsChanged(int change) => Customers.Add(change);

    /// <summary>A section was decrypted.</summary>
    /// <param name="section">The section's name.</param>
    public static void SectionOpened(string section) => SectionsOpened.Add(1, new KeyValuePair<string, object?>("section", section));

    /// <summary>Entries became durable in the audit log.</summary>
    /// <param name="count">How many.</param>
    public static void EntriesAppended(int count) => Entries.Add(count);

    /// <summary>A checkpoint did not reach the outside sink.</summary>
    public static void SinkFailed() => SinkFailures.Add(1);
}
