namespace Grains.Activity;

/// <summary>What of a held booking others may answer to.</summary>
/// <param name="At">Where its entry starts in the window.</param>
/// <param name="Moment">When it was booked, ticks UTC.</param>
/// <param name="Account">The account's code.</param>
/// <param name="Day">The booking day.</param>
/// <param name="Amount">As booked.</param>
/// <param name="Currency">The currency's code.</param>
/// <param name="Category">The code of the category it is held with.</param>
/// <param name="OwnCategory">The code of the category it has by itself.</param>
/// <param name="Counterparty">The counterparty's code among the texts; null where absent.</param>
/// <param name="HasMerchant">Whether it has a merchant category code.</param>
/// <param name="IsCorrected">Whether the category is the customer's word.</param>
/// <param name="IsSettled">Whether the booking it belongs to was forgotten.</param>
internal readonly record struct RelatedBooking(
    int At, long Moment, int Account, int Day, decimal Amount, int Currency, int Category, int OwnCategory, int? Counterparty, bool HasMerchant,
    bool IsCorrected, bool IsSettled)
{
    /// <summary>The bookings of a window in booking order; of the same moment, by their packed ids.</summary>
    public static List<RelatedBooking> InOrder(TransactionWindow window)
    {
        var bookings = new List<RelatedBooking>();
        for (int at = 0, next; at < window.End; at = next)
        {
            var entry = WindowEntry.Read(window.At(at, out next));
            bookings.Add(new(
                at, (entry.Day * TimeSpan.TicksPerDay) + entry.TimeOfDay, entry.Account, entry.Day, entry.Amount, entry.Currency, entry.Category,
                entry.OwnCategory ?? entry.Category, entry.Counterparty, entry.Mcc is not null, entry.IsCorrected, entry.IsSettled));
        }

        bookings.Sort((a, b) => a.Moment != b.Moment ? a.Moment.CompareTo(b.Moment)
            : WindowEntry.Read(window.At(a.At, out _)).Id.SequenceCompareTo(WindowEntry.Read(window.At(b.At, out _)).Id));
        return bookings;
    }

    /// <summary>Compares by currency and by amount without its sign.</summary>
    public int CompareSize(RelatedBooking other) =>
        Currency != other.Currency ? Currency.CompareTo(other.Currency) : Math.Abs(Amount).CompareTo(Math.Abs(other.Amount));

    /// <summary>Whether two of the same size may be the two halves of a transfer.</summary>
    public bool IsOpposite(RelatedBooking other) => Account != other.Account && Amount == -other.Amount && IsFree && other.IsFree;

    private bool IsFree => !IsSettled && !HasMerchant;

    /// <summary>Whether this can be what a later inflow pays back.</summary>
    public bool IsPurchaseOf(RelatedBooking refund) =>
        Amount < 0 && Counterparty == refund.Counterparty && Currency == refund.Currency && -Amount >= refund.Amount && Day <= refund.Day;
}
