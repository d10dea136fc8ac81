using System.Collections.Immutable;
using Grains.Activity;
using Grains.Interfaces.Insights;

namespace Grains.Insights;

/// <summary>
/// An account's balance for the days ahead. What is known to recur falls on its due days; the rest goes on with its pattern over the month.
/// A drift is carried on only as far as the months before went clearly one way, and for about as long as it was seen; a balance that stands
/// above or below what is usual at this time of the month comes a part of the way back; and what is not known to be due takes the balance
/// only half as far below the lowest of the last 90 days as it would.
/// </summary>
/// <param name="Days">By day; empty where nothing is known.</param>
/// <param name="Lowest">Of the minimum over all days, dated on the day of the lowest expectation; null where nothing is known.</param>
/// <param name="Known">The recurring payments counted, by date.</param>
/// <param name="Because">Why there are no days; null where there are.</param>
internal sealed record BalanceForecast(ImmutableArray<ForecastDay> Days, ForecastDay? Lowest, ImmutableArray<KnownPayment> Known, string? Because)
{
    /// <summary>The most days ahead.</summary>
    public const int MostDays = ForecastQuery.MostDays;

    /// <summary>No balance is known that the last 90 days began or went on with.</summary>
    public const string NoBalance = "no-balance";

    /// <summary>A balance is known, and nothing of what moves it.</summary>
    public const string NoHistory = "no-history";

    /// <summary>Less than a month of the account is known: what comes with each month has not been seen.</summary>
    public const string ShortHistory = "short-history";

    /// <summary>Of a normal deviation, nine in ten are less.</summary>
    private const double OneInTen = 1.2816;
    private const int LeastDays = 28;

    /// <summary>The <see cref="AccountMonths.Clarity"/> of which half a drift counts.</summary>
    private const double Clear = 20;

    /// <summary>For how long a drift is carried on, for each month it was seen.</summary>
    private const double DaysPerMonth = 10;

    private static ReadOnlySpan<double> Returns => [0, 0, 0, 0.1, 0.1, 0.15, 0.2];

    /// <summary>Of the normal distance, the ones of Berka's accounts downwards and upwards: a day brings little more often, a week brings much.</summary>
    private static ReadOnlySpan<double> Lows => [0.36, 1.50, 1.70, 1.18, 0.80, 0.96, 0.94];

    private static ReadOnlySpan<double> Highs => [0.88, 0.92, 0.91, 0.89, 0.67, 0.78, 0.84];

    /// <summary>Forecasts.</summary>
    /// <param name="basis">What is known.</param>
    /// <param name="days">1 to 90.</param>
    /// <returns>The forecast; without days and with the reason where nothing is known.</returns>
    public static BalanceForecast Of(in ForecastBasis basis, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MostDays);
        if (FlowHistory.Of(basis) is not { } history)
        {
            return new([], null, [], NoBalance);
        }

        var months = AccountMonths.Of(basis, BookingDay.MonthOf(basis.AsOf));
        if (history.Days < LeastDays)
        {
            return new([], null, [], months.Count == 0 ? NoHistory : ShortHistory);
        }

        Span<double> expected = stackalloc double[days];
        Span<double> low = stackalloc double[days];
        Span<double> high = stackalloc double[days];
        expected.Clear();
        low.Clear();
        var known = KnownPayments.Of(basis, days, expected, low);
        ForecastSpread.Fill(history, months, high);
        var drift = Expect(history, months, KnownPayments.PerDay(basis), expected);
        Widen(low, high);
        var lowest = LowestPoint.Of(expected, low, high, history.Lowest(days) + drift, months.Whole, basis);
        var forecast = ImmutableArray.CreateBuilder<ForecastDay>(days);
        for (var i = 0; i < days; i++)
        {
            forecast.Add(new(DateOnly.FromDayNumber(basis.AsOf + i + 1), basis.Money(expected[i]), basis.Money(expected[i] - low[i]), basis.Money(expected[i] + high[i])));
        }

        return new(forecast.MoveToImmutable(), lowest, known, null);
    }

    /// <summary>Turns the sums of known payments into balances.</summary>
    /// <returns>How far the drift is carried on.</returns>
    private static double Expect(FlowHistory history, AccountMonths months, double knownPerDay, Span<double> expected)
    {
        var clarity = months.Clarity;
        var drift = (history.Level + knownPerDay) * clarity * clarity / ((clarity * clarity) + (Clear * Clear));
        var seen = Math.Max(1, DaysPerMonth * months.Whole);
        var excess = history.Excess - (drift * history.ExcessDays);
        var lowest = history.Lowest(BalanceTrack.Days);
        var (pattern, carried) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            var days = i + 1;
            pattern += history.Pattern(history.AsOf + days);
            carried = drift * seen * (1 - Math.Exp(-days / seen));
            var rest = pattern + carried - (knownPerDay * days) - (ForecastSpread.At(Returns, days) * excess);
            var below = lowest - history.Balance - expected[i] - rest;
            expected[i] += history.Balance + rest + (Math.Clamp(below, 0, Math.Max(0, -rest)) / 2);
        }

        return carried;
    }

    /// <summary>Turns standard deviations into distances from the expectation, which never shrink with the days.</summary>
    /// <param name="low">Of the known payments; then the distances downwards.</param>
    /// <param name="high">Of the rest; then the distances upwards.</param>
    private static void Widen(Span<double> low, Span<double> high)
    {
        var (lowest, highest) = (0.0, 0.0);
        for (var i = 0; i < high.Length; i++)
        {
            var days = i + 1;
            var spread = OneInTen * Math.Sqrt((high[i] * high[i]) + (low[i] * low[i]));
            low[i] = lowest = Math.Max(lowest, ForecastSpread.At(Lows, days) * spread);
            high[i] = highest = Math.Max(highest, ForecastSpread.At(Highs, days) * spread);
        }
    }
}
