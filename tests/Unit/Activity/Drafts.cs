using Grains.Activity;
using Grains.Interfaces.Activity;

namespace Tests.Unit.Activity;

/// <summary>Transactions as a bank sends them, and short ways to send them.</summary>
internal static class Drafts
{
    public static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    public static TransactionDraft Draft(string id, string bookedAt = "2026-06-15T10:00:00Z", decimal amount = -10, string account = "A") => new()
    {
        Id = id, AccountId = account, BookedAt = bookedAt.Length == 10 ? bookedAt + "T10:00:00Z" : bookedAt, Amount = amount, Currency = "EUR",
    };

    public static (ActivitySection Next, TransactionsRecorded Outcome) Record(this ActivitySection section, params TransactionDraft[] drafts) =>
        section.Record(new([.. drafts]), TestCatalogue.Small, Now);

    public static ActivitySection Recorded(this ActivitySection section, params TransactionDraft[] drafts) => section.Record(drafts).Next;

    public static string? Reason(this TransactionDraft draft, ActivitySection? section = null)
    {
        var outcome = (section ?? ActivitySection.Empty).Record(draft).Outcome;
        return outcome.Duplicates == 1 ? "duplicate" : outcome.Rejected.SingleOrDefault()?.Reason;
    }

    public static IReadOnlyList<TransactionView> Window(this ActivitySection section, DateTimeOffset? now = null)
    {
        var all = new List<TransactionView>();
        for (string? before = null; ;)
        {
            var page = section.Read(new(500, before), now ?? Now).Value!;
            all.AddRange(page.Transactions);
            before = page.Next;
            if (before is null)
            {
                return all;
            }
        }
    }

    public static string Ids(this ActivitySection section) => string.Join(' ', section.Window().Select(t => t.Id));

    public static IReadOnlyList<(string Account, string Currency, int Month, string Category, int Count, decimal Inflow, decimal Outflow)> Totals(
        this ActivitySection section)
    {
        var (accounts, names) = (new AccountTable(section.Accounts, new()).ToIds(), new TextTable(section.Names).ToTexts());
        return [.. new MonthlyTotals(section.Months, new()).ToTotals()
            .Select(t => (accounts[t.Account], names[t.Currency], t.Month, names[t.Category], t.Count, t.Inflow, t.Outflow)).Order()];
    }

    public static IReadOnlyList<(string Account, string Currency, int Day, decimal Amount)> Track(this ActivitySection section)
    {
        var (accounts, names) = (new AccountTable(section.Accounts, new()).ToIds(), new TextTable(section.Names).ToTexts());
        return [.. new BalanceTrack(section.Balances, new()).ToBalances().Select(b => (accounts[b.Account], names[b.Currency], b.Day, b.Amount))];
    }

    public static HeldAccount? Account(this ActivitySection section, string id) =>
        new AccountTable(section.Accounts, new()).ToAccounts().Where(a => a.Id == id).Select(a => (HeldAccount?)a).SingleOrDefault();
}
