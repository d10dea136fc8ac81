using System.Collections.Frozen;
using Grains.Activity;
using Grains.Catalog;

namespace Grains.Insights;

/// <summary>Makes the picture of a customer's money from what is kept of their transactions.</summary>
internal static class PictureReading
{
    private const int DaysAhead = 30;

    /// <summary>Makes it.</summary>
    /// <param name="section">The transactions.</param>
    /// <param name="catalogue">What is spending, income or a transfer; the currencies.</param>
    /// <param name="asOf">The day that counts as today.</param>
    /// <returns>The picture; null where nothing is held.</returns>
    public static FinancialPicture? Of(ActivitySection section, Catalogue catalogue, DateOnly asOf)
    {
        if (Totals(section, catalogue, asOf) is not { } totals)
        {
            return null;
        }

        var names = new TextTable(section.Names).ToTexts();
        return totals with
        {
            Streams = [.. section.RecurringAsOf(asOf.DayNumber).Where(stream => names[stream.Currency] == totals.Currency).Select(stream => stream with { CategoryId = names[stream.Category] })],
            Recent = [.. WindowReading.All(section).Where(t => t.Currency == totals.Currency)],
            Lowest = Lowest(section, catalogue, totals),
        };
    }

    /// <summary>Makes as much of it as costs little: the balance and the months, without payments, streams and forecast.</summary>
    /// <param name="section">The transactions.</param>
    /// <param name="catalogue">What is spending, income or a transfer; the currencies.</param>
    /// <param name="asOf">The day that counts as today.</param>
    /// <returns>The picture; null where nothing is held.</returns>
    public static FinancialPicture? Totals(ActivitySection section, Catalogue catalogue, DateOnly asOf) => section.Features is not { } features ? null : new FinancialPicture
    {
        AsOf = asOf,
        Currency = features.Currency,
        Balance = features.Balance,
        Months = Months(section, catalogue, features.Currency, asOf),
        CategoryKinds = catalogue.CategoryKinds,
    };

    /// <summary>The lowest balance expected within 30 days, of the busiest account.</summary>
    /// <param name="section">The transactions.</param>
    /// <param name="catalogue">The currencies.</param>
    /// <param name="picture">The picture that it belongs to.</param>
    /// <returns>Null where it is not known.</returns>
    public static ExpectedLowest? Lowest(ActivitySection section, Catalogue catalogue, FinancialPicture picture) =>
        AccountForecasts.Lowest(section, catalogue, picture.AsOf, picture.Currency, DaysAhead);

    private static List<MonthOfMoney> Months(ActivitySection section, Catalogue catalogue, string currency, DateOnly asOf)
    {
        var present = BookingDay.MonthOf(asOf.DayNumber);
        var report = SpendingReport.Of(section, catalogue, asOf, MonthlyTotals.MonthsBefore + 1).Months
            .Where(month => month.Currency == currency).ToDictionary(static month => month.Month, StringComparer.Ordinal);
        var months = new List<MonthOfMoney>();
        for (var month = present - MonthlyTotals.MonthsBefore; month <= present; month++)
        {
            if (report.TryGetValue(SpendingReport.Text(month), out var held))
            {
                var spent = held.Categories.Where(static c => c.Kind == "spending").ToDictionary(static c => c.Category, static c => c.Amount, StringComparer.Ordinal);
                months.Add(new(month, held.Income, held.Spent, spent));
            }
            else if (months.Count > 0 || month == present)
            {
                months.Add(new(month, 0, 0, FrozenDictionary<string, decimal>.Empty));
            }
        }

        return months;
    }
}
