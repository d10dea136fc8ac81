namespace Grains.Personalization;

/// <summary>What a ranking looks at of a customer's transactions, in the currency of their main account. Null where unknown: the default
/// knows nothing.</summary>
/// <param name="MonthlyInflow">Average of what came in a month.</param>
/// <param name="MonthlyOutflow">Average of what went out a month, as a positive number.</param>
/// <param name="Balance">The balance now, over all accounts in that currency.</param>
internal readonly record struct ActivitySummary(double? MonthlyInflow, double? MonthlyOutflow, double? Balance)
{
    /// <summary>The part of what came in that stayed; below 0 where more went out; null where nothing came in.</summary>
    public double? SavingsRate => MonthlyInflow > 0 ? (MonthlyInflow - MonthlyOutflow) / MonthlyInflow : null;
}
