using Grains.Activity;

namespace Grains.Insights;

/// <summary>Where a savings goal leads if every month keeps what the median month of late kept.</summary>
/// <param name="Expected">What the accounts will hold on the goal's day.</param>
/// <param name="MonthsLeft">Whole months from this one to the goal's; 0 in the goal's own month.</param>
internal readonly record struct GoalOutlook(decimal Expected, int MonthsLeft)
{
    private const int MonthsOfUsual = 6;

    /// <summary>Looks ahead.</summary>
    /// <param name="evidence">What is known.</param>
    /// <returns>Null where there is no goal in the currency, its day has passed, or too little is known.</returns>
    public static GoalOutlook? Of(Evidence evidence)
    {
        if (evidence.Goal is not { Amount: > 0 } goal || goal.Currency != evidence.Picture.Currency || goal.By.DayNumber <= evidence.Today
            || evidence.Picture.Balance is not { } balance || evidence.Past.Count < Evidence.LeastMonths)
        {
            return null;
        }

        Span<decimal> kept = stackalloc decimal[Math.Min(MonthsOfUsual, evidence.Past.Count)];
        for (var i = 0; i < kept.Length; i++)
        {
            var month = evidence.Past[evidence.Past.Count - kept.Length + i];
            kept[i] = month.Income - month.Spending;
        }

        var monthsLeft = BookingDay.MonthOf(goal.By.DayNumber) - evidence.Month;
        return new(balance + (RobustLevel.Of(kept).Median * monthsLeft), monthsLeft);
    }
}
