namespace Tests.Cluster;

/// <summary>The real clock, moved ahead on demand, its timers with it.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<WeakReference<Timer>> timers = [];
    private TimeSpan ahead;

    public TimeSpan Ahead
    {
        get => ahead;
        set
        {
            lock (gate)
            {
                ahead = value;
                timers.RemoveAll(static t => !t.TryGetTarget(out _));
                timers.ForEach(static t => (t.TryGetTarget(out var timer) ? timer : null)?.Set());
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state, dueTime, period);
        lock (gate)
        {
            timers.Add(new WeakReference<Timer>(timer));
        }

        return timer;
    }

    private ITimer Real(TimerCallback callback, object? state) => base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>A timer that is set again whenever the clock moves.</summary>
    private sealed class Timer : ITimer
    {
        private static readonly TimeSpan Longest = TimeSpan.FromDays(40);
        private readonly ShiftedTime time;
        private readonly ITimer real;
        private DateTimeOffset? dueAt;
        private TimeSpan period;

        public Timer(ShiftedTime time, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            this.time = time;
            real = time.Real(s => Tick(callback, s), state);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            this.period = period;
            dueAt = dueTime == Timeout.InfiniteTimeSpan ? null : time.GetUtcNow() + dueTime;
            return Set();
        }

        public bool Set() => real.Change(dueAt is { } at ? Within(at - time.GetUtcNow()) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public void Dispose() => real.Dispose();

        public ValueTask DisposeAsync() => real.DisposeAsync();

        /// <summary>A clock that was moved back by years leaves timers further away than a real one may be set.</summary>
        private static TimeSpan Within(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;

        private void Tick(TimerCallback callback, object? state)
        {
            dueAt = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : time.GetUtcNow() + period;
            Set();
            callback(state);
        }
    }
}
