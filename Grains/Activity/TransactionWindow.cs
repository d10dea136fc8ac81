using Grains.Interfaces.Activity;

namespace Grains.Activity;

/// <summary>
/// The raw transactions, one <see cref="PackedRecords"/> of <see cref="WindowEntry"/> in the order of coming: of two that were booked at the
/// same moment, the later one came later. Currencies and categories are codes of the names, which stay; the other texts are codes of a
/// table of their own, and go with their last transaction.
/// </summary>
internal sealed class TransactionWindow(byte[] packed, byte[] packedTexts, PackedWriter writer)
{
    private readonly PackedRecords entries = new(packed);
    private readonly TextTable texts = new(packedTexts);

    /// <summary>Whether anything differs from the arrays it was made of.</summary>
    public bool HasChanged => entries.HasChanged || texts.HasChanged;

    /// <summary>Where the last entry ends.</summary>
    public int End => entries.End;

    /// <summary>Walks the entries.</summary>
    /// <param name="start">0, or the end of another entry.</param>
    /// <param name="next">Where the next one starts.</param>
    /// <returns>The packed entry.</returns>
    public ReadOnlySpan<byte> At(int start, out int next) => entries.At(start, out next);

    /// <summary>Finds a transaction.</summary>
    /// <param name="id">The bank's id.</param>
    /// <returns>Where its entry starts; -1 where there is none.</returns>
    public int Find(string id)
    {
        if (id.Length == 0)
        {
            return -1;
        }

        PackedId.Write(writer.Clear(), id);
        for (int at = 0, next; at < entries.End; at = next)
        {
            if (WindowEntry.HasId(entries.At(at, out next), writer.Written))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Adds a transaction.</summary>
    public void Add(TransactionView transaction, int account, int day, int currency, int category, bool isCorrected)
    {
        PackedId.Write(writer.Clear(), transaction.Id);
        Span<byte> id = stackalloc byte[writer.Written.Length];
        writer.Written.CopyTo(id);
        var entry = new WindowEntry
        {
            Account = account,
            Day = day,
            Id = id,
            TimeOfDay = transaction.BookedAt.UtcTicks % TimeSpan.TicksPerDay,
            Amount = transaction.Amount,
            Currency = currency,
            Category = category,
            IsCorrected = isCorrected,
            Kind = CodeOf(transaction.Kind),
            Counterparty = CodeOf(transaction.Counterparty),
            Description = CodeOf(transaction.Description),
            Mcc = MccOf(transaction.Mcc),
            Balance = transaction.BalanceAfter,
        };
        entry.Write(writer.Clear());
        entries.Append(writer.Written);
    }

    /// <summary>Gives a transaction the category that the customer says.</summary>
    public void Correct(int start, int category)
    {
        var entry = WindowEntry.Read(entries.At(start, out _));
        (entry.Category, entry.OwnCategory, entry.IsCorrected) = (category, null, true);
        Replace(start, entry);
    }

    /// <summary>Gives a transaction the category that another booking gives it, or its own again.</summary>
    public void Relate(int start, int category)
    {
        var entry = WindowEntry.Read(entries.At(start, out _));
        var own = entry.OwnCategory ?? entry.Category;
        (entry.Category, entry.OwnCategory) = (category, own == category ? null : own);
        Replace(start, entry);
    }

    /// <summary>Lets a transaction keep its category whatever comes.</summary>
    public void Settle(int start)
    {
        var entry = WindowEntry.Read(entries.At(start, out _));
        entry.IsSettled = true;
        Replace(start, entry);
    }

    /// <summary>Takes a transaction out.</summary>
    public void Remove(int start)
    {
        entries.Remove(start);
        DropUnusedTexts();
    }

    /// <summary>Takes out whatever a choice does not keep.</summary>
    public void Keep(PackedRecords.Choice chosen)
    {
        entries.Keep(chosen);
        DropUnusedTexts();
    }

    /// <summary>Whether any entry is of an account.</summary>
    public bool HasAny(int account)
    {
        for (int at = 0, next; at < entries.End; at = next)
        {
            if (WindowEntry.PlaceOf(entries.At(at, out next)).Account == account)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text of an entry's code; null where it has none.</summary>
    public string? TextOf(int? code) => code is { } present ? texts[present] : null;

    /// <summary>Whether the newest entry could answer to another, or another to it: of the opposite amount, or of the same counterparty in the
    /// opposite direction.</summary>
    public bool NewestMayRelate()
    {
        var last = 0;
        for (var at = 0; at < entries.End; entries.At(last, out at))
        {
            last = at;
        }

        var (amount, currency, counterparty) = WindowEntry.TradeOf(entries.At(last, out _));
        for (int at = 0, next; at < last; at = next)
        {
            var other = WindowEntry.TradeOf(entries.At(at, out next));
            if (other.Currency == currency && other.Amount > 0 != amount > 0
                && (other.Amount == -amount || (counterparty is not null && other.Counterparty == counterparty)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The texts by code.</summary>
    public string[] ToTexts() => texts.ToTexts();

    /// <summary>Both parts as arrays.</summary>
    public (byte[] Entries, byte[] Texts) ToArrays() => (entries.ToArray(), texts.ToArray());

    private static int? MccOf(string? mcc) =>
        mcc is null ? null : ((mcc[0] - '0') * 1000) + ((mcc[1] - '0') * 100) + ((mcc[2] - '0') * 10) + mcc[3] - '0';

    private int? CodeOf(string? text) => text is null ? null : texts.CodeOf(text);

    private void Replace(int start, in WindowEntry entry)
    {
        entry.Write(writer.Clear());
        entries.Replace(start, writer.Written);
    }

    private void DropUnusedTexts()
    {
        var used = new HashSet<int>();
        for (int at = 0, next; at < entries.End; at = next)
        {
            var entry = WindowEntry.Read(entries.At(at, out next));
            Use(entry.Kind);
            Use(entry.Counterparty);
            Use(entry.Description);
        }

        texts.Keep(used);

        void Use(int? code)
        {
            if (code is { } present)
            {
                used.Add(present);
            }
        }
    }
}
