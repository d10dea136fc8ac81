using System.Globalization;
using Grains.Interfaces.Activity;

namespace Grains.Activity;

/// <summary>
/// One transaction in the window. Packed: account's code · day (zigzag from 2020-01-01) · id (<see cref="PackedId"/>) · flags · time of day
/// (seconds, or ticks; absent at midnight) · amount · codes of currency and category · then what the flags name: code of the category by itself,
/// codes of kind, counterparty and description, the MCC as a number, the balance.
/// </summary>
internal ref struct WindowEntry
{
    private const int Seconds = 1;
    private const int Ticks = 2;
    private const int HasKind = 4;
    private const int HasCounterparty = 8;
    private const int HasDescription = 16;
    private const int HasMcc = 32;
    private const int HasBalance = 64;
    private const int Corrected = 128;
    private const int HasOwnCategory = 256;
    private const int Settled = 512;

    /// <summary>The account's code.</summary>
    public int Account { get; set; }

    /// <summary>The booking day.</summary>
    public int Day { get; set; }

    /// <summary>The packed id.</summary>
    public ReadOnlySpan<byte> Id { get; set; }

    /// <summary>Ticks since midnight UTC.</summary>
    public long TimeOfDay { get; set; }

    /// <summary>The amount.</summary>
    public decimal Amount { get; set; }

    /// <summary>The currency's code among the names.</summary>
    public int Currency { get; set; }

    /// <summary>The category's code among the names.</summary>
    public int Category { get; set; }

    /// <summary>Code of the category that the transaction has by itself, where another booking gives it a different one; else null.</summary>
    public int? OwnCategory { get; set; }

    /// <summary>Whether the category is the customer's word, on this transaction or on its counterparty.</summary>
    public bool IsCorrected { get; set; }

    /// <summary>Whether the booking it belongs to was forgotten, so that it keeps its category.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Code among the texts; null where absent.</summary>
    public int? Kind { get; set; }

    /// <summary>Code among the texts; null where absent.</summary>
    public int? Counterparty { get; set; }

    /// <summary>Code among the texts; null where absent.</summary>
    public int? Description { get; set; }

    /// <summary>Merchant category code; null where absent.</summary>
    public int? Mcc { get; set; }

    /// <summary>The account's balance after it; null where absent.</summary>
    public decimal? Balance { get; set; }

    /// <summary>When it was booked, UTC.</summary>
    public readonly DateTimeOffset BookedAt => new((Day * TimeSpan.TicksPerDay) + TimeOfDay, TimeSpan.Zero);

    /// <summary>Reads only account and day.</summary>
    public static (int Account, int Day) PlaceOf(ReadOnlySpan<byte> packed)
    {
        var reader = new PackedReader(packed);
        return (reader.ReadCode(), BookingDay.Epoch + (int)reader.ReadSigned());
    }

    /// <summary>Whether this is the transaction of an id.</summary>
    public static bool HasId(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> id)
    {
        var reader = new PackedReader(packed);
        reader.ReadCode();
        reader.ReadSigned();
        return packed[reader.Position..].StartsWith(id);
    }

    /// <summary>Reads only what another booking could answer to.</summary>
    public static (decimal Amount, int Currency, int? Counterparty) TradeOf(ReadOnlySpan<byte> packed)
    {
        var reader = new PackedReader(packed);
        reader.ReadRaw();
        reader.ReadRaw();
        PackedId.Skip(ref reader);
        var flags = reader.ReadCode();
        if ((flags & (Seconds | Ticks)) != 0)
        {
            reader.ReadRaw();
        }

        var (amount, currency) = (reader.ReadMoney(), reader.ReadCode());
        reader.ReadRaw();
        for (var codes = flags & (HasOwnCategory | HasKind); codes != 0; codes &= codes - 1)
        {
            reader.ReadRaw();
        }

        return (amount, currency, (flags & HasCounterparty) != 0 ? reader.ReadCode() : null);
    }

    /// <summary>Reads an entry.</summary>
    public static WindowEntry Read(ReadOnlySpan<byte> packed)
    {
        var reader = new PackedReader(packed);
        var entry = new WindowEntry { Account = reader.ReadCode(), Day = BookingDay.Epoch + (int)reader.ReadSigned() };
        var start = reader.Position;
        PackedId.Skip(ref reader);
        entry.Id = packed[start..reader.Position];
        var flags = reader.ReadCode();
        entry.TimeOfDay = (flags & Ticks) != 0 ? (long)reader.ReadUnsigned() : (flags & Seconds) != 0 ? (long)reader.ReadUnsigned() * TimeSpan.TicksPerSecond : 0;
        entry.Amount = reader.ReadMoney();
        entry.Currency = reader.ReadCode();
        entry.Category = reader.ReadCode();
        entry.IsCorrected = (flags & Corrected) != 0;
        entry.IsSettled = (flags & Settled) != 0;
        entry.OwnCategory = (flags & HasOwnCategory) != 0 ? reader.ReadCode() : null;
        entry.Kind = (flags & HasKind) != 0 ? reader.ReadCode() : null;
        entry.Counterparty = (flags & HasCounterparty) != 0 ? reader.ReadCode() : null;
        entry.Description = (flags & HasDescription) != 0 ? reader.ReadCode() : null;
        entry.Mcc = (flags & HasMcc) != 0 ? reader.ReadCode() : null;
        entry.Balance = (flags & HasBalance) != 0 ? reader.ReadMoney() : null;
        return entry;
    }

    /// <summary>Writes the entry.</summary>
    public readonly void Write(PackedWriter writer)
    {
        var isWholeSecond = TimeOfDay % TimeSpan.TicksPerSecond == 0;
        writer.WriteCode(Account);
        writer.WriteSigned(Day - BookingDay.Epoch);
        writer.WriteBytes(Id);
        writer.WriteCode(
            (TimeOfDay == 0 ? 0 : isWholeSecond ? Seconds : Ticks) | (Kind is null ? 0 : HasKind) | (Counterparty is null ? 0 : HasCounterparty)
            | (Description is null ? 0 : HasDescription) | (Mcc is null ? 0 : HasMcc) | (Balance is null ? 0 : HasBalance)
            | (IsCorrected ? Corrected : 0) | (OwnCategory is null ? 0 : HasOwnCategory) | (IsSettled ? Settled : 0));
        if (TimeOfDay != 0)
        {
            writer.WriteUnsigned((ulong)(isWholeSecond ? TimeOfDay / TimeSpan.TicksPerSecond : TimeOfDay));
        }

        writer.WriteMoney(Amount);
        writer.WriteCode(Currency);
        writer.WriteCode(Category);
        Write(writer, OwnCategory);
        Write(writer, Kind);
        Write(writer, Counterparty);
        Write(writer, Description);
        Write(writer, Mcc);
        if (Balance is { } balance)
        {
            writer.WriteMoney(balance);
        }
    }

    /// <summary>The entry as the contract shows it.</summary>
    /// <param name="accounts">Account ids by code.</param>
    /// <param name="names">Currencies and categories by code.</param>
    /// <param name="texts">Texts by code.</param>
    /// <returns>The view.</returns>
    public readonly TransactionView ToView(string[] accounts, string[] names, string[] texts)
    {
        var id = new PackedReader(Id);
        return new()
        {
            Id = PackedId.Read(ref id),
            AccountId = accounts[Account],
            BookedAt = BookedAt,
            Amount = Amount,
            Currency = names[Currency],
            Kind = Kind is { } kind ? texts[kind] : null,
            Counterparty = Counterparty is { } counterparty ? texts[counterparty] : null,
            Description = Description is { } description ? texts[description] : null,
            Mcc = Mcc?.ToString("0000", CultureInfo.InvariantCulture),
            BalanceAfter = Balance,
            Category = names[Category],
        };
    }

    private static void Write(PackedWriter writer, int? code)
    {
        if (code is { } present)
        {
            writer.WriteCode(present);
        }
    }
}
