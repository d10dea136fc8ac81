using Grains.Interfaces.Audit;
using Grains.Keys;

namespace Grains.Audit;

/// <summary>
/// One shard at work: appends in groups and signs what is durable. Holds nothing that the store does not have: the tail is read from there, and
/// again after any commit that did not surely succeed. Runs on its owner's scheduler, one turn at a time.
/// </summary>
internal sealed class AuditShard : IDisposable
{
    private readonly SemaphoreSlim signing = new(1, 1);
    private readonly int number;
    private readonly IAuditStore store;
    private readonly ILogger log;
    private readonly AppendQueue queue;
    private readonly CheckpointSigner signer;
    private readonly SinkFeed feed;
    private AuditTail? tail;
    private long signedSize = -1;
    private bool isFailing;
    private AuditTamperedException? tampered;

    /// <summary>Initializes a new instance of the <see cref="AuditShard"/> class.</summary>
    /// <param name="number">The shard's number.</param>
    /// <param name="service">The service id of the deployment.</param>
    /// <param name="parts">What it works with.</param>
    public AuditShard(int number, string service, AuditParts parts)
    {
        (this.number, store, log) = (number, parts.Store, parts.Log);
        queue = new AppendQueue(Commit, parts.Clock);
        signer = new CheckpointSigner(store, number, CheckpointText.OriginOf(service, number), parts.Keys);
        feed = new SinkFeed(parts.Sink, number, log);
    }

    /// <summary>Appends an entry, unless one of its id is there.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>When durable; a failure means unknown.</returns>
    public Task Append(AuditEntry entry) => tampered is null ? queue.Add(entry) : throw tampered;

    /// <summary>Signs what has come since the last checkpoint, and offers the newest one to the sink.</summary>
    /// <returns>The newest checkpoint.</returns>
    public async ValueTask<AuditCheckpoint> Sign()
    {
        await signing.WaitAsync();
        try
        {
            var newest = await signer.Sign(tail?.Tree);
            if (newest.Size != signedSize)
            {
                signedSize = newest.Size;
                log.Signed(number, newest.Size);
            }

            feed.Offer(newest);
            return newest;
        }
        catch (AuditTamperedException found)
        {
            throw Report(found);
        }
        finally
        {
            signing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => signing.Dispose();

    private async ValueTask Commit(IReadOnlyList<AuditEntry> entries)
    {
        try
        {
            if (!await TryCommit(entries) && !await TryCommit(entries))
            {
                throw new TimeoutException("Others append to this shard all the time.");
            }

            Instruments.EntriesAppended(entries.Count);
            if (isFailing)
            {
                isFailing = false;
                log.AppendsAgain(number);
            }
        }
        catch (Exception exception)
        {
            // Whether it was written is unknown: only the store can say.
            tail = null;
            if (!isFailing)
            {
                isFailing = true;
                log.AppendFailed(number, exception.GetType().Name);
            }

            throw Report(exception);
        }
    }

    private async ValueTask<bool> TryCommit(IReadOnlyList<AuditEntry> entries)
    {
        tail ??= await Read();
        var isDone = await tail.Append(entries);
        tail = isDone ? tail : null;
        return isDone;
    }

    private async ValueTask<AuditTail> Read()
    {
        await signing.WaitAsync();
        try
        {
            await signer.Check();
        }
        finally
        {
            signing.Release();
        }

        return await AuditTail.Read(store, number);
    }

    private Exception Report(Exception exception)
    {
        if (exception is AuditTamperedException found && tampered is null)
        {
            // For as long as this activation lives: who repairs the log starts the silo again.
            tampered = found;
            log.Tampered(number, exception.Message);
        }

        return exception;
    }
}

/// <summary>What a shard works with.</summary>
/// <param name="Store">The store.</param>
/// <param name="Keys">Signs checkpoints.</param>
/// <param name="Sink">Takes checkpoints out of reach.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Log">The log.</param>
internal sealed record AuditParts(IAuditStore Store, ISigningKeys Keys, IAuditSink Sink, TimeProvider Clock, ILogger Log);
