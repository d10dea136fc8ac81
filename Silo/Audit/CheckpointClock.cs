using Grains.Audit;
using Grains.Interfaces.Audit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Silo.Audit;

/// <summary>Has every shard signed twice a minute, in every silo, so that an entry is signed within a minute whichever silo dies; and once more
/// before a silo stops in order, so that a log at rest is signed to its end.</summary>
internal sealed class CheckpointClock(IGrainFactory grains, IAuditStore store, TimeProvider clock, ILogger<CheckpointClock> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAny(SignAll(), Task.Delay(LastPatience, clock, cancellationToken));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            // What a silo that died left unsigned is signed before much comes on top of it.
            await SignAll();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Task SignAll() => Task.WhenAll(Enumerable.Range(0, store.Shards).Select(Sign));

    private async Task Sign(int shard)
    {
        try
        {
            await grains.GetGrain<IAuditLog>(shard).Sign();
        }
        catch (Exception exception)
        {
            log.SigningFailed(shard, exception.GetType().Name);
        }
    }
}
