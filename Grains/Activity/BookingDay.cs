namespace Grains.Activity;

/// <summary>Days and months as numbers: a day is <see cref="DateOnly.DayNumber"/>, a month is 12 × year + month - 1, both in UTC.</summary>
internal static class BookingDay
{
    /// <summary>2020-01-01. Packed days and months count from here, so that those of our time take two bytes and one or two.</summary>
    public const int Epoch = 737_424;

    /// <summary>January 2020.</summary>
    public const int EpochMonth = 2020 * 12;

    /// <summary>The day of a moment.</summary>
    public static int Of(DateTimeOffset moment) => (int)(moment.UtcTicks / TimeSpan.TicksPerDay);

    /// <summary>The month of a day.</summary>
    public static int MonthOf(int day)
    {
        var date = DateOnly.FromDayNumber(day);
        return (date.Year * 12) + date.Month - 1;
    }

    /// <summary>The first day of a month.</summary>
    public static int FirstOf(int month) => new DateOnly(month / 12, (month % 12) + 1, 1).DayNumber;
}
