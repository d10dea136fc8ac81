namespace Grains.Activity;

/// <summary>The balance at a day's end.</summary>
/// <param name="Account">The account's code.</param>
/// <param name="Currency">The currency's code among the names.</param>
/// <param name="Day">The day.</param>
/// <param name="Amount">The balance after the day's last booking that gave one.</param>
internal readonly record struct DayBalance(int Account, int Currency, int Day, decimal Amount);

/// <summary>
/// Balances at the end of the days they are known of: 90 days counted back from the newest known one, and the last one before these, which
/// was the balance at their beginning. Packed: one record for each account and currency, newest day first: day (from 2020-01-01, zigzag) ·
/// balance · then for each older one the days between · balance.
/// </summary>
internal sealed class BalanceTrack(byte[] packed, PackedWriter writer)
{
    /// <summary>Days of the track.</summary>
    public const int Days = 90;

    private readonly PackedRecords tracks = new(packed);

    /// <summary>Whether anything differs from the array it was made of.</summary>
    public bool HasChanged => tracks.HasChanged;

    /// <summary>Whether a day's balance is known.</summary>
    public bool Has(int account, int currency, int day)
    {
        WriteKey(account, currency);
        var at = tracks.Find(writer.Written);
        if (at < 0)
        {
            return false;
        }

        var reader = new PackedReader(tracks.At(at, out _));
        reader.ReadBytes(writer.Written.Length);
        for (var known = int.MaxValue; !reader.IsAtEnd && known > day; reader.ReadRaw())
        {
            known = ReadDay(ref reader, known);
            if (known == day)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sets a day's balance, or takes it out.</summary>
    /// <param name="account">The account's code.</param>
    /// <param name="currency">The currency's code.</param>
    /// <param name="day">The day.</param>
    /// <param name="balance">The balance; null where it is not known any more.</param>
    public void Set(int account, int currency, int day, decimal? balance)
    {
        Span<byte> packed = stackalloc byte[20];
        packed = packed[..Pack(balance ?? 0, packed)];
        WriteKey(account, currency);
        var key = writer.Written.Length;
        var at = tracks.Find(writer.Written);
        var isPlaced = balance is null;
        var (newest, previous) = (int.MinValue, int.MaxValue);
        if (at >= 0)
        {
            var reader = new PackedReader(tracks.At(at, out _));
            reader.ReadBytes(key);
            for (var known = int.MaxValue; !reader.IsAtEnd;)
            {
                known = ReadDay(ref reader, known);
                var amount = reader.ReadRaw();
                if (!isPlaced && known <= day)
                {
                    Put(day, packed);
                    isPlaced = true;
                }

                if (known != day)
                {
                    Put(known, amount);
                }
            }
        }

        if (!isPlaced)
        {
            Put(day, packed);
        }

        if (writer.Written.Length > key && at >= 0)
        {
            tracks.Replace(at, writer.Written);
        }
        else if (writer.Written.Length > key)
        {
            tracks.Append(writer.Written);
        }
        else if (at >= 0)
        {
            tracks.Remove(at);
        }

        void Put(int put, ReadOnlySpan<byte> amount)
        {
            newest = Math.Max(newest, put);
            if (previous != int.MaxValue && newest - previous >= Days)
            {
                return;
            }

            if (previous == int.MaxValue)
            {
                writer.WriteSigned(put - BookingDay.Epoch);
            }
            else
            {
                writer.WriteCode(previous - put);
            }

            writer.WriteBytes(amount);
            previous = put;
        }
    }

    /// <summary>Every known balance; those of an account and currency newest first.</summary>
    public List<DayBalance> ToBalances()
    {
        var balances = new List<DayBalance>(tracks.End / 4);
        for (int at = 0, next; at < tracks.End; at = next)
        {
            var reader = new PackedReader(tracks.At(at, out next));
            var (account, currency) = (reader.ReadCode(), reader.ReadCode());
            for (var known = int.MaxValue; !reader.IsAtEnd;)
            {
                known = ReadDay(ref reader, known);
                balances.Add(new(account, currency, known, reader.ReadMoney()));
            }
        }

        return balances;
    }

    /// <summary>The tracks as one array.</summary>
    public byte[] ToArray() => tracks.ToArray();

    private static int ReadDay(ref PackedReader reader, int previous) =>
        previous == int.MaxValue ? BookingDay.Epoch + (int)reader.ReadSigned() : previous - reader.ReadCode();

    private int Pack(decimal balance, Span<byte> packed)
    {
        writer.Clear().WriteMoney(balance);
        writer.Written.CopyTo(packed);
        return writer.Written.Length;
    }

    private void WriteKey(int account, int currency)
    {
        writer.Clear();
        writer.WriteCode(account);
        writer.WriteCode(currency);
    }
}
