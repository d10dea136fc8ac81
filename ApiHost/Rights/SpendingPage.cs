using Grains.Interfaces.Rights;

namespace ApiHost.Rights;

/// <summary>The spending on the page: a chart in the currency of most payments, and the same in figures, for every currency.</summary>
internal static class SpendingPage
{
    /// <summary>Writes it.</summary>
    /// <param name="page">The page.</param>
    public static void Write(PageContext page)
    {
        var totals = page.Export.Activity.MonthlyTotals;
        if (MainCurrency(totals) is { } currency)
        {
            SpendingChart.Draw(page, Months(totals, currency), currency);
        }

        page.Table(
            "months", ["month", "currency", "count", "inflow", "outflow"],
            totals.GroupBy(static t => (t.Month, t.Currency)).OrderBy(static g => g.Key.Month, StringComparer.Ordinal).Select(g => (Cell[])
            [
                g.Key.Month, g.Key.Currency, $"{g.Sum(static t => t.Count)}", page.Words.Number(g.Sum(static t => t.Inflow)), page.Words.Number(g.Sum(static t => t.Outflow)),
            ]));
        page.Table(
            "categories", ["spendingCategory", "currency", "count", "inflow", "outflow"],
            totals.GroupBy(static t => (t.Category, t.Currency)).OrderByDescending(static g => g.Sum(static t => t.Outflow)).Select(g => (Cell[])
            [
                page.Words.Code("spending", g.Key.Category), g.Key.Currency, $"{g.Sum(static t => t.Count)}", page.Words.Number(g.Sum(static t => t.Inflow)),
                page.Words.Number(g.Sum(static t => t.Outflow)),
            ]));
        if (page.Export.Activity.Summary is { } summary)
        {
            page.Html.Paragraph(page.Words.Fill(
                "summary", summary.MonthsSeen, page.Words.Number(summary.MonthlyInflow), page.Words.Number(summary.MonthlyOutflow), summary.Currency,
                summary.Balance is { } balance ? page.Words.Number(balance) : "–"));
        }
    }

    /// <summary>The spending of each month from the first to the last, those without any too.</summary>
    /// <param name="totals">The totals.</param>
    /// <param name="currency">ISO 4217; there are totals in it.</param>
    /// <returns>The months, oldest first.</returns>
    public static IReadOnlyList<MonthlySpending> Months(IReadOnlyList<ExportedTotal> totals, string currency)
    {
        var spent = totals.Where(t => t.Currency == currency).GroupBy(static t => t.Month).ToDictionary(static g => g.Key, static g => g.Sum(static t => t.Outflow));
        var months = new List<MonthlySpending>();
        for (var month = DateOnly.ParseExact($"{spent.Keys.Min(StringComparer.Ordinal)}-01", "yyyy-MM-dd", null);
             months.Count == 0 || string.CompareOrdinal(months[^1].Month, spent.Keys.Max(StringComparer.Ordinal)) < 0; month = month.AddMonths(1))
        {
            var name = month.ToString("yyyy-MM", null);
            months.Add(new MonthlySpending(name, spent.GetValueOrDefault(name)));
        }

        return months;
    }

    private static string? MainCurrency(IReadOnlyList<ExportedTotal> totals) =>
        totals.GroupBy(static t => t.Currency).OrderByDescending(static g => g.Sum(static t => t.Count)).ThenBy(static g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
}
