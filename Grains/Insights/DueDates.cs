namespace Grains.Insights;

/// <summary>The days on which something is due, without an end to either side; number 0 is any of them.</summary>
/// <param name="Frequency">How often.</param>
/// <param name="Origin">Day number of number 0 where the frequency counts in weeks; its month (12 × year + month - 1) where in months.</param>
/// <param name="DayOfMonth">1 to 31, of a shorter month its last; 0 where the frequency counts in weeks.</param>
/// <param name="SecondDayOfMonth">The later day where there are two in a month; else 0.</param>
internal readonly record struct DueDates(Frequency Frequency, int Origin, int DayOfMonth, int SecondDayOfMonth)
{
    private const int LastMonth = (9999 * 12) + 11;

    /// <summary>A day due; the calendar's last month stands for those behind it.</summary>
    /// <param name="number">Which.</param>
    /// <returns>The day number.</returns>
    public int At(int number) => Frequency switch
    {
        Frequency.Weekly => Origin + (7 * number),
        Frequency.EveryTwoWeeks => Origin + (14 * number),
        Frequency.TwiceAMonth => InMonth(Origin + (number >> 1), (number & 1) == 0 ? DayOfMonth : SecondDayOfMonth),
        _ => InMonth(Origin + (number * MonthsBetween(Frequency)), DayOfMonth),
    };

    /// <summary>The day due that is nearest to a day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="due">The day due.</param>
    /// <returns>Its number.</returns>
    public int NumberOf(int day, out int due)
    {
        // Months are not equally long, so this may be the one beside it.
        var number = (int)Math.Round((day - At(0)) / DaysBetween(Frequency));
        due = At(number);
        if (day == due)
        {
            return number;
        }

        var neighbour = day > due ? number + 1 : number - 1;
        var other = At(neighbour);
        if (Math.Abs(other - day) >= Math.Abs(due - day))
        {
            return number;
        }

        due = other;
        return neighbour;
    }

    /// <summary>How far a day is from the day due.</summary>
    /// <param name="day">When it was paid.</param>
    /// <param name="due">When it was due.</param>
    /// <returns>Days; 0 for the Friday before or the Monday after a day due on a weekend.</returns>
    public static int Off(int day, int due)
    {
        var off = day - due;
        return DayOfWeek(due) switch
        {
            System.DayOfWeek.Saturday when off is -1 or 2 => 0,
            System.DayOfWeek.Sunday when off is -2 or 1 => 0,
            _ => Math.Abs(off),
        };
    }

    /// <summary>The working day on which something due is booked at the latest: the Monday where it is due on a weekend.</summary>
    public static int WorkingDay(int due) => DayOfWeek(due) switch
    {
        System.DayOfWeek.Saturday => due + 2,
        System.DayOfWeek.Sunday => due + 1,
        _ => due,
    };

    /// <summary>The mean number of days between two.</summary>
    public static double DaysBetween(Frequency frequency) => frequency switch
    {
        Frequency.Weekly => 7,
        Frequency.EveryTwoWeeks => 14,
        Frequency.TwiceAMonth => 365.25 / 24,
        _ => MonthsBetween(frequency) * 365.25 / 12,
    };

    private static int MonthsBetween(Frequency frequency) => frequency == Frequency.Monthly ? 1 : frequency == Frequency.Quarterly ? 3 : 12;

    // Day number 0 is a Monday.
    private static DayOfWeek DayOfWeek(int day) => (DayOfWeek)((day + 1) % 7);

    private static int InMonth(int month, int dayOfMonth)
    {
        var (year, ofYear) = Math.DivRem(Math.Clamp(month, 12, LastMonth), 12);
        var day = dayOfMonth <= 28 ? dayOfMonth : Math.Min(dayOfMonth, DateTime.DaysInMonth(year, ofYear + 1));
        return new DateOnly(year, ofYear + 1, day).DayNumber;
    }
}
