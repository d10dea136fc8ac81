using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tests.System.Consent;

/// <summary>A read that was answered.</summary>
/// <param name="Start">When it was sent.</param>
/// <param name="End">When its answer was there.</param>
/// <param name="IsPersonalised">What the answer was made from.</param>
internal sealed record Read(long Start, long End, bool IsPersonalised);

/// <summary>What happened in a round: reads by many, one decision to give and one to withdraw, by one clock. Judged when all is over.</summary>
internal sealed class ReadHistory
{
    private readonly ConcurrentQueue<Read> reads = [];

    /// <summary>When the consent was acknowledged.</summary>
    public long Given { get; set; }

    /// <summary>When the withdrawal was first sent.</summary>
    public long Asked { get; set; }

    /// <summary>When the withdrawal was acknowledged.</summary>
    public long Withdrawn { get; set; } = long.MaxValue;

    public IReadOnlyCollection<Read> Reads => reads;

    public static long Now => Stopwatch.GetTimestamp();

    public void Add(Read read) => reads.Enqueue(read);

    /// <summary>The reads that no order of what happened explains: general while the consent stood, personalised after it was withdrawn.</summary>
    public IReadOnlyList<Read> Faults =>
    [
        .. reads.Where(r => (r.IsPersonalised && r.Start > Withdrawn) || (!r.IsPersonalised && r.Start > Given && r.End < Asked)),
    ];

    /// <summary>How many reads began after the withdrawal was acknowledged.</summary>
    public int After => reads.Count(r => r.Start > Withdrawn);

    /// <summary>How many reads were over before the withdrawal was sent.</summary>
    public int Before => reads.Count(r => r.Start > Given && r.End < Asked);
}
