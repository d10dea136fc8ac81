using Grains.Audit;
using Grains.Due;

namespace Grains.Rights;

/// <summary>The audit log's outside sink: it is given the ids of destroyed keys, and holds up nothing. One that fails or hangs is asked again.</summary>
internal sealed partial class RightsGrain
{
    private static readonly TimeSpan SinkPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SinkPause = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> TakeErasure(Guid keyId) => await IsTaken(keyId) ? null : Now + SinkPause;

    private async ValueTask TellSink(Guid keyId)
    {
        if (!await IsTaken(keyId))
        {
            await due.Set(new DueItem(DueWork.SinkErasure, this.GetPrimaryKey(), Now + SinkPause) { Id = keyId });
        }
    }

    private async ValueTask<bool> IsTaken(Guid keyId)
    {
        try
        {
            await sink.TakeErasure(keyId).AsTask().WaitAsync(SinkPatience, clock);
            return true;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException or UnauthorizedAccessException or TimeoutException)
        {
            Instruments.SinkFailed();
            log.SinkFailed(exception.GetType().Name);
            return false;
        }
    }
}
