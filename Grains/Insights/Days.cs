namespace Grains.Insights;

/// <summary>Day numbers as dates.</summary>
internal static class Days
{
    /// <summary>The date of a day number; the last there is where it lies beyond.</summary>
    /// <param name="day">Day number.</param>
    /// <returns>The date.</returns>
    public static DateOnly Date(int day) => DateOnly.FromDayNumber(Math.Clamp(day, 0, DateOnly.MaxValue.DayNumber));
}
