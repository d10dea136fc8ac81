namespace Grains.Audit;

/// <summary>Where checkpoints are taken out of the operator's reach. Without such a place the log proves nothing against its operator.</summary>
internal interface IAuditSink
{
    /// <summary>Takes a checkpoint there.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <returns>When it is there; an exception where it is not. Taking it twice does no harm.</returns>
    ValueTask Take(int shard, AuditCheckpoint checkpoint);

    /// <summary>Takes the id of a destroyed customer key there, so that even an older copy of the audit store does not bring it back.</summary>
    /// <param name="keyId">The key's id.</param>
    /// <returns>When it is there; an exception where it is not. Taking it twice does no harm.</returns>
    ValueTask TakeErasure(Guid keyId);

    /// <summary>The ids of the destroyed keys that were taken there.</summary>
    /// <returns>The ids; none where the place takes only.</returns>
    IReadOnlyCollection<Guid> Erasures();
}

/// <summary>Brings a shard's newest checkpoint to the sink, beside everything else: a sink that does not answer delays nothing.</summary>
/// <param name="sink">The sink.</param>
/// <param name="shard">The shard.</param>
/// <param name="log">The log.</param>
internal sealed class SinkFeed(IAuditSink sink, int shard, ILogger log)
{
    private long taken = -1;
    private bool isBusy;

    /// <summary>Takes a checkpoint to the sink, unless it is there or another is on its way; then the next one offered is.</summary>
    /// <param name="checkpoint">The newest checkpoint.</param>
    public void Offer(AuditCheckpoint checkpoint)
    {
        if (!isBusy && checkpoint.Size > taken)
        {
            isBusy = true;
            _ = Take(checkpoint);
        }
    }

    private async Task Take(AuditCheckpoint checkpoint)
    {
        try
        {
            await sink.Take(shard, checkpoint);
            taken = checkpoint.Size;
        }
        catch (Exception exception)
        {
            Instruments.SinkFailed();
            log.SinkFailed(shard, checkpoint.Size, exception.GetType().Name);
        }
        finally
        {
            isBusy = false;
        }
    }
}
