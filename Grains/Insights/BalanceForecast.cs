using System.Collections.Immutable;
using Grains.Activity;

namespace Grains.Insights;

/// <summary>
/// An account's balance for the days ahead. What is known to recur falls on its due days; the rest moves at its level and with its pattern
/// over the month. Of a drift only what stands out of the deviations is carried on, and a balance that stands above or below what is usual
/// at this time of the month comes part of the way back: people spend what is there.
/// </summary>
/// <param name="Days">By day; empty where nothing is known.</param>
/// <param name="Lowest">Of the minimum over all days, dated on the day of the lowest expectation; null where nothing is known.</param>
/// <param name="Known">The recurring payments counted, by date.</param>
/// <param name="Because">Why there are no days; null where there are.</param>
internal sealed record BalanceForecast(ImmutableArray<ForecastDay> Days, ForecastDay? Lowest, ImmutableArray<KnownPayment> Known, string? Because)
{
    /// <summary>The most days ahead.</summary>
    public const int MostDays = 90;

    /// <summary>No balance is known that the last 90 days began or went on with.</summary>
    public const string NoBalance = "no-balance";

    /// <summary>A balance is known, and nothing of what moves it.</summary>
    public const string NoHistory = "no-history";

    private const double OneInTen = 1.2816;

    /// <summary>Of a drift's error, how much has to be beaten for half of the drift to count.</summary>
    private const double Doubt = 1;

    private static ReadOnlySpan<double> DriftShares => [1, 1, 1, 1, 1, 1];

    private static ReadOnlySpan<double> Returns => [0, 0, 0, 0, 0, 0];

    private static ReadOnlySpan<double> Lows => [1, 1, 1, 1, 1, 1];

    private static ReadOnlySpan<double> Highs => [1, 1, 1, 1, 1, 1];

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

        var turnover = AccountMonths.Of(basis, BookingDay.MonthOf(basis.AsOf)).Turnover;
        if (turnover <= 0 && history.Days == 0)
        {
            return new([], null, [], NoHistory);
        }

        Span<double> expected = stackalloc double[days];
        Span<double> low = stackalloc double[days];
        Span<double> high = stackalloc double[days];
        var known = KnownPayments.Of(basis, days, expected, low);
        ForecastSpread.Fill(history, turnover, high);
        Expect(history, KnownPayments.PerDay(basis), high, expected);
        Widen(history.Days, low, high);
        var lowest = LowestPoint.Of(expected, low, high, basis);
        var forecast = ImmutableArray.CreateBuilder<ForecastDay>(days);
        for (var i = 0; i < days; i++)
        {
            forecast.Add(new(DateOnly.FromDayNumber(basis.AsOf + i + 1), basis.Money(expected[i]), basis.Money(expected[i] - low[i]), basis.Money(expected[i] + high[i])));
        }

        return new(forecast.MoveToImmutable(), lowest, known, null);
    }

    /// <summary>Turns the sums of known payments into balances.</summary>
    private static void Expect(FlowHistory history, double knownPerDay, ReadOnlySpan<double> spread, Span<double> expected)
    {
        var drift = history.Level + knownPerDay;
        var error = spread[^1] * spread[^1] / spread.Length / Math.Max(1, history.Days);
        var share = drift == 0 ? 0 : drift * drift / ((drift * drift) + (Doubt * error));
        var excess = history.Excess - (share * drift * history.ExcessDays);
        var pattern = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var days = i + 1;
            pattern += history.Pattern(history.AsOf + days);
            var carried = share + ((1 - share) * ForecastSpread.At(DriftShares, days));
            expected[i] += history.Balance + pattern + (history.Level * days) - ((1 - carried) * drift * days) - (ForecastSpread.At(Returns, days) * excess);
        }
    }

    /// <summary>Turns standard deviations into distances from the expectation, which never shrink with the days.</summary>
    private static void Widen(int history, Span<double> low, Span<double> high)
    {
        var (lowest, highest) = (0.0, 0.0);
        for (var i = 0; i < high.Length; i++)
        {
            var days = i + 1;
            var spread = Math.Sqrt((high[i] * high[i] * (1 + (days / (double)Math.Max(30, history)))) + (low[i] * low[i]));
            low[i] = lowest = Math.Max(lowest, OneInTen * ForecastSpread.At(Lows, days) * spread);
            high[i] = highest = Math.Max(highest, OneInTen * ForecastSpread.At(Highs, days) * spread);
        }
    }
}
