using Grains.Insights;

namespace Grains.Personalization;

/// <summary>What a ranking looks at of a customer's transactions, in their main currency. Null where unknown: the default knows nothing. Averages are over
/// the last three months that are known whole, which neither the first is, in which the account may have begun, nor the running one; transfers between
/// own accounts are left out and refunds taken off, as in the spending report.</summary>
/// <param name="MonthlyInflow">Average of what came in a month.</param>
/// <param name="MonthlyOutflow">Average of what went out a month, as a positive number.</param>
/// <param name="Balance">The balance now, over all accounts in that currency.</param>
internal readonly record struct ActivitySummary(double? MonthlyInflow, double? MonthlyOutflow, double? Balance)
{
    /// <summary>ISO 4217, of the amounts; null where nothing is known.</summary>
    public string? Currency { get; init; }

    /// <summary>How many months are known whole.</summary>
    public int WholeMonths { get; init; }

    /// <summary>Whether the figures say that credit could be carried.</summary>
    public bool CanCarryCredit { get; init; }

    /// <summary>The part of what came in that stayed; below 0 where more went out; null where nothing came in.</summary>
    public double? SavingsRate => MonthlyInflow > 0 ? (MonthlyInflow - MonthlyOutflow) / MonthlyInflow : null;

    /// <summary>Sums a customer's money up.</summary>
    /// <param name="totals">Balance and months; null where nothing is held.</param>
    /// <param name="lowest">The lowest balance that is expected: a forecast, made only where all else says that credit could be carried.</param>
    /// <returns>The summary.</returns>
    public static ActivitySummary Of(FinancialPicture? totals, Func<FinancialPicture, ExpectedLowest?> lowest)
    {
        if (totals is null)
        {
            return default;
        }

        var figures = new FigureSource(totals, age: null);
        return new ActivitySummary((double?)figures.Income, (double?)figures.Spending, (double?)totals.Balance)
        {
            Currency = totals.Currency,
            WholeMonths = figures.MonthsKnown ?? 0,
            CanCarryCredit = Allows(totals) && Allows(totals with { Lowest = lowest(totals) }),
        };
    }

    private static bool Allows(FinancialPicture picture)
    {
        var figures = new FigureSource(picture, age: null);
        return AdviceSuitability.CanCarryCredit(name => Figures.Find(name)!.Of(figures));
    }
}
