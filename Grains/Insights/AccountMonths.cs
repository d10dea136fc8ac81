using Grains.Activity;

namespace Grains.Insights;

/// <summary>An account's months in one currency, from the first that is held to a last one; months without a booking are 0.</summary>
internal sealed class AccountMonths
{
    /// <summary>Months that say what is usual.</summary>
    public const int Usual = 6;

    /// <summary>Months that say what comes in now.</summary>
    public const int Recent = 3;

    /// <summary>Of an account's turnover, how much a month's net usually differs from its mean; counts as half a month.</summary>
    private const double UsualDeviation = 0.44;

    private AccountMonths(int months) => (Inflows, Outflows) = (new double[months], new double[months]);

    /// <summary>What came in, oldest month first.</summary>
    public double[] Inflows { get; }

    /// <summary>What went out, as positive numbers, oldest month first.</summary>
    public double[] Outflows { get; }

    /// <summary>How many months there are.</summary>
    public int Count => Outflows.Length;

    /// <summary>What moves in a month, one way, on average of the usual months; 0 where there are none.</summary>
    public double Turnover => (Mean(Inflows, Usual) + Mean(Outflows, Usual)) / 2;

    /// <summary>How many months are known from their first day to their last: all but the first, in which the account may have begun, and the
    /// last, which may still run.</summary>
    public int Whole => Math.Max(0, Count - 2);

    /// <summary>How far a whole month's net lies from their mean, on average; 0 where there are less than two.</summary>
    public double NetDeviation
    {
        get
        {
            var (mean, sum) = (NetMean, 0.0);
            for (var i = 1; i <= Whole; i++)
            {
                sum += Math.Abs(Inflows[i] - Outflows[i] - mean);
            }

            return Whole < 2 ? 0 : sum / Whole * Math.Sqrt(Whole / (Whole - 1.0));
        }
    }

    /// <summary>How clearly the whole months went one way: the square of their mean net over that of its error.</summary>
    public double Clarity
    {
        get
        {
            var (mean, usual) = (NetMean, UsualDeviation * Turnover);
            var sum = usual * usual / 2;
            for (var i = 1; i <= Whole; i++)
            {
                var off = Inflows[i] - Outflows[i] - mean;
                sum += off * off;
            }

            return sum <= 0 ? 0 : mean * mean * Whole * (Whole - 0.5) / sum;
        }
    }

    private double NetMean
    {
        get
        {
            var sum = 0.0;
            for (var i = 1; i <= Whole; i++)
            {
                sum += Inflows[i] - Outflows[i];
            }

            return sum / Math.Max(1, Whole);
        }
    }

    /// <summary>Adds up the categories.</summary>
    /// <param name="basis">The totals.</param>
    /// <param name="last">The last month that counts.</param>
    /// <returns>The months; none where no total is held up to it.</returns>
    public static AccountMonths Of(in ForecastBasis basis, int last)
    {
        var first = int.MaxValue;
        foreach (var total in basis.Totals)
        {
            first = IsOf(total, basis, last) ? Math.Min(first, total.Month) : first;
        }

        var months = new AccountMonths(first > last ? 0 : last - first + 1);
        foreach (var total in basis.Totals)
        {
            if (IsOf(total, basis, last))
            {
                months.Inflows[total.Month - first] += (double)total.Inflow;
                months.Outflows[total.Month - first] += (double)total.Outflow;
            }
        }

        return months;
    }

    /// <summary>The mean of the newest months, as far as there are any; 0 where there are none.</summary>
    public static double Mean(double[] months, int most)
    {
        var newest = months.AsSpan(Math.Max(0, months.Length - most));
        var sum = 0.0;
        foreach (var month in newest)
        {
            sum += month;
        }

        return sum / Math.Max(1, newest.Length);
    }

    private static bool IsOf(in MonthTotal total, in ForecastBasis basis, int last) =>
        total.Account == basis.Account && total.Currency == basis.Currency && total.Month <= last && last - total.Month <= MonthlyTotals.MonthsBefore;
}
