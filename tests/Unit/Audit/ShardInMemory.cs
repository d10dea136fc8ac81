using System.Collections.Concurrent;
using Grains.Audit;
using Grains.Interfaces.Audit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Unit.Audit;

/// <summary>Shard 1 of a log in memory, with keys of its own.</summary>
internal sealed class ShardInMemory : IDisposable
{
    public ShardInMemory() => Shard = Open();

    public MemoryAuditStore Store { get; } = new();

    public TestSigning Signing { get; } = new();

    public MemorySink Sink { get; } = new();

    public AuditShard Shard { get; }

    public static AuditEntry Entry(AuditKind kind = AuditKind.Access) =>
        new() { Id = Guid.NewGuid(), At = DateTimeOffset.UnixEpoch, Kind = kind, Operation = "profile.read", Outcome = "allowed" };

    /// <summary>Another activation of the shard.</summary>
    public AuditShard Open() => new(1, "bank", new AuditParts(Store, Signing.Keys, Sink, TimeProvider.System, NullLogger.Instance));

    public Task Append(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => Shard.Append(Entry())));

    public void Dispose()
    {
        Shard.Dispose();
        Signing.Dispose();
    }
}

/// <summary>A place for checkpoints that can fail or not answer.</summary>
internal sealed class MemorySink : IAuditSink
{
    public ValueTask TakeErasure(Guid keyId) => ValueTask.CompletedTask;

    public IReadOnlyCollection<Guid> Erasures() => [];

    public ConcurrentQueue<long> Taken { get; } = [];

    public ConcurrentQueue<long> Tried { get; } = [];

    public Exception? Fault { get; set; }

    public TaskCompletionSource? Gate { get; set; }

    public async ValueTask Take(int shard, AuditCheckpoint checkpoint)
    {
        Tried.Enqueue(checkpoint.Size);
        if (Fault is not null)
        {
            throw Fault;
        }

        await (Gate?.Task ?? Task.CompletedTask);
        Taken.Enqueue(checkpoint.Size);
    }
}
