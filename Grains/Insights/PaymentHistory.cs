using Grains.Activity;

namespace Grains.Insights;

/// <summary>
/// What is kept of the payments to or from one counterparty: the newest eight one by one, of those before only sums by amount level. Which
/// eight, how many there were and the first day do not depend on the order in which they came. Packed behind the key: category · rank
/// (day on which the last stream ends, counted from the newest payment, 0 where none is mature, × 16 + number of streams) · payments × 8 +
/// sums · newest day (from 2020-01-01, zigzag) and amount · for each older payment days before × 2 + (same amount), and the amount where it is
/// another · for each sum amount · count · first day and newest day (before the oldest payment kept, zigzag).
/// </summary>
internal sealed class PaymentHistory
{
    /// <summary>Payments kept one by one.</summary>
    public const int Most = 8;

    /// <summary>Amount levels that the sums tell apart.</summary>
    public const int MostEarlier = 4;

    private readonly Occurrence[] kept = new Occurrence[Most + 1];
    private readonly EarlierPayments[] earlier = new EarlierPayments[MostEarlier];
    private int keptCount;
    private int earlierCount;

    /// <summary>The payments kept, oldest first.</summary>
    public ReadOnlySpan<Occurrence> Kept => kept.AsSpan(0, keptCount);

    /// <summary>Sums of the others.</summary>
    public ReadOnlySpan<EarlierPayments> Earlier => earlier.AsSpan(0, earlierCount);

    /// <summary>The newest payment.</summary>
    public Occurrence Newest => kept[keptCount - 1];

    /// <summary>The category's code among the names: that of the newest payment.</summary>
    public int Category { get; set; }

    /// <summary>Starts with nothing.</summary>
    public void Clear() => (keptCount, earlierCount, Category) = (0, 0, 0);

    /// <summary>Reads what follows the key.</summary>
    public void Read(ref PackedReader reader)
    {
        Category = reader.ReadCode();
        reader.ReadRaw();
        var counts = reader.ReadCode();
        (keptCount, earlierCount) = (counts >> 3, counts & 7);
        var day = BookingDay.Epoch + (int)reader.ReadSigned();
        var amount = reader.ReadMoney();
        kept[keptCount - 1] = new(day, amount);
        for (var i = keptCount - 2; i >= 0; i--)
        {
            var before = reader.ReadCode();
            day -= before >> 1;
            amount = (before & 1) != 0 ? amount : reader.ReadMoney();
            kept[i] = new(day, amount);
        }

        for (var i = 0; i < earlierCount; i++)
        {
            earlier[i] = new(reader.ReadMoney(), reader.ReadCode(), day - (int)reader.ReadSigned(), day - (int)reader.ReadSigned());
        }
    }

    /// <summary>Reads only what decides who has to go.</summary>
    /// <returns>The rank, the newest day, whether there was but one payment.</returns>
    public static (StreamRank Rank, int Last, bool IsOnce) ReadPlace(ref PackedReader reader)
    {
        reader.ReadRaw();
        var (rank, counts, last) = (reader.ReadCode(), reader.ReadCode(), BookingDay.Epoch + (int)reader.ReadSigned());
        return (StreamRank.Unpack(rank, last), last, counts == 1 << 3);
    }

    /// <summary>Writes what follows the key.</summary>
    /// <param name="writer">Has the key already.</param>
    /// <param name="rank">What decides who has to go.</param>
    public void Write(PackedWriter writer, StreamRank rank)
    {
        writer.WriteCode(Category);
        writer.WriteCode(rank.Pack(Newest.Day));
        writer.WriteCode((keptCount << 3) | earlierCount);
        writer.WriteSigned(Newest.Day - BookingDay.Epoch);
        writer.WriteMoney(Newest.Amount);
        for (var i = keptCount - 2; i >= 0; i--)
        {
            var isSame = kept[i].Amount == kept[i + 1].Amount;
            writer.WriteCode(((kept[i + 1].Day - kept[i].Day) << 1) | (isSame ? 1 : 0));
            if (!isSame)
            {
                writer.WriteMoney(kept[i].Amount);
            }
        }

        foreach (var sum in Earlier)
        {
            writer.WriteMoney(sum.Amount);
            writer.WriteCode(sum.Count);
            writer.WriteSigned(kept[0].Day - sum.First);
            writer.WriteSigned(kept[0].Day - sum.Last);
        }
    }

    /// <summary>Takes in a payment.</summary>
    public void Add(Occurrence payment, int category)
    {
        if (keptCount == 0 || payment.CompareTo(Newest) >= 0)
        {
            Category = category;
        }

        if (earlierCount > 0 && payment.CompareTo(kept[0]) < 0)
        {
            Sum(payment);
            return;
        }

        var at = keptCount++;
        for (; at > 0 && payment.CompareTo(kept[at - 1]) < 0; at--)
        {
            kept[at] = kept[at - 1];
        }

        kept[at] = payment;
        if (keptCount > Most)
        {
            var oldest = kept[0];
            kept.AsSpan(1, Most).CopyTo(kept);
            keptCount = Most;
            Sum(oldest);
        }
    }

    /// <summary>Takes a payment out: one of those kept, else one of the sums.</summary>
    /// <returns>Whether there was such a payment.</returns>
    public bool Remove(Occurrence payment)
    {
        var at = Kept.IndexOf(payment);
        if (at >= 0)
        {
            kept.AsSpan(at + 1, --keptCount - at).CopyTo(kept.AsSpan(at));
            return true;
        }

        var nearest = earlierCount > 0 && payment.CompareTo(kept[0]) <= 0 ? Nearest(payment.Amount) : -1;
        if (nearest < 0)
        {
            return false;
        }

        earlier[nearest] = earlier[nearest] with { Count = earlier[nearest].Count - 1 };
        if (earlier[nearest].Count == 0)
        {
            earlier.AsSpan(nearest + 1, --earlierCount - nearest).CopyTo(earlier.AsSpan(nearest));
        }

        return true;
    }

    private void Sum(Occurrence payment)
    {
        // As long as there is one level, its amount may be any.
        Span<uint> levels = stackalloc uint[Most + 1];
        var nearest = Nearest(payment.Amount);
        var isLevel = earlierCount == MostEarlier
            || (nearest >= 0 && (AmountLevels.IsNear(earlier[nearest].Amount, payment.Amount) || (earlierCount == 1 && AmountLevels.Split(Kept, levels) == 1)));
        if (!isLevel)
        {
            earlier[earlierCount++] = new(payment.Amount, 1, payment.Day, payment.Day);
            return;
        }

        var sum = earlier[nearest];
        var isNewest = payment.CompareTo(new(sum.Last, sum.Amount)) >= 0;
        earlier[nearest] = new(isNewest ? payment.Amount : sum.Amount, sum.Count + 1, Math.Min(sum.First, payment.Day), Math.Max(sum.Last, payment.Day));
    }

    private int Nearest(decimal amount)
    {
        var nearest = -1;
        for (var i = 0; i < earlierCount; i++)
        {
            nearest = nearest < 0 || AmountLevels.Ratio(earlier[i].Amount, amount) < AmountLevels.Ratio(earlier[nearest].Amount, amount) ? i : nearest;
        }

        return nearest;
    }
}
