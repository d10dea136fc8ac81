using System.Globalization;
using ApiHost.Activity;
using Grains.Activity;
using Grains.Catalog;
using Grains.Insights;
using Grains.Interfaces.Activity;
using Tests.Datasets;

namespace Tests.Benchmarks.Insights;

/// <summary>An account of the Berka bank: what happened on it, and what a grain holds of it as the days go by.</summary>
internal sealed class BerkaAccount
{
    /// <summary>The file's last day.</summary>
    public static readonly int End = new DateOnly(1994, 3, 31).DayNumber;

    private readonly TransactionDraft[] drafts;
    private readonly decimal[] balances;
    private readonly Dictionary<int, decimal> outgoings = [];
    private ActivitySection section = ActivitySection.Empty;
    private int folded;

    private BerkaAccount(string id, IEnumerable<TransactionDraft> transactions)
    {
        Number = int.Parse(id, CultureInfo.InvariantCulture);
        drafts = [.. transactions];
        First = Day(drafts[0]);
        balances = new decimal[End - First + 1];
        foreach (var draft in drafts)
        {
            balances.AsSpan(Day(draft) - First).Fill(draft.BalanceAfter!.Value);
            var month = BookingDay.MonthOf(Day(draft));
            outgoings[month] = Outgoings(month) + Math.Max(0, -draft.Amount!.Value);
        }
    }

    /// <summary>The days it is forecast on: the middle and the end of each month from June 1993.</summary>
    public static IEnumerable<DateOnly> Dates()
    {
        for (var month = new DateOnly(1993, 6, 1); month < new DateOnly(1994, 3, 1); month = month.AddMonths(1))
        {
            yield return month.AddDays(14);
            yield return month.AddMonths(1).AddDays(-1);
        }
    }

    /// <summary>The account's number.</summary>
    public int Number { get; }

    /// <summary>Day of the first booking.</summary>
    public int First { get; }

    /// <summary>The accounts with transactions.</summary>
    /// <param name="folder">Where the tables lie.</param>
    /// <returns>By number.</returns>
    public static IEnumerable<BerkaAccount> Read(string folder) => Berka.Lines(folder)
        .Select(static line => ImportParser.Parse(line).Value).OfType<TransactionsLine>()
        .SelectMany(static line => line.Batch.Transactions)
        .GroupBy(static draft => draft.AccountId!)
        .Select(static account => new BerkaAccount(account.Key, account))
        .OrderBy(static account => account.Number);

    /// <summary>The balance at a day's end, not before <see cref="First"/>.</summary>
    public double Balance(int day) => (double)balances[day - First];

    /// <summary>The lowest balance from a day to a day.</summary>
    public double Lowest(int from, int to) => (double)Lowest(balances.AsSpan(from - First, to - from + 1));

    /// <summary>What went out in a month.</summary>
    public decimal Outgoings(int month) => outgoings.GetValueOrDefault(month);

    /// <summary>Folds what was booked until a day, which is to be later each time, and reads what a forecast is made of.</summary>
    public ForecastBasis Until(int day, Catalogue catalogue)
    {
        var next = folded;
        while (next < drafts.Length && Day(drafts[next]) <= day)
        {
            next++;
        }

        if (next > folded)
        {
            var now = new DateTimeOffset(DateOnly.FromDayNumber(day), new TimeOnly(23, 59), TimeSpan.Zero);
            var (held, outcome) = section.Record(new([.. drafts.AsSpan(folded, next - folded)]), catalogue, now);
            if (outcome.Accepted != next - folded)
            {
                throw new InvalidDataException($"{next - folded - outcome.Accepted} transactions were not accepted");
            }

            (section, folded) = (held, next);
        }

        var writer = new PackedWriter();
        var (known, totals) = (new BalanceTrack(section.Balances, writer).ToBalances(), new MonthlyTotals(section.Months, writer).ToTotals());
        return new(known[0].Account, known[0].Currency, 2, day, known, totals, section.RecurringAsOf(day));
    }

    private static int Day(TransactionDraft draft) => DateOnly.ParseExact(draft.BookedAt![..10], "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber;

    private static decimal Lowest(ReadOnlySpan<decimal> balances)
    {
        var lowest = balances[0];
        foreach (var balance in balances)
        {
            lowest = Math.Min(lowest, balance);
        }

        return lowest;
    }
}
