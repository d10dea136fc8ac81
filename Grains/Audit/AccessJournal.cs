using Grains.Interfaces.Audit;

namespace Grains.Audit;

/// <summary>A minute of equal accesses: the first has its entry in the log, the others are counted here until one closing entry says how many.</summary>
/// <param name="kind">What they have in common.</param>
/// <param name="first">The first one's entry.</param>
internal sealed class AccessWindow(AccessKind kind, AuditEntry first)
{
    private readonly Guid closingId = Guid.NewGuid();

    /// <summary>What they have in common.</summary>
    public AccessKind Kind => kind;

    /// <summary>When it ends, UTC.</summary>
    public DateTimeOffset EndsAt { get; private set; } = first.At + AccessJournal.Window;

    /// <summary>How many came after the first.</summary>
    public long Repeats { get; private set; }

    /// <summary>The entry that closes it; the same id whenever it is asked for, so that handing it in again appends nothing.</summary>
    public AuditEntry Closing => first with { Id = closingId, Kind = AuditKind.Repeats, At = lastAt, Count = Repeats };

    private DateTimeOffset lastAt = first.At;

    /// <summary>Counts another.</summary>
    /// <param name="now">Now.</param>
    public void Repeat(DateTimeOffset now)
    {
        Repeats++;
        lastAt = now;
    }

    /// <summary>Ends it before its time.</summary>
    public void End() => EndsAt = DateTimeOffset.MinValue;
}

/// <summary>
/// The accesses of the last minute. Of equal ones the first is recorded and waited for, the repeats are counted in memory: a crash may lose
/// their number, never the access. Not safe for two threads at once.
/// </summary>
internal sealed class AccessJournal
{
    /// <summary>How long equal accesses count as repeats of the first.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>The most windows that are open; beyond it the oldest ends early.</summary>
    public const int Capacity = 64;

    private readonly List<AccessWindow> windows = [];

    /// <summary>The windows that have counted something not in the log yet.</summary>
    public IEnumerable<AccessWindow> Counted => windows.Where(static w => w.Repeats > 0);

    /// <summary>Counts an access that repeats one of the last minute.</summary>
    /// <param name="kind">The access.</param>
    /// <param name="now">Now.</param>
    /// <returns>The window; null where it is a first one, to be recorded.</returns>
    public AccessWindow? TakeRepeat(in AccessKind kind, DateTimeOffset now)
    {
        foreach (var window in windows)
        {
            if (window.EndsAt > now && window.Kind.IsSame(kind))
            {
                window.Repeat(now);
                return window;
            }
        }

        return null;
    }

    /// <summary>Opens the window of an access that has been recorded.</summary>
    /// <param name="kind">The access.</param>
    /// <param name="first">Its entry.</param>
    public void Open(in AccessKind kind, AuditEntry first)
    {
        windows.RemoveAll(w => w.Repeats == 0 && w.EndsAt <= first.At);
        if (windows.Count >= Capacity && windows.FirstOrDefault(w => w.EndsAt > first.At) is { } oldest)
        {
            oldest.End();
        }

        windows.Add(new AccessWindow(kind, first));
    }

    /// <summary>The windows that have ended with something to close.</summary>
    /// <param name="now">Now; the end of time for all of them.</param>
    /// <returns>A copy of the list.</returns>
    public IReadOnlyList<AccessWindow> Ended(DateTimeOffset now) => [.. Counted.Where(w => w.EndsAt <= now)];

    /// <summary>Forgets a window whose closing entry is durable.</summary>
    /// <param name="window">The window.</param>
    public void Forget(AccessWindow window) => windows.Remove(window);
}
