using System.Numerics;
using Grains.Activity;

namespace Grains.Insights;

/// <summary>A stream as of a day.</summary>
internal static class StreamReading
{
    /// <summary>Reads one.</summary>
    /// <param name="key">Whose payments.</param>
    /// <param name="history">What is kept of them.</param>
    /// <param name="levels">The streams in it.</param>
    /// <param name="level">Which stream.</param>
    /// <param name="asOf">Day number of the day asked.</param>
    /// <param name="writer">Is used for the id.</param>
    /// <returns>The stream.</returns>
    public static RecurringStream Of(StreamKey key, PaymentHistory history, StreamLevels levels, int level, int asOf, PackedWriter writer)
    {
        var (cadence, newest) = (levels[level], levels.Newest(history.Kept, level));
        var isMature = levels.IsMature(level);
        var isOver = cadence.Frequency != Frequency.Unknown && asOf >= cadence.EndsOn(newest.Day);
        Span<Occurrence> payments = new Occurrence[BitOperations.PopCount(levels.Chosen(level))];
        var (count, sum, decimals) = (0, 0m, 0);
        for (var i = 0; i < history.Kept.Length; i++)
        {
            if ((levels.Chosen(level) >> i & 1) != 0)
            {
                payments[count++] = history.Kept[i];
                sum += history.Kept[i].Amount;
                decimals = Math.Max(decimals, history.Kept[i].Amount.Scale);
            }
        }

        var previous = PreviousAmount(payments, out var since);
        return new(
            key.IdOf(levels.Ordinal(level), writer), key.Account, key.Currency, history.Category, key.Counterparty, cadence.Dates,
            !isMature ? StreamStatus.EarlyDetection : isOver ? StreamStatus.Ended : StreamStatus.Mature,
            levels.Payments(level), decimal.Round(sum / count, decimals), newest.Amount, previous, levels.First(level), newest.Day,
            cadence.Frequency == Frequency.Unknown ? null : cadence.Next(newest.Day, asOf))
        {
            ChangedOn = previous is null ? null : since,
        };
    }

    /// <summary>The amount that was paid at least twice in a row before the newest one, which differs; a single other amount between them does not
    /// count, and where each differs there is none.</summary>
    /// <param name="payments">Oldest first.</param>
    /// <param name="since">The day from which on the newest amount was paid.</param>
    private static decimal? PreviousAmount(ReadOnlySpan<Occurrence> payments, out int since)
    {
        var newest = payments[^1].Amount;
        var singles = 0;
        since = payments[^1].Day;
        for (int end = payments.Length, start; end > 0; end = start)
        {
            start = end - 1;
            while (start > 0 && AmountLevels.IsSame(payments[start - 1].Amount, payments[end - 1].Amount))
            {
                start--;
            }

            since = end == payments.Length ? payments[start].Day : since;
            if (end < payments.Length && end - start > 1)
            {
                return AmountLevels.IsSame(payments[end - 1].Amount, newest) ? null : payments[end - 1].Amount;
            }

            singles += end < payments.Length ? 1 : 0;
            if (singles > 1)
            {
                return null;
            }
        }

        return null;
    }
}
