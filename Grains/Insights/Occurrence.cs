namespace Grains.Insights;

/// <summary>A payment to or from a counterparty.</summary>
/// <param name="Day">Day number of the booking.</param>
/// <param name="Amount">Signed as booked.</param>
internal readonly record struct Occurrence(int Day, decimal Amount) : IComparable<Occurrence>
{
    /// <summary>By day; those of one day by size, so that the order does not depend on that of coming.</summary>
    public int CompareTo(Occurrence other) => Day != other.Day ? Day.CompareTo(other.Day) : Math.Abs(Amount).CompareTo(Math.Abs(other.Amount));
}

/// <summary>What is left of the payments of one amount level that are not kept one by one any more.</summary>
/// <param name="Amount">Of the newest of them, signed as booked.</param>
/// <param name="Count">How many.</param>
/// <param name="First">Day number of the first.</param>
/// <param name="Last">Day number of the newest of them.</param>
internal readonly record struct EarlierPayments(decimal Amount, int Count, int First, int Last);
