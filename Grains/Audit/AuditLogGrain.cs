using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Keys;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Configuration;

namespace Grains.Audit;

/// <summary>One shard of the log, in the one place that appends to it. Calls interleave, so that entries gather while a commit is under way.</summary>
[Reentrant]
internal sealed class AuditLogGrain(
    IAuditStore store, ISigningKeys keys, IAuditSink sink, IOptions<ClusterOptions> cluster, TimeProvider clock, ILogger<AuditLogGrain> log) : Grain, IAuditLog, IDisposable
{
    private static readonly Refusal NotRecorded =
        new(ProblemCode.AuditUnavailable, "The audit log takes no entries at the moment, so nothing was done: repeat the call.");

    private static readonly Refusal NoShard = new(ProblemCode.NotFound, "There is no such shard: see /v1/audit/shards.");
    private AuditShard? shard;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // The same number written otherwise would be another grain on the same shard.
        var number = this.GetPrimaryKeyLong();
        if (number >= 0 && number < store.Shards && GrainContext.GrainId.Key == GrainIdKeyExtensions.CreateIntegerKey(number))
        {
            shard = new AuditShard((int)number, cluster.Value.ServiceId, new AuditParts(store, keys, sink, clock, log));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => shard?.Dispose();

    /// <inheritdoc/>
    public async ValueTask Append(AuditEntry entry)
    {
        var open = shard ?? throw new InvalidOperationException("There is no such shard of the audit log.");
        try
        {
            await open.Append(entry);
        }
        catch (Exception)
        {
            throw new RefusedException(NotRecorded);
        }
    }

    /// <inheritdoc/>
    public async ValueTask Sign()
    {
        var open = shard ?? throw new InvalidOperationException("There is no such shard of the audit log.");
        await open.Sign();
    }

    /// <inheritdoc/>
    public async ValueTask<Reply<AuditShards>> Shards()
    {
        if (shard is null)
        {
            return NoShard;
        }

        var shards = new AuditShardSize[store.Shards];
        for (var i = 0; i < shards.Length; i++)
        {
            shards[i] = new AuditShardSize(i, await store.Size(i));
        }

        return new AuditShards([.. shards]);
    }

    /// <inheritdoc/>
    public async ValueTask<Reply<string>> Checkpoint()
    {
        try
        {
            return shard is null ? NoShard : (await shard.Sign()).Note;
        }
        catch (AuditTamperedException)
        {
            return AuditInquiry.Tampered;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Reply<AuditEntries>> Entries(Input<AuditRange> range) =>
        shard is null ? NoShard : range.Fault is { } fault ? fault : await AuditInquiry.Entries(store, (int)this.GetPrimaryKeyLong(), range.Value!);

    /// <inheritdoc/>
    public async ValueTask<Reply<AuditProof>> Inclusion(Input<InclusionQuery> query) =>
        shard is null ? NoShard : query.Fault is { } fault ? fault : await AuditInquiry.Inclusion(store, (int)this.GetPrimaryKeyLong(), query.Value!);

    /// <inheritdoc/>
    public async ValueTask<Reply<AuditProof>> Consistency(Input<ConsistencyQuery> query) =>
        shard is null ? NoShard : query.Fault is { } fault ? fault : await AuditInquiry.Consistency(store, (int)this.GetPrimaryKeyLong(), query.Value!);
}
