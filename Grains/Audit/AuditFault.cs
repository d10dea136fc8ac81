using System.Globalization;

namespace Grains.Audit;

/// <summary>What is wrong with a shard, at the first entry that shows it.</summary>
/// <param name="From">The entry; the first that may be meant where the log does not tell more.</param>
/// <param name="To">The last that may be meant.</param>
/// <param name="Kind">What happened.</param>
/// <param name="What">What shows it, in plain words.</param>
internal sealed record AuditFault(long From, long To, AuditFaultKind Kind, string What)
{
    /// <inheritdoc/>
    public override string ToString() => From == To
        ? string.Create(CultureInfo.InvariantCulture, $"entry {From} {Word}: {What}")
        : string.Create(CultureInfo.InvariantCulture, $"entry {From}, or one after it up to {To}, {Word}: {What}");

    private string Word => Kind switch
    {
        AuditFaultKind.Changed => "was changed",
        AuditFaultKind.Dropped => "was dropped",
        AuditFaultKind.Reordered => "was reordered",
        AuditFaultKind.Truncated => "was truncated, with all after it",
        AuditFaultKind.Forked => "was forked",
        _ => "has no proof",
    };
}

/// <summary>The ways in which a log can be false.</summary>
internal enum AuditFaultKind
{
    /// <summary>An entry says something else than it did.</summary>
    Changed,

    /// <summary>An entry is gone from between others.</summary>
    Dropped,

    /// <summary>An entry stands in another's place.</summary>
    Reordered,

    /// <summary>The end is gone.</summary>
    Truncated,

    /// <summary>Two histories were signed.</summary>
    Forked,

    /// <summary>What should prove the entries is missing or not signed by the log's key.</summary>
    Unproven,
}
