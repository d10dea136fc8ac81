using Grains.Audit;

namespace Silo.Audit;

/// <summary>Where none is configured.</summary>
internal sealed class NoSink : IAuditSink
{
    /// <inheritdoc/>
    public ValueTask Take(int shard, AuditCheckpoint checkpoint) => ValueTask.CompletedTask;
}
