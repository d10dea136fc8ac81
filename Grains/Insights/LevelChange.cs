namespace Grains.Insights;

/// <summary>When a stream went to the level of amounts it has now.</summary>
internal static class LevelChange
{
    /// <summary>Amounts this near each other, relative, are one level.</summary>
    private const decimal Near = 0.005m;

    /// <summary>The most of the newest occurrences that may be at the new level for the change to be recent.</summary>
    private const decimal MostShare = 0.5m;

    /// <summary>The day of the first payment at the new level.</summary>
    /// <param name="evidence">What is known.</param>
    /// <param name="stream">The stream.</param>
    /// <returns>Day number; null where the level never changed or did so long ago.</returns>
    public static int? Day(Evidence evidence, RecurringStream stream)
    {
        if (stream.Status != StreamStatus.Mature || stream.PreviousAmount is not { } previous || stream.Last > evidence.Today
            || previous == 0 || stream.LastAmount == previous || previous > 0 != stream.LastAmount > 0)
        {
            return null;
        }

        var day = stream.Last;
        foreach (var transaction in evidence.Picture.Recent)
        {
            if (transaction.Counterparty != stream.Counterparty)
            {
                continue;
            }

            if (IsNear(transaction.Amount, stream.LastAmount))
            {
                day = Math.Min(day, Evidence.DayOf(transaction));
            }
            else if (IsNear(transaction.Amount, previous))
            {
                return day;
            }
        }

        return (stream.AverageAmount - previous) / (stream.LastAmount - previous) <= MostShare ? day : null;
    }

    private static bool IsNear(decimal amount, decimal level) => Math.Abs(amount - level) <= Near * Math.Abs(level);
}
