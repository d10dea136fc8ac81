namespace Grains.Activity;

/// <summary>What was booked on an account in a month, in one currency and category.</summary>
/// <param name="Account">The account's code.</param>
/// <param name="Currency">The currency's code among the names.</param>
/// <param name="Month">12 × year + month - 1.</param>
/// <param name="Category">The category's code among the names.</param>
/// <param name="Count">How many transactions.</param>
/// <param name="Inflow">What came in.</param>
/// <param name="Outflow">What went out, as a positive number.</param>
internal readonly record struct MonthTotal(int Account, int Currency, int Month, int Category, int Count, decimal Inflow, decimal Outflow);

/// <summary>
/// Totals by account, currency, month and category. Packed: one record for each account, currency and month (from January 2020, zigzag),
/// and in it for each category: code · count × 4 + (has outflow) × 2 + (has inflow) · inflow · outflow.
/// </summary>
internal sealed class MonthlyTotals(byte[] packed, PackedWriter writer)
{
    /// <summary>Months held before that of an account's newest booking.</summary>
    public const int MonthsBefore = 12;

    private readonly PackedRecords months = new(packed);

    /// <summary>Whether anything differs from the array it was made of.</summary>
    public bool HasChanged => months.HasChanged;

    /// <summary>Folds a transaction, or unfolds it.</summary>
    /// <param name="account">The account's code.</param>
    /// <param name="currency">The currency's code.</param>
    /// <param name="month">The month of booking.</param>
    /// <param name="category">The category's code.</param>
    /// <param name="amount">As booked.</param>
    /// <param name="count">1 to fold, -1 to unfold.</param>
    public void Add(int account, int currency, int month, int category, decimal amount, int count)
    {
        var change = new MonthTotal(account, currency, month, category, count, Math.Max(amount, 0) * count, Math.Max(-amount, 0) * count);
        writer.Clear();
        writer.WriteCode(account);
        writer.WriteCode(currency);
        writer.WriteSigned(month - BookingDay.EpochMonth);
        var key = writer.Written.Length;
        var at = months.Find(writer.Written);
        if (at < 0)
        {
            Write(change);
            months.Append(writer.Written);
            return;
        }

        var record = months.At(at, out _);
        var reader = new PackedReader(record);
        reader.ReadBytes(key);
        var isNew = true;
        while (!reader.IsAtEnd)
        {
            var start = reader.Position;
            if (reader.ReadCode() != category)
            {
                var flags = reader.ReadUnsigned();
                for (var amounts = (flags & 1) + ((flags >> 1) & 1); amounts > 0; amounts--)
                {
                    reader.ReadRaw();
                }

                writer.WriteBytes(record[start..reader.Position]);
                continue;
            }

            var total = Read(ref reader, change);
            isNew = false;
            Write(total with { Count = total.Count + count, Inflow = total.Inflow + change.Inflow, Outflow = total.Outflow + change.Outflow });
        }

        if (isNew)
        {
            Write(change);
        }

        if (writer.Written.Length == key)
        {
            months.Remove(at);
        }
        else
        {
            months.Replace(at, writer.Written);
        }
    }

    /// <summary>Drops an account's months before one.</summary>
    public void Trim(int account, int oldestMonth) => months.Keep(record =>
    {
        var reader = new PackedReader(record);
        var isOther = reader.ReadCode() != account;
        reader.ReadCode();
        return isOther || BookingDay.EpochMonth + reader.ReadSigned() >= oldestMonth;
    });

    /// <summary>Every total, in no particular order.</summary>
    public List<MonthTotal> ToTotals()
    {
        var totals = new List<MonthTotal>(months.End / 5);
        for (int at = 0, next; at < months.End; at = next)
        {
            var reader = new PackedReader(months.At(at, out next));
            var place = new MonthTotal(reader.ReadCode(), reader.ReadCode(), BookingDay.EpochMonth + (int)reader.ReadSigned(), 0, 0, 0, 0);
            while (!reader.IsAtEnd)
            {
                totals.Add(Read(ref reader, place with { Category = reader.ReadCode() }));
            }
        }

        return totals;
    }

    /// <summary>The totals as one array.</summary>
    public byte[] ToArray() => months.ToArray();

    private static MonthTotal Read(ref PackedReader reader, MonthTotal place)
    {
        var count = reader.ReadUnsigned();
        return place with
        {
            Count = (int)(count >> 2),
            Inflow = (count & 1) != 0 ? reader.ReadMoney() : 0,
            Outflow = (count & 2) != 0 ? reader.ReadMoney() : 0,
        };
    }

    private void Write(MonthTotal total)
    {
        if (total.Count == 0)
        {
            return;
        }

        writer.WriteCode(total.Category);
        writer.WriteUnsigned(((ulong)total.Count << 2) | (total.Outflow == 0 ? 0u : 2u) | (total.Inflow == 0 ? 0u : 1u));
        if (total.Inflow != 0)
        {
            writer.WriteMoney(total.Inflow);
        }

        if (total.Outflow != 0)
        {
            writer.WriteMoney(total.Outflow);
        }
    }
}
