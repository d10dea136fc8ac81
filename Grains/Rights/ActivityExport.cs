using System.Globalization;
using Grains.Activity;
using Grains.Catalog;
using Grains.Interfaces.Rights;
using Grains.Personalization;

namespace Grains.Rights;

/// <summary>The payments in an export, unpacked: whatever lies in the section, what is due to be forgotten too.</summary>
internal static class ActivityExport
{
    /// <summary>Makes it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="withSummary">Whether averages and other conclusions belong to it.</param>
    /// <param name="catalogue">What is spending, income or a transfer.</param>
    /// <param name="now">The clock: as of when it is said what repeats and what is usual.</param>
    /// <returns>The payments as exported.</returns>
    public static ExportedActivity Of(ActivitySection section, bool withSummary, Catalogue catalogue, DateTimeOffset now)
    {
        var writer = new PackedWriter();
        var accounts = new AccountTable(section.Accounts, writer).ToAccounts();
        var names = new TextTable(section.Names).ToTexts();
        var streams = new StreamExport(new(section.Streams, writer), accounts, names);
        return new ExportedActivity
        {
            Accounts = [.. accounts.Where(static a => a.Id.Length > 0).Select(Account)],
            Transactions = WindowReading.All(section),
            MonthlyTotals =
            [
                .. new MonthlyTotals(section.Months, writer).ToTotals().OrderBy(static t => t.Month).ThenBy(static t => t.Account).Select(t =>
                    new ExportedTotal(accounts[t.Account].Id, Month(t.Month), names[t.Currency], names[t.Category], t.Count, t.Inflow, t.Outflow)),
            ],
            Balances =
            [
                .. new BalanceTrack(section.Balances, writer).ToBalances().OrderBy(static b => b.Day).ThenBy(static b => b.Account).Select(b =>
                    new ExportedBalance(accounts[b.Account].Id, names[b.Currency], DateOnly.FromDayNumber(b.Day), b.Amount)),
            ],
            Corrections = [.. new RememberedCategories(section.Remembered).ToCorrections().Select(c => new ExportedCorrection(c.Counterparty, names[c.Category]))],
            Names = [.. names],
            Summary = withSummary ? Summary(section.SummaryAsOf(DateOnly.FromDayNumber(BookingDay.Of(now)), catalogue)) : null,
            Counterparties = streams.Counterparties(),
            Streams = withSummary ? streams.Streams(BookingDay.Of(now)) : [],
        };
    }

    private static ExportedSummary? Summary(ActivitySummary known) => known is { Currency: { } currency, MonthlyInflow: { } inflow, MonthlyOutflow: { } outflow }
        ? new ExportedSummary(currency, known.WholeMonths, (decimal)inflow, (decimal)outflow, (decimal?)known.Balance) : null;

    private static ExportedAccount Account(HeldAccount held) =>
        new(held.Id, DateTimeOffset.FromUnixTimeSeconds(held.ReceivedAt), Month(held.OldestMonth))
        {
            ForgottenBefore = held.Floor == 0 ? null : DateOnly.FromDayNumber(held.Floor),
            FirstDay = held.First == 0 ? null : DateOnly.FromDayNumber(held.First),
        };

    private static string Month(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / 12:0000}-{(month % 12) + 1:00}");
}
