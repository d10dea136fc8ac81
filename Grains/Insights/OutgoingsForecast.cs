using Grains.Activity;

namespace Grains.Insights;

/// <summary>
/// What will leave an account in the next calendar month. Its own usual month speaks (the median of six, and the last), and the money that
/// is there to be spent, counted up to twice of what comes in or goes out in a month; the steadier the months were, the more the median
/// alone. Never less than what is known to fall due.
/// </summary>
internal static class OutgoingsForecast
{
    // Least absolute deviations over Berka's training folds; the third holds where no balance is known.
    private const double OfMedian = 0.27;
    private const double OfLast = 0.18;
    private const double OfMoney = 0.337;
    private const double OfMoneyMost = 2;

    /// <summary>Months whose spread is this share of their median are as steady as not.</summary>
    private const double Steady = 0.1;

    // Of what was expected, one month in ten is below the first after six months (and brings nothing after three), and one in ten above the
    // second.
    private const double LowShare = 0.4;
    private const double HighShare = 1.9;

    /// <summary>Forecasts.</summary>
    /// <param name="basis">What is known.</param>
    /// <returns>Positive amounts, dated on the month's first; null where no month has ended since the account's first.</returns>
    public static ForecastDay? Of(in ForecastBasis basis)
    {
        var last = BookingDay.MonthOf(basis.AsOf + 1) - 1;
        var months = AccountMonths.Of(basis, last);
        if (months.Count == 0)
        {
            return null;
        }

        var from = DateOnly.FromDayNumber(basis.AsOf);
        var first = new DateOnly(from.Year, from.Month, 1).AddMonths(1);
        Span<double> usual = stackalloc double[Math.Min(months.Count, AccountMonths.Usual)];
        months.Outflows.AsSpan(months.Count - usual.Length).CopyTo(usual);
        var median = Median(usual);
        var pulled = (0.5 * median) + (0.5 * months.Outflows[^1]);
        if (FlowHistory.Of(basis) is { } history)
        {
            var level = Math.Max(AccountMonths.Mean(months.Inflows, AccountMonths.Recent), AccountMonths.Mean(months.Outflows, AccountMonths.Usual));
            var money = Math.Clamp(history.Balance, 0, OfMoneyMost * level);
            pulled = (OfMedian * median) + (OfLast * months.Outflows[^1]) + (OfMoney * money);
        }

        var share = Unsteadiness(usual, median);
        var due = Due(basis, first);
        var expected = Math.Max(due, median + (share * (pulled - median)));
        return new(
            first, basis.Money(expected), basis.Money(Math.Max(due, expected * (1 - (share * (1 - (LowShare * Math.Max(0, usual.Length - AccountMonths.Recent) / AccountMonths.Recent)))))),
            basis.Money(expected * (1 + (share * (HighShare - 1)))));
    }

    /// <summary>0 where the months were all alike, 1 where they were not, or are too few to tell.</summary>
    private static double Unsteadiness(Span<double> sorted, double median)
    {
        var spread = 0.0;
        foreach (var month in sorted)
        {
            spread += Math.Abs(month - median) / sorted.Length;
        }

        var steady = Steady * median;
        return sorted.Length < AccountMonths.Recent || steady <= 0 ? 1 : spread * spread / ((spread * spread) + (steady * steady));
    }

    private static double Due(in ForecastBasis basis, DateOnly month)
    {
        var due = 0.0;
        var end = month.AddMonths(1).DayNumber;
        foreach (var stream in basis.Streams)
        {
            if (basis.Counts(stream) && !stream.IsInflow)
            {
                var (number, day) = StreamCalendar.FirstAfter(stream, basis.AsOf);
                for (; day < end; day = stream.Dates.At(++number))
                {
                    due -= day >= month.DayNumber ? (double)StreamCalendar.Amount(stream) : 0;
                }
            }
        }

        return due;
    }

    private static double Median(Span<double> months)
    {
        months.Sort();
        return (months[months.Length / 2] + months[(months.Length - 1) / 2]) / 2;
    }
}
