using Grains.Activity;
using Grains.Insights;

namespace Tests.Unit.Insights;

/// <summary>Accounts whose process is known, as a forecast sees them.</summary>
internal static class Accounts
{
    public const int Account = 3;
    public const int Currency = 1;
    public static readonly int Today = new DateOnly(2026, 5, 20).DayNumber;

    /// <summary>An account's history of a year, and what comes after it.</summary>
    /// <param name="flow">What moves on a day.</param>
    /// <param name="ahead">Days after today.</param>
    /// <returns>What is known today, and the balances of the days ahead.</returns>
    public static (ForecastBasis Basis, double[] Ahead) Of(Func<DateOnly, double> flow, int ahead = 90, double opening = 5_000)
    {
        var balances = new List<DayBalance>();
        var totals = new Dictionary<int, MonthTotal>();
        var coming = new double[ahead];
        var balance = (decimal)opening;
        for (var day = Today - 364; day <= Today + ahead; day++)
        {
            var amount = decimal.Round((decimal)flow(DateOnly.FromDayNumber(day)), 2);
            balance += amount;
            if (day > Today)
            {
                coming[day - Today - 1] = (double)balance;
            }
            else if (amount != 0)
            {
                var month = BookingDay.MonthOf(day);
                var total = totals.GetValueOrDefault(month, new(Account, Currency, month, 0, 0, 0, 0));
                totals[month] = total with { Count = total.Count + 1, Inflow = total.Inflow + Math.Max(amount, 0), Outflow = total.Outflow + Math.Max(-amount, 0) };
                balances.Add(new(Account, Currency, day, balance));
            }
        }

        // As BalanceTrack keeps them: 90 days from the newest, and the last before these.
        balances.Reverse();
        var kept = balances.Count == 0 ? 0 : balances.FindLastIndex(b => balances[0].Day - b.Day < BalanceTrack.Days) + 2;
        return (Basis(balances.GetRange(0, Math.Min(kept, balances.Count)), [.. totals.Values]), coming);
    }

    /// <summary>What is known.</summary>
    public static ForecastBasis Basis(IReadOnlyList<DayBalance> balances, IReadOnlyList<MonthTotal> totals, params RecurringStream[] streams) =>
        new(Account, Currency, 2, Today, balances, totals, streams);

    /// <summary>A monthly payment that was last made on a day.</summary>
    public static RecurringStream Monthly(string id, decimal amount, DateOnly last) => new(
        id, Account, Currency, 0, id, Due(Frequency.Monthly, last), StreamStatus.Mature, 12, amount, amount, null,
        last.AddMonths(-11).DayNumber, last.DayNumber, last.AddMonths(1).DayNumber);

    /// <summary>The days due of which one is known.</summary>
    public static DueDates Due(Frequency frequency, DateOnly day) => frequency switch
    {
        Frequency.Unknown => default,
        Frequency.Weekly or Frequency.EveryTwoWeeks => new(frequency, day.DayNumber, 0, 0),
        Frequency.TwiceAMonth => new(frequency, (day.Year * 12) + day.Month - 1, 5, 20),
        _ => new(frequency, (day.Year * 12) + day.Month - 1, day.Day, 0),
    };

    /// <summary>A normal deviate.</summary>
    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
