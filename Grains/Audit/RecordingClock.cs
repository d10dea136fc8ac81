using Microsoft.Extensions.Hosting;

namespace Grains.Audit;

/// <summary>Has the silo's recorder write down every minute what it only counted.</summary>
internal sealed class RecordingClock(AccessRecorder recorder, TimeProvider clock) : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await recorder.Close(DateTimeOffset.MaxValue);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(AccessJournal.Window, clock);
        while (await minute.WaitForNextTickAsync(stoppingToken))
        {
            await recorder.Close(clock.GetUtcNow());
        }
    }
}
