namespace Grains.Activity;

/// <summary>What a ranking looks at of a customer's transactions, in their main currency: the one most of them are in. Averages are over
/// the three months before that of the newest booking, as far as there are any; over that month where it is the only one. Transfers between
/// the customer's own accounts are left out.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="MonthsSeen">How many months totals are held of.</param>
/// <param name="MonthlyInflow">What came in, a month.</param>
/// <param name="MonthlyOutflow">What went out, a month, as a positive number.</param>
/// <param name="Balance">The latest known balances of all accounts, together; null where none is known.</param>
internal sealed record ActivityFeatures(string Currency, int MonthsSeen, decimal MonthlyInflow, decimal MonthlyOutflow, decimal? Balance)
{
    private const int MonthsAveraged = 3;

    /// <summary>The part of what came in that stayed; below 0 where more went out; null where nothing came in.</summary>
    public double? SavingsRate => MonthlyInflow > 0 ? (double)((MonthlyInflow - MonthlyOutflow) / MonthlyInflow) : null;

    /// <summary>Computes them.</summary>
    /// <returns>Null where there are no totals.</returns>
    public static ActivityFeatures? Of(ActivitySection section)
    {
        var writer = new PackedWriter();
        var totals = new MonthlyTotals(section.Months, writer).ToTotals();
        if (totals.Count == 0)
        {
            return null;
        }

        var names = new TextTable(section.Names).ToTexts();
        var currency = MainCurrency(totals, names);
        var seen = new HashSet<int>();
        var (oldest, newest) = (int.MaxValue, int.MinValue);
        foreach (var total in totals)
        {
            if (total.Currency == currency && seen.Add(total.Month))
            {
                (oldest, newest) = (Math.Min(oldest, total.Month), Math.Max(newest, total.Month));
            }
        }

        var (from, to) = oldest == newest ? (newest, newest) : (Math.Max(oldest, newest - MonthsAveraged), newest - 1);
        var transfer = Array.IndexOf(names, TransactionRules.Transfer);
        var (inflow, outflow) = (0m, 0m);
        foreach (var total in totals)
        {
            if (total.Currency == currency && total.Category != transfer && total.Month >= from && total.Month <= to)
            {
                (inflow, outflow) = (inflow + total.Inflow, outflow + total.Outflow);
            }
        }

        var months = to - from + 1;
        return new(names[currency], seen.Count, inflow / months, outflow / months, Latest(new BalanceTrack(section.Balances, writer).ToBalances(), currency));
    }

    private static int MainCurrency(List<MonthTotal> totals, string[] names)
    {
        var counts = new int[names.Length];
        foreach (var total in totals)
        {
            counts[total.Currency] += total.Count;
        }

        var main = totals[0].Currency;
        for (var currency = 0; currency < counts.Length; currency++)
        {
            if (counts[currency] > counts[main] || (counts[currency] == counts[main] && string.CompareOrdinal(names[currency], names[main]) < 0))
            {
                main = currency;
            }
        }

        return main;
    }

    /// <summary>The balances come account by account, the newest first.</summary>
    private static decimal? Latest(List<DayBalance> balances, int currency)
    {
        decimal? sum = null;
        var previous = -1;
        foreach (var balance in balances)
        {
            if (balance.Currency == currency && balance.Account != previous)
            {
                sum = (sum ?? 0) + balance.Amount;
                previous = balance.Account;
            }
        }

        return sum;
    }
}
