using Grains.Activity;

namespace Grains.Insights;

/// <summary>What a forecast of one account in one currency is made of. Entries of other accounts and currencies and of later days are left
/// aside, so that nothing of two currencies is ever added up.</summary>
/// <param name="Account">The account's code.</param>
/// <param name="Currency">The currency's code among the names.</param>
/// <param name="Digits">Decimal places of the currency; amounts are rounded to them.</param>
/// <param name="AsOf">Day number of the last day that is known.</param>
/// <param name="Balances">As <see cref="BalanceTrack"/> keeps them, in any order.</param>
/// <param name="Totals">As <see cref="MonthlyTotals"/> keeps them, in any order.</param>
/// <param name="Streams">The recurring ones.</param>
internal readonly record struct ForecastBasis(
    int Account, int Currency, int Digits, int AsOf, IReadOnlyList<DayBalance> Balances, IReadOnlyList<MonthTotal> Totals, IReadOnlyList<RecurringStream> Streams)
{
    /// <summary>An amount as the currency writes it.</summary>
    public decimal Money(double amount) => decimal.Round((decimal)Math.Clamp(amount, -1e18, 1e18), Digits, MidpointRounding.ToEven);

    /// <summary>Whether a stream is this account's and still runs.</summary>
    public bool Counts(RecurringStream stream) => stream.Account == Account && stream.Currency == Currency
        && stream.Status != StreamStatus.Ended && stream.Frequency != Frequency.Unknown && stream.Next is not null;
}
