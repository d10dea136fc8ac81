namespace Grains.Audit;

/// <summary>The audit log; configuration section <c>Audit</c>.</summary>
internal sealed class AuditOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Audit";

    /// <summary>What is said to who switches it off elsewhere.</summary>
    public const string Required = "Audit:Enabled (Audit__Enabled) is false, which measures the platform without its audit log: leave it out outside Development.";

    /// <summary>Whether accesses are recorded; true by default. Off only to measure what recording costs: refused outside Development.</summary>
    public bool Enabled { get; set; } = true;
}
