namespace Grains.Insights;

/// <summary>A payment that repeats: one counterparty, one direction, one level of amounts, on one account and in one currency.</summary>
/// <param name="Id">Opaque and stable while the stream is kept.</param>
/// <param name="Account">The account's code.</param>
/// <param name="Currency">The currency's code among the names.</param>
/// <param name="Category">The category's code among the names: that of the newest occurrence.</param>
/// <param name="Counterparty">As received.</param>
/// <param name="Dates">The days on which it is due; of <see cref="Frequency.Unknown"/> where the occurrences have no rhythm, or too few to show it.</param>
/// <param name="Status">How sure it is.</param>
/// <param name="Count">Occurrences so far, doubled payments too.</param>
/// <param name="AverageAmount">Signed as booked: the mean of the newest occurrences that are kept.</param>
/// <param name="LastAmount">Signed as booked.</param>
/// <param name="PreviousAmount">Signed as booked; what was paid, at least twice in a row, before the newest amount; null where that did not
/// change, or changes each time.</param>
/// <param name="First">Day number of the first occurrence.</param>
/// <param name="Last">Day number of the newest occurrence.</param>
/// <param name="Next">Day number on which the next is due, though it be a weekend, or already past while the payment may still be on its
/// way; null where it was missed twice or the frequency is unknown.</param>
internal sealed record RecurringStream(
    string Id, int Account, int Currency, int Category, string Counterparty, DueDates Dates, StreamStatus Status, int Count,
    decimal AverageAmount, decimal LastAmount, decimal? PreviousAmount, int First, int Last, int? Next)
{
    /// <summary>Day number of the first occurrence of the level of amounts it has now; null where there is no previous one.</summary>
    public int? ChangedOn { get; init; }

    /// <summary>The category's id; null where only its code was read.</summary>
    public string? CategoryId { get; init; }

    /// <summary>How often it repeats.</summary>
    public Frequency Frequency => Dates.Frequency;

    /// <summary>Whether it brings money in.</summary>
    public bool IsInflow => LastAmount > 0;
}

/// <summary>How often a payment repeats.</summary>
internal enum Frequency : byte
{
    /// <summary>Not known yet.</summary>
    Unknown,

    /// <summary>Every 7 days.</summary>
    Weekly,

    /// <summary>Every 14 days.</summary>
    EveryTwoWeeks,

    /// <summary>On two days of each month.</summary>
    TwiceAMonth,

    /// <summary>Every month.</summary>
    Monthly,

    /// <summary>Every three months.</summary>
    Quarterly,

    /// <summary>Every year.</summary>
    Yearly,
}

/// <summary>How sure a stream is.</summary>
internal enum StreamStatus : byte
{
    /// <summary>Seen once or twice, or more often without a frequency.</summary>
    EarlyDetection,

    /// <summary>Seen three times or more, at a frequency.</summary>
    Mature,

    /// <summary>Was mature, and was missed twice.</summary>
    Ended,
}
