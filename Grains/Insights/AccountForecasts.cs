using System.Collections.Immutable;
using Grains.Activity;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Insights;

namespace Grains.Insights;

/// <summary>Forecasts of a customer's accounts, from what is kept of their transactions.</summary>
internal static class AccountForecasts
{
    /// <summary>Nothing was ever booked.</summary>
    public const string NoTransactions = "no-transactions";

    /// <summary>What is wrong with a question.</summary>
    /// <param name="query">The question.</param>
    /// <returns>The refusal; null where it is in order.</returns>
    public static Refusal? Fault(ForecastQuery query) =>
        query.Days is < 1 or > ForecastQuery.MostDays ? Refusal.Invalid("days", $"a whole number from 1 to {ForecastQuery.MostDays}") : null;

    /// <summary>Forecasts an account in the currency that most of its transactions are in.</summary>
    /// <param name="section">The transactions.</param>
    /// <param name="catalogue">The currencies.</param>
    /// <param name="asOf">The day that counts as today.</param>
    /// <param name="days">1 to 90.</param>
    /// <param name="accountId">The bank's id of the account; null for the busiest.</param>
    /// <returns>The forecast; not found where the account is not known.</returns>
    public static Reply<AccountForecast> Of(ActivitySection section, Catalogue catalogue, DateOnly asOf, int days, string? accountId)
    {
        var totals = new MonthlyTotals(section.Months, new()).ToTotals();
        var accounts = new AccountTable(section.Accounts, new()).ToIds();
        var account = accountId is null ? Busiest(totals, static _ => true)?.Account : Code(accounts, accountId);
        if (account < 0)
        {
            return new Refusal(ProblemCode.NotFound, "No such account among the customer's transactions.");
        }

        if (Busiest(totals, total => total.Account == account) is not { } place)
        {
            return new AccountForecast { AsOf = asOf, AccountId = accountId, Because = NoTransactions };
        }

        var names = new TextTable(section.Names).ToTexts();
        var forecast = BalanceForecast.Of(Basis(section, catalogue, totals, place, names, asOf), days);
        return new AccountForecast
        {
            AsOf = asOf,
            AccountId = accounts[place.Account],
            Currency = names[place.Currency],
            Days = [.. forecast.Days.Select(View)],
            Lowest = forecast.Lowest is { } lowest ? View(lowest) : null,
            Known = [.. forecast.Known.Select(static known => new ExpectedPayment(known.Stream.Id, known.Stream.Counterparty, known.Date, known.Amount))],
            Because = forecast.Because,
        };
    }

    /// <summary>The lowest balance expected of the busiest account in a currency.</summary>
    /// <param name="section">The transactions.</param>
    /// <param name="catalogue">The currencies.</param>
    /// <param name="asOf">The day that counts as today.</param>
    /// <param name="currency">ISO 4217.</param>
    /// <param name="days">1 to 90.</param>
    /// <returns>Null where it is not known.</returns>
    public static ExpectedLowest? Lowest(ActivitySection section, Catalogue catalogue, DateOnly asOf, string currency, int days)
    {
        var totals = new MonthlyTotals(section.Months, new()).ToTotals();
        var names = new TextTable(section.Names).ToTexts();
        return Busiest(totals, total => names[total.Currency] == currency) is { } place
            && BalanceForecast.Of(Basis(section, catalogue, totals, place, names, asOf), days).Lowest is { } lowest
                ? new ExpectedLowest(lowest.Date, lowest.Expected, lowest.Low, lowest.High) : null;
    }

    private static ForecastBasis Basis(
        ActivitySection section, Catalogue catalogue, List<MonthTotal> totals, (int Account, int Currency) place, string[] names, DateOnly asOf) => new(
        place.Account, place.Currency, catalogue.CurrencyDigits.GetValueOrDefault(names[place.Currency], 2), asOf.DayNumber,
        new BalanceTrack(section.Balances, new()).ToBalances(), totals, section.RecurringAsOf(asOf.DayNumber));

    /// <summary>The account and currency that most transactions are of; of equals the lower codes, so that it is always the same.</summary>
    private static (int Account, int Currency)? Busiest(List<MonthTotal> totals, Func<MonthTotal, bool> which)
    {
        var counts = new SortedDictionary<(int Account, int Currency), int>();
        foreach (var total in totals)
        {
            if (which(total))
            {
                counts[(total.Account, total.Currency)] = counts.GetValueOrDefault((total.Account, total.Currency)) + total.Count;
            }
        }

        return counts.Count == 0 ? null : counts.MaxBy(static place => place.Value).Key;
    }

    private static int Code(string[] accounts, string accountId) => accountId.Length == 0 ? -1 : Array.IndexOf(accounts, accountId);

    private static ExpectedBalance View(ForecastDay day) => new(day.Date, day.Expected, day.Low, day.High);
}
