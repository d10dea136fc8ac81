namespace Grains.Activity;

/// <summary>What a customer's transactions are mainly in, and what they have in it.</summary>
/// <param name="Currency">ISO 4217: the currency that most of them are in.</param>
/// <param name="Balance">The latest known balances of all accounts in it, together; null where none is known.</param>
internal sealed record ActivityFeatures(string Currency, decimal? Balance)
{
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
        return new(names[currency], Latest(new BalanceTrack(section.Balances, writer).ToBalances(), currency));
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
