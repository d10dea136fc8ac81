using System.Numerics;

namespace Grains.Insights;

/// <summary>
/// Tells the payments to one counterparty apart by amount. Two standing orders are two levels: each repeats by itself while the other goes
/// on. A bill that varies, a price that rose (one amount follows the other) and a month with something extra are one.
/// </summary>
internal static class AmountLevels
{
    /// <summary>Amounts up to so much above the least of them are the same.</summary>
    private const double Same = 1.02;

    private const double Apart = 1.15;
    private const double FarApart = 1.3;

    /// <summary>Splits payments into levels.</summary>
    /// <param name="kept">In their order; at most <see cref="Cadence.Most"/>, all of one sign.</param>
    /// <param name="levels">Takes, for each level, the payments in it as bits, that of the earliest payment first; as long as <paramref name="kept"/>.</param>
    /// <returns>How many levels.</returns>
    public static int Split(ReadOnlySpan<Occurrence> kept, Span<uint> levels)
    {
        levels[0] = (1u << kept.Length) - 1;
        if (kept.Length < 3)
        {
            return 1;
        }

        Span<double> amounts = stackalloc double[kept.Length];
        Span<int> bySize = stackalloc int[kept.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            (amounts[i], bySize[i]) = (Math.Abs((double)kept[i].Amount), i);
        }

        amounts.Sort(bySize);
        if (amounts[^1] <= amounts[0] * Same)
        {
            return 1;
        }

        var whole = CadenceOf(kept, levels[0]).Frequency;
        var isRegular = whole is not (Frequency.Unknown or Frequency.TwiceAMonth);
        Span<uint> found = stackalloc uint[kept.Length];
        var count = SplitAtEqual(kept, amounts, bySize, isRegular, found);
        count = count > 0 ? count : SplitAtWidest(kept, amounts, bySize, isRegular, found);
        return count == 0 ? 1 : Complete(found[..count], levels);
    }

    /// <summary>The rhythm of some of the payments.</summary>
    /// <param name="kept">In their order.</param>
    /// <param name="chosen">Which, as bits.</param>
    public static Cadence CadenceOf(ReadOnlySpan<Occurrence> kept, uint chosen)
    {
        Span<int> days = stackalloc int[kept.Length];
        var (count, changes, previous) = (0, 0, 0m);
        for (var i = 0; i < kept.Length; i++)
        {
            if ((chosen >> i & 1) != 0)
            {
                changes += count > 0 && !IsSame(kept[i].Amount, previous) ? 1 : 0;
                (days[count++], previous) = (kept[i].Day, kept[i].Amount);
            }
        }

        return Cadence.Of(days[..count], changes <= (count - 1) / 3);
    }

    /// <summary>How many times the smaller of two amounts of one sign the other is.</summary>
    public static double Ratio(decimal one, decimal other)
    {
        var ratio = (double)one / (double)other;
        return ratio < 1 ? 1 / ratio : ratio;
    }

    /// <summary>Whether two amounts are the same but for rounding or an exchange rate.</summary>
    public static bool IsSame(decimal one, decimal other) => one == other || Ratio(one, other) <= Same;

    /// <summary>Whether two amounts can be of one level.</summary>
    public static bool IsNear(decimal one, decimal other) => Ratio(one, other) <= FarApart;

    /// <summary>Levels of equal amounts.</summary>
    private static int SplitAtEqual(ReadOnlySpan<Occurrence> kept, ReadOnlySpan<double> amounts, ReadOnlySpan<int> bySize, bool isRegular, Span<uint> found)
    {
        var (count, all) = (0, 0u);
        for (int start = 0, end; start < amounts.Length; start = end)
        {
            var level = 0u;
            for (end = start; end < amounts.Length && amounts[end] <= amounts[start] * Same; end++)
            {
                level |= 1u << bySize[end];
            }

            var isApart = (start == 0 || amounts[start] >= amounts[start - 1] * Apart) && (end == amounts.Length || amounts[end] >= amounts[end - 1] * Apart);
            if (end - start > 1 && (isApart || (end - start > 2 && amounts[start] == amounts[end - 1])) && Repeats(kept, level))
            {
                found[count++] = level;
                all |= level;
            }
        }

        // Where others are left, two payments that are equal say nothing, and where all have a rhythm together only what needs none of the others.
        var left = kept.Length - BitOperations.PopCount(all);
        var sure = 0;
        for (var i = 0; i < count; i++)
        {
            var isLarge = BitOperations.PopCount(found[i]) > 2;
            if (left == 0 || (isRegular ? isLarge && CadenceOf(kept, found[i]).IsComplete : isLarge || left == 1))
            {
                found[sure++] = found[i];
            }
        }

        return sure;
    }

    /// <summary>Two levels of varying amounts, with the widest gap between them.</summary>
    private static int SplitAtWidest(ReadOnlySpan<Occurrence> kept, ReadOnlySpan<double> amounts, ReadOnlySpan<int> bySize, bool isRegular, Span<uint> found)
    {
        var widest = 1;
        for (var i = 2; i < amounts.Length; i++)
        {
            widest = amounts[i] / amounts[i - 1] > amounts[widest] / amounts[widest - 1] ? i : widest;
        }

        if (amounts[widest] < amounts[widest - 1] * FarApart)
        {
            return 0;
        }

        var low = 0u;
        for (var i = 0; i < widest; i++)
        {
            low |= 1u << bySize[i];
        }

        var high = ((1u << kept.Length) - 1) & ~low;
        var (lowRepeats, highRepeats) = (widest > 2 && Repeats(kept, low), amounts.Length - widest > 2 && Repeats(kept, high));
        if (lowRepeats && highRepeats)
        {
            (found[0], found[1]) = (low, high);
            return 2;
        }

        found[0] = lowRepeats ? low : high;
        return !isRegular && ((lowRepeats && widest > 3) || (highRepeats && amounts.Length - widest > 3)) ? 1 : 0;
    }

    /// <summary>Whether payments repeat by themselves while others go on: these do not stand in for any of them, or there is at least one to two of
    /// them.</summary>
    private static bool Repeats(ReadOnlySpan<Occurrence> kept, uint level)
    {
        var (span, count) = (BitOperations.Log2(level) - BitOperations.TrailingZeroCount(level) + 1, BitOperations.PopCount(level));
        if (span == count)
        {
            return false;
        }

        var cadence = CadenceOf(kept, level);
        return cadence.Frequency != Frequency.Unknown && (span * 2 >= count * 3 || (count > 2 && cadence.IsComplete));
    }

    private static int Complete(ReadOnlySpan<uint> found, Span<uint> levels)
    {
        var (count, rest) = (0, levels[0]);
        foreach (var level in found)
        {
            levels[count++] = level;
            rest &= ~level;
        }

        if (rest != 0)
        {
            levels[count++] = rest;
        }

        levels[..count].Sort(static (one, other) => BitOperations.TrailingZeroCount(one).CompareTo(BitOperations.TrailingZeroCount(other)));
        return count;
    }
}
