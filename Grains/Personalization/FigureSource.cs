using Grains.Catalog;
using Grains.Insights;
using Grains.Interfaces.Activity;

namespace Grains.Personalization;

/// <summary>
/// What the figures are computed from: the picture of the money and the age. Averages are over the last three months that are over and were
/// seen whole, or as many as there are.
/// </summary>
internal sealed class FigureSource
{
    private const int MonthsAveraged = 3;

    /// <summary>Two charges of one amount within so many days are one too many; weekly ones are farther apart.</summary>
    private const int DaysBetweenCharges = 5;

    private readonly FinancialPicture? picture;
    private readonly MonthOfMoney[] averaged = [];

    /// <summary>Prepares the source.</summary>
    /// <param name="picture">The picture; null where nothing of the money is known or may be used.</param>
    /// <param name="age">Completed years; null where unknown.</param>
    public FigureSource(FinancialPicture? picture, int? age)
    {
        (this.picture, Age) = (picture, age);
        if (picture?.WholeMonths.ToList() is { Count: > 0 } months)
        {
            averaged = [.. months.TakeLast(MonthsAveraged)];
            (Income, Spending) = (averaged.Average(static m => m.Income), averaged.Average(static m => m.Spending));
            MonthsKnown = months.Count;
        }
    }

    /// <summary>Completed years; null where unknown.</summary>
    public int? Age { get; }

    /// <summary>How many months are known whole; null for none.</summary>
    public int? MonthsKnown { get; }

    /// <summary>Income a month.</summary>
    public decimal? Income { get; }

    /// <summary>Spending a month.</summary>
    public decimal? Spending { get; }

    /// <summary>The balance.</summary>
    public decimal? Balance => picture?.Balance;

    /// <summary>The lowest balance that is expected within 30 days.</summary>
    public decimal? LowestAhead => picture?.Lowest?.Expected;

    /// <summary>What goes out regularly, a month, transfers between own accounts left out; null where no payment is known to repeat.</summary>
    public decimal? RecurringOutflow
    {
        get
        {
            decimal? sum = null;
            foreach (var stream in picture?.Streams ?? [])
            {
                if (!stream.IsInflow && stream.Status == StreamStatus.Mature && picture!.KindOf(stream) != CategoryKind.Transfer && TimesAMonth(stream.Frequency) is { } times)
                {
                    sum = (sum ?? 0) - (stream.AverageAmount * times);
                }
            }

            return sum;
        }
    }

    /// <summary>The part of the income that an amount is; null where either is unknown or nothing comes in.</summary>
    /// <param name="amount">The amount.</param>
    /// <returns>The share.</returns>
    public decimal? OfIncome(decimal? amount) => Income > 0 ? amount / Income : null;

    /// <summary>Spending on a category, a month; refunds taken off.</summary>
    /// <param name="category">The category id.</param>
    /// <returns>The amount, 0 for none; null where no month is known.</returns>
    public decimal? SpentOn(string category) =>
        averaged.Length == 0 ? null : Math.Max(averaged.Average(month => month.ByCategory.GetValueOrDefault(category)), 0);

    /// <summary>How many different counterparties were paid in a category in the last 45 days.</summary>
    /// <param name="category">The category id.</param>
    /// <returns>The number; null where no transaction is known.</returns>
    public int? Payees(string category) => picture is { Recent.Count: > 0 }
        ? Paid(category).Select(static t => t.Counterparty).Distinct(StringComparer.OrdinalIgnoreCase).Count() : null;

    /// <summary>How many counterparties of a category took the same amount twice within five days.</summary>
    /// <param name="category">The category id.</param>
    /// <returns>The number; null where no transaction is known.</returns>
    public int? ChargedTwice(string category) => picture is { Recent.Count: > 0 }
        ? Paid(category).GroupBy(static t => (t.Counterparty!.ToUpperInvariant(), t.Amount)).Where(static charges => IsTwice([.. charges.Select(static t => t.BookedAt).Order()]))
            .DistinctBy(static charges => charges.Key.Item1).Count()
        : null;

    private static bool IsTwice(DateTimeOffset[] charges)
    {
        for (var i = 1; i < charges.Length; i++)
        {
            if ((charges[i] - charges[i - 1]).TotalDays <= DaysBetweenCharges)
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<TransactionView> Paid(string category) =>
        picture!.Recent.Where(t => t.Amount < 0 && t.Category == category && t.Counterparty is not null);

    private static decimal? TimesAMonth(Frequency frequency) => frequency switch
    {
        Frequency.Weekly => 52m / 12,
        Frequency.EveryTwoWeeks => 26m / 12,
        Frequency.TwiceAMonth => 2,
        Frequency.Monthly => 1,
        Frequency.Quarterly => 1m / 3,
        Frequency.Yearly => 1m / 12,
        _ => null,
    };
}
