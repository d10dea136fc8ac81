using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace Grains.Audit;

/// <summary>The accesses to one customer's grain of the last minute: the first of equal ones is recorded and waited for, the repeats are one
/// closing entry when their minute ends, or when the grain falls asleep.</summary>
/// <param name="grain">The grain; its timers close what has ended.</param>
/// <param name="customer">The pseudonym.</param>
/// <param name="trail">The way into the log.</param>
/// <param name="clock">Now.</param>
/// <param name="log">The log of the process.</param>
internal sealed class AccessWindows(IGrainBase grain, Guid customer, AuditTrail trail, TimeProvider clock, ILogger log)
{
    private readonly AccessJournal journal = new();
    private IGrainTimer? closing;

    /// <summary>The closing entries of what is counted and not in the log yet.</summary>
    public IEnumerable<AuditEntry> Counted => journal.Counted.Select(static w => w.Closing);

    /// <summary>Counts an access that repeats one of the last minute.</summary>
    /// <param name="kind">The access.</param>
    /// <returns>False where it is a first one, to be recorded.</returns>
    public bool IsRepeat(in AccessKind kind)
    {
        var now = clock.GetUtcNow();
        if (journal.TakeRepeat(kind, now) is not { } window)
        {
            return false;
        }

        ScheduleClosing(window.EndsAt - now);
        return true;
    }

    /// <summary>Records the first of equal accesses.</summary>
    /// <param name="kind">The access.</param>
    /// <param name="first">Its entry.</param>
    /// <returns>When durable.</returns>
    /// <exception cref="RefusedException">It cannot be recorded.</exception>
    public async ValueTask Record(AccessKind kind, AuditEntry first)
    {
        await trail.Append(customer, first);
        journal.Open(kind, first);
    }

    /// <summary>Records the numbers of repeats whose minute has ended.</summary>
    /// <param name="now">Now; the end of time for all of them.</param>
    /// <returns>When done; what cannot be recorded waits for the next time.</returns>
    public async Task Close(DateTimeOffset now)
    {
        foreach (var window in journal.Ended(now))
        {
            try
            {
                await trail.Append(customer, window.Closing);
                journal.Forget(window);
            }
            catch (RefusedException)
            {
                log.RepeatsNotRecorded(window.Closing.Operation);
            }
        }
    }

    private void ScheduleClosing(TimeSpan wait) => closing ??= grain.RegisterGrainTimer(
        CloseEnded, new GrainTimerCreationOptions(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan));

    private async Task CloseEnded(CancellationToken cancellationToken)
    {
        closing?.Dispose();
        closing = null;
        await Close(clock.GetUtcNow());
        if (journal.Counted.Any())
        {
            ScheduleClosing(AccessJournal.Window);
        }
    }
}
