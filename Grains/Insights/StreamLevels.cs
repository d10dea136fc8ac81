using System.Numerics;

namespace Grains.Insights;

/// <summary>The streams that a counterparty's payments make: each an amount level with its rhythm. Computed from the history alone.</summary>
internal sealed class StreamLevels
{
    private readonly uint[] chosen = new uint[PaymentHistory.Most];
    private readonly Cadence[] cadences = new Cadence[PaymentHistory.Most];
    private readonly int[] earlierCounts = new int[PaymentHistory.Most];
    private readonly Occurrence[] firsts = new Occurrence[PaymentHistory.Most];
    private readonly int[] ordinals = new int[PaymentHistory.Most];

    /// <summary>How many streams.</summary>
    public int Count { get; private set; }

    /// <summary>The rhythm of a stream.</summary>
    public Cadence this[int level] => cadences[level];

    /// <summary>The payments kept that are in a stream, as bits.</summary>
    public uint Chosen(int level) => chosen[level];

    /// <summary>How many payments a stream has had.</summary>
    public int Payments(int level) => BitOperations.PopCount(chosen[level]) + earlierCounts[level];

    /// <summary>Day number of a stream's first payment.</summary>
    public int First(int level) => firsts[level].Day;

    /// <summary>The place of a stream among all there were of the counterparty, by their first payments: the same while it is kept.</summary>
    public int Ordinal(int level) => ordinals[level];

    /// <summary>Whether a stream has been seen three times, at a frequency. Two payments on the same days are seen once.</summary>
    public bool IsMature(int level) => cadences[level].Frequency != Frequency.Unknown && cadences[level].Times + earlierCounts[level] > 2;

    /// <summary>Finds the streams.</summary>
    /// <param name="history">At least one payment.</param>
    /// <returns>What decides whether they stay.</returns>
    public StreamRank Read(PaymentHistory history)
    {
        var kept = history.Kept;
        Count = AmountLevels.Split(kept, chosen);
        var endsOn = 0;
        for (var level = 0; level < Count; level++)
        {
            cadences[level] = AmountLevels.CadenceOf(kept, chosen[level]);
            firsts[level] = kept[BitOperations.TrailingZeroCount(chosen[level])];
            (earlierCounts[level], ordinals[level]) = (0, 0);
        }

        foreach (var sum in history.Earlier)
        {
            AddEarlier(sum, kept, history.Earlier.Length == 1);
        }

        for (var level = 0; level < Count; level++)
        {
            for (var other = 0; other < Count; other++)
            {
                ordinals[level] += other != level && firsts[other].CompareTo(firsts[level]) < 0 ? 1 : 0;
            }

            if (IsMature(level))
            {
                endsOn = Math.Max(endsOn, cadences[level].EndsOn(Newest(kept, level).Day));
            }
        }

        return new(Count, endsOn);
    }

    /// <summary>The newest payment of a stream.</summary>
    public Occurrence Newest(ReadOnlySpan<Occurrence> kept, int level) => kept[BitOperations.Log2(chosen[level])];

    /// <summary>Gives a sum to the stream that goes on with it; one that has stopped long ago only keeps its place.</summary>
    private void AddEarlier(EarlierPayments sum, ReadOnlySpan<Occurrence> kept, bool isOnly)
    {
        var nearest = 0;
        for (var level = 1; level < Count; level++)
        {
            nearest = AmountLevels.Ratio(sum.Amount, Oldest(kept, level).Amount) < AmountLevels.Ratio(sum.Amount, Oldest(kept, nearest).Amount) ? level : nearest;
        }

        var first = new Occurrence(sum.First, sum.Amount);
        if ((isOnly && Count == 1) || AmountLevels.IsNear(sum.Amount, Oldest(kept, nearest).Amount))
        {
            earlierCounts[nearest] += sum.Count;
            firsts[nearest] = first.CompareTo(firsts[nearest]) < 0 ? first : firsts[nearest];
            return;
        }

        for (var level = 0; level < Count; level++)
        {
            ordinals[level] += first.CompareTo(firsts[level]) < 0 ? 1 : 0;
        }
    }

    private Occurrence Oldest(ReadOnlySpan<Occurrence> kept, int level) => kept[BitOperations.TrailingZeroCount(chosen[level])];
}
