using Grains.Interfaces.Due;
using Microsoft.Extensions.Options;
using Orleans.Timers;

namespace Grains.Due;

/// <summary>
/// Sweeps one kind of the due table whenever its one reminder wakes it. Holds nothing: a silo that dies in the middle of a sweep leaves the
/// rows of what it had not done, and the next tick goes on with them.
/// </summary>
internal sealed class DueGrain(
    IDueTable table, IReminderRegistry reminders, IOptions<DueOptions> options, TimeProvider clock, ILogger<DueGrain> log) : Grain, IDue, IRemindable
{
    private const int Batch = 200;
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async ValueTask EnsureScheduled()
    {
        // Registering starts the clock again: the first tick comes soon, or a cluster that restarts often would never sweep. What was cut off by
        // the silo that died is looked for at once.
        var (kind, configured) = (this.GetPrimaryKeyString(), options.Value.Period);
        var period = DueWork.ByKind[kind].Period is { } own && own < configured ? own : configured;
        await reminders.RegisterOrUpdateReminder(GrainContext.GrainId, kind, period < Soon ? period : Soon, period);
        this.RegisterGrainTimer(static (grain, _) => grain.Sweep(), this, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Sweep();

    private async Task Sweep()
    {
        var kind = this.GetPrimaryKeyString();
        var now = clock.GetUtcNow();
        var done = 0;
        while (await table.Next(kind, now, Batch) is { Count: > 0 } items)
        {
            foreach (var item in items)
            {
                await Do(item, now);
                done++;
            }
        }

        log.Swept(kind, done);
    }

    private async Task Do(DueItem item, DateTimeOffset now)
    {
        try
        {
            var next = await DueWork.ByKind[item.Kind].Do(GrainFactory, item);
            if (next is { } at)
            {
                await table.Move(item, DueWork.ByKind[item.Kind].LookAgain(at, now));
            }
            else
            {
                await table.Remove(item);
            }
        }
        catch (Exception exception)
        {
            // One customer that cannot be served now must not hold up the others: try again later.
            log.SweepFailed(item.Kind, item.Customer, exception.GetType().Name);
            await table.Move(item, now + DueWork.ByKind[item.Kind].Retry);
        }
    }
}
