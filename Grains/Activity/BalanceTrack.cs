namespace Grains.Activity;

/// <summary>The balance at a day's end.</summary>
/// <param name="Account">The account's code.</param>
/// <param name="Currency">The currency's code among the names.</param>
/// <param name="Day">The day.</param>
/// <param name="Amount">The balance after the day's last booking that gave one, and what was booked after it.</param>
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
    private int newest;
    private int previous;

    /// <summary>Whether anything differs from the array it was made of.</summary>
    public bool HasChanged => tracks.HasChanged;

    /// <summary>The newest known balance; null where none is.</summary>
    public DayBalance? Newest(int account, int currency)
    {
        WriteKey(account, currency);
        if (tracks.Find(writer.Written) is not (>= 0 and var at))
        {
            return null;
        }

        var reader = new PackedReader(tracks.At(at, out _));
        reader.ReadBytes(writer.Written.Length);
        return new(account, currency, ReadDay(ref reader, int.MaxValue), reader.ReadMoney());
    }

    /// <summary>Sets a day's balance.</summary>
    /// <param name="account">The account's code.</param>
    /// <param name="currency">The currency's code.</param>
    /// <param name="day">The newest known day, or a later one.</param>
    /// <param name="balance">The balance.</param>
    public void Set(int account, int currency, int day, decimal balance)
    {
        WriteKey(account, currency);
        var key = writer.Written.Length;
        var at = tracks.Find(writer.Written);
        PutDay(day);
        writer.WriteMoney(balance);
        if (at < 0)
        {
            tracks.Append(writer.Written);
            return;
        }

        var reader = new PackedReader(tracks.At(at, out _));
        reader.ReadBytes(key);
        for (var known = int.MaxValue; !reader.IsAtEnd;)
        {
            known = ReadDay(ref reader, known);
            var amount = reader.ReadRaw();
            if (known != day && PutDay(known))
            {
                writer.WriteBytes(amount);
            }
        }

        tracks.Replace(at, writer.Written);
    }

    /// <summary>Puts other days in the place of those of an account and currency.</summary>
    /// <param name="account">The account's code.</param>
    /// <param name="currency">The currency's code.</param>
    /// <param name="days">Newest first; none where no balance is known any more.</param>
    public void Replace(int account, int currency, ReadOnlySpan<(int Day, decimal Amount)> days)
    {
        WriteKey(account, currency);
        var at = tracks.Find(writer.Written);
        foreach (var (day, amount) in days)
        {
            if (PutDay(day))
            {
                writer.WriteMoney(amount);
            }
        }

        if (at < 0 && !days.IsEmpty)
        {
            tracks.Append(writer.Written);
        }
        else if (at >= 0 && days.IsEmpty)
        {
            tracks.Remove(at);
        }
        else if (at >= 0)
        {
            tracks.Replace(at, writer.Written);
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

    /// <summary>Writes the next older day.</summary>
    /// <returns>Whether its balance is to follow: not where one is written already that was the balance at the beginning.</returns>
    private bool PutDay(int day)
    {
        if (previous == int.MaxValue)
        {
            newest = day;
            writer.WriteSigned(day - BookingDay.Epoch);
        }
        else if (newest - previous >= Days)
        {
            return false;
        }
        else
        {
            writer.WriteCode(previous - day);
        }

        previous = day;
        return true;
    }

    private void WriteKey(int account, int currency)
    {
        previous = int.MaxValue;
        writer.Clear();
        writer.WriteCode(account);
        writer.WriteCode(currency);
    }
}
