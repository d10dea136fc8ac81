using Grains.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace Grains.Audit;

/// <summary>
/// Records what no customer's grain does: calls to grains that belong to no customer, and the refusals of callers whom nobody verified. One per
/// silo. The latter are one entry per minute and reason, so that nobody can fill the log from outside.
/// </summary>
internal sealed class AccessRecorder(AuditTrail trail, TimeProvider clock, ILogger<AccessRecorder> log)
{
    private readonly Lock gate = new();
    private readonly AccessJournal journal = new();
    private readonly List<(AccessKind Kind, Task Task)> recording = [];
    private readonly Dictionary<ProblemCode, long> unverified = [];

    /// <summary>Records a verified caller's call; a repeat within a minute is counted.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="refused">Why it was refused; null where it was allowed.</param>
    /// <returns>When recorded.</returns>
    /// <exception cref="RefusedException">It cannot be recorded, so it is refused.</exception>
    public async ValueTask Record(Caller caller, ProblemCode? refused)
    {
        if (refused is null && !caller.Policy.IsRecorded)
        {
            return;
        }

        var kind = AccessKind.Of(caller, refused, 0);
        Task first;
        bool isOwn;
        lock (gate)
        {
            if (journal.TakeRepeat(kind, clock.GetUtcNow()) is not null)
            {
                return;
            }

            (first, isOwn) = First(kind, caller, refused);
        }

        await first;
        if (!isOwn)
        {
            Locked(() => journal.TakeRepeat(kind, clock.GetUtcNow()));
        }
    }

    /// <summary>Counts a refusal without a verified caller; <see cref="Close"/> records the number.</summary>
    /// <param name="reason">Why it was refused.</param>
    public void CountUnverified(ProblemCode reason)
    {
        lock (gate)
        {
            unverified[reason] = unverified.GetValueOrDefault(reason) + 1;
        }
    }

    /// <summary>Records what was counted and has ended. Called every minute, and once at the end. What cannot be recorded waits for the next.</summary>
    /// <param name="now">Now; the end of time for everything.</param>
    /// <returns>When done.</returns>
    public async Task Close(DateTimeOffset now)
    {
        foreach (var window in Locked(() => journal.Ended(now)))
        {
            if (await IsAppended(window.Closing))
            {
                Locked(() => journal.Forget(window));
            }
        }

        foreach (var (reason, count) in Locked(() => unverified.ToArray()))
        {
            if (await IsAppended(Unverified(reason, count)))
            {
                Locked(() => unverified[reason] -= count);
            }
        }

        Locked(() => unverified.Where(static u => u.Value == 0).ToList().ForEach(u => unverified.Remove(u.Key)));
    }

    /// <summary>The recording of a first access: who comes while an equal one is being recorded waits for that. Called under the lock.</summary>
    private (Task First, bool IsOwn) First(AccessKind kind, Caller caller, ProblemCode? refused)
    {
        if (recording.Find(r => r.Kind.IsSame(kind)).Task is { } other)
        {
            return (other, false);
        }

        var own = Append(kind, EntryOf(caller, refused));
        recording.Add((kind, own));
        return (own, true);
    }

    private async Task Append(AccessKind kind, AuditEntry entry)
    {
        await Task.Yield(); // nothing of it runs before it is noted
        try
        {
            await trail.Append(Guid.Empty, entry);
            Locked(() => journal.Open(kind, entry));
        }
        finally
        {
            Locked(() => recording.RemoveAll(r => r.Kind.IsSame(kind)));
        }
    }

    private AuditEntry EntryOf(Caller caller, ProblemCode? refused) => new()
    {
        Id = Guid.NewGuid(),
        At = clock.GetUtcNow(),
        Kind = AuditKind.Access,
        Role = caller.Token.Role,
        Client = caller.Token.ClientId,
        Actor = trail.ActorOf(caller.Token),
        Purpose = caller.Purpose.Length > 0 ? caller.Purpose : null,
        Operation = caller.Method.Operation,
        Outcome = refused?.Name() ?? Outcomes.Allowed,
    };

    private AuditEntry Unverified(ProblemCode reason, long count) => new()
    {
        Id = Guid.NewGuid(),
        At = clock.GetUtcNow(),
        Kind = AuditKind.Unverified,
        Operation = "any",
        Outcome = reason.Name(),
        Count = count,
    };

    private async ValueTask<bool> IsAppended(AuditEntry entry)
    {
        try
        {
            await trail.Append(Guid.Empty, entry);
            return true;
        }
        catch (RefusedException)
        {
            log.RepeatsNotRecorded(entry.Operation);
            return false;
        }
    }

    private T Locked<T>(Func<T> work)
    {
        lock (gate)
        {
            return work();
        }
    }

    private void Locked(Action work)
    {
        lock (gate)
        {
            work();
        }
    }
}
