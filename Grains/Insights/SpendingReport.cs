using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Grains.Activity;
using Grains.Catalog;
using Grains.Interfaces.Insights;

namespace Grains.Insights;

/// <summary>
/// What came in and went out of a customer's accounts, by month, currency and category. Monthly totals keep both directions of each category
/// apart; here they are set off against each other, so that a refund lessens the spending it belongs to.
/// </summary>
internal static class SpendingReport
{
    private const int RateDecimals = 4;

    /// <summary>Makes the report.</summary>
    /// <param name="section">The customer's transactions, folded.</param>
    /// <param name="catalogue">What is spending, income or a transfer.</param>
    /// <param name="asOf">The day that counts as today; later months are left out.</param>
    /// <param name="months">How many, that of <paramref name="asOf"/> included.</param>
    /// <returns>The report; without months where nothing is held of them.</returns>
    public static Spending Of(ActivitySection section, Catalogue catalogue, DateOnly asOf, int months)
    {
        var names = new TextTable(section.Names).ToTexts();
        var newest = BookingDay.MonthOf(asOf.DayNumber);
        var lines = new Dictionary<(int Month, int Currency), Dictionary<int, Flow>>();
        foreach (var total in new MonthlyTotals(section.Months, new()).ToTotals())
        {
            if (total.Month <= newest && total.Month > newest - months)
            {
                var flows = CollectionsMarshal.GetValueRefOrAddDefault(lines, (total.Month, total.Currency), out _) ??= [];
                flows[total.Category] = flows.GetValueOrDefault(total.Category).With(total);
            }
        }

        var report = ImmutableArray.CreateBuilder<SpendingMonth>();
        foreach (var ((month, currency), flows) in lines.OrderByDescending(static line => line.Key.Month).ThenBy(line => names[line.Key.Currency], StringComparer.Ordinal))
        {
            report.Add(Month(month, names[currency], flows.Select(flow => (names[flow.Key], flow.Value)), catalogue) with
            {
                IsComplete = month < newest || asOf.Day == DateTime.DaysInMonth(asOf.Year, asOf.Month),
            });
        }

        return new(asOf, report.DrainToImmutable());
    }

    /// <summary>A month as the report writes it.</summary>
    /// <param name="month">12 × year + month − 1.</param>
    /// <returns>yyyy-MM.</returns>
    public static string Text(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / 12:0000}-{(month % 12) + 1:00}");

    private static SpendingMonth Month(int month, string currency, IEnumerable<(string Category, Flow Flow)> lines, Catalogue catalogue)
    {
        var (income, spent) = (0m, 0m);
        var categories = new List<SpendingCategory>();
        foreach (var (category, flow) in lines)
        {
            switch (catalogue.KindOf(category))
            {
                case CategoryKind.Income:
                    income += flow.In - flow.Out;
                    categories.Add(new(category, "income", flow.In - flow.Out, flow.Out, flow.Count));
                    break;
                case CategoryKind.Spending:
                    spent += flow.Out - flow.In;
                    categories.Add(new(category, "spending", flow.Out - flow.In, flow.In, flow.Count));
                    break;
                default:
                    break;
            }
        }

        return new()
        {
            Month = Text(month),
            Currency = currency,
            Income = income,
            Spent = spent,
            SavingsRate = income > 0 ? decimal.Round((income - spent) / income, RateDecimals) : null,
            Because = income > 0 ? null : SpendingMonth.NoIncome,
            Categories = [.. categories.OrderByDescending(static c => c.Amount).ThenBy(static c => c.Category, StringComparer.Ordinal)],
        };
    }

    private readonly record struct Flow(int Count, decimal In, decimal Out)
    {
        public Flow With(in MonthTotal total) => new(Count + total.Count, In + total.Inflow, Out + total.Outflow);
    }
}
