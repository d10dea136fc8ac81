using Grains.Interfaces.Activity;

namespace ApiHost.Rights;

/// <summary>The payments on the page: accounts, single transactions, balances, corrections, and every total.</summary>
internal static class PaymentsPage
{
    /// <summary>Writes them.</summary>
    /// <param name="page">The page.</param>
    public static void Write(PageContext page)
    {
        var (held, words) = (page.Export.Activity, page.Words);
        page.Table(
            "accounts", ["account", "received", "totalsSince", "forgottenBefore", "firstDay"],
            held.Accounts.Select(a => (Cell[])[a.AccountId, words.Instant(a.LastReceivedAt), a.TotalsSince, Day(words, a.ForgottenBefore), Day(words, a.FirstDay)]));
        page.Table(
            "transactions", ["when", "account", "amount", "currency", "counterparty", "text", "spendingCategory", "balance", "id"],
            held.Transactions.Select(t => Row(words, t)));
        page.Table(
            "corrections", ["counterparty", "spendingCategory"],
            held.Corrections.Select(c => (Cell[])[c.Counterparty, words.Code("spending", c.Category)]));
        page.Table(
            "balances", ["day", "account", "balance", "currency"],
            held.Balances.Select(b => (Cell[])[words.Day(b.Date), b.AccountId, words.Number(b.Amount), b.Currency]));
        page.Table(
            "totals", ["month", "account", "spendingCategory", "currency", "count", "inflow", "outflow"],
            held.MonthlyTotals.Select(t => (Cell[])
            [
                t.Month, t.AccountId, words.Code("spending", t.Category), t.Currency, $"{t.Count}", words.Number(t.Inflow), words.Number(t.Outflow),
            ]));
        page.Html.Paragraph(words.Fill("names", string.Join(", ", held.Names.Select(n => words.Code("spending", n)))));
    }

    private static Cell[] Row(ExportWords words, TransactionView held) =>
    [
        words.Instant(held.BookedAt), held.AccountId, words.Number(held.Amount), held.Currency, held.Counterparty ?? string.Empty,
        string.Join("; ", ((string?[])[held.Description, held.Kind, held.Mcc is { } mcc ? $"MCC {mcc}" : null]).OfType<string>()),
        words.Code("spending", held.Category), held.BalanceAfter is { } balance ? words.Number(balance) : string.Empty, held.Id,
    ];

    private static string Day(ExportWords words, DateOnly? day) => day is { } known ? words.Day(known) : string.Empty;
}
