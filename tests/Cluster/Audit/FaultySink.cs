using System.Collections.Concurrent;
using Grains.Audit;

namespace Tests.Audit;

/// <summary>An outside sink that fails or hangs, on demand, and cannot be read.</summary>
internal sealed class FaultySink : IAuditSink
{
    /// <summary>Whether it refuses what it is given.</summary>
    public bool IsDown { get; set; }

    /// <summary>Whether it never answers.</summary>
    public bool Hangs { get; set; }

    /// <summary>The ids that it took.</summary>
    public ConcurrentQueue<Guid> Taken { get; } = [];

    public ValueTask Take(int shard, AuditCheckpoint checkpoint) => ValueTask.CompletedTask;

    public async ValueTask TakeErasure(Guid keyId)
    {
        if (Hangs)
        {
            await new TaskCompletionSource().Task;
        }

        if (IsDown)
        {
            throw new HttpRequestException("The sink is down.");
        }

        Taken.Enqueue(keyId);
    }

    public IReadOnlyCollection<Guid> Erasures() => [];
}
