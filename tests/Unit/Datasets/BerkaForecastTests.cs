using Grains.Activity;
using Grains.Catalog;
using Grains.Insights;
using Tests.Benchmarks.Insights;
using Tests.Datasets;

namespace Tests.Unit.Datasets;

/// <summary>The aims of <c>-- forecast</c>, on the accounts that nothing was tuned on.</summary>
[Trait("Data", "berka")]
public sealed class BerkaForecastTests
{
    private static readonly int[] Horizons = [7, 30, 90];
    private readonly string? folder = SharedData.Folder("berka");

    [SkippableFact]
    public void Intervals_hold_what_comes_in_75_to_85_of_100_cases_and_outgoings_are_forecast_better_than_by_the_median_of_six()
    {
        Skip.If(folder is null, "the data set berka is not on this machine");
        var (balances, lowest) = (Horizons.ToDictionary(static days => days, static _ => new Coverage()), Horizons.ToDictionary(static days => days, static _ => new Coverage()));
        var (ours, median) = (new Errors(), new Errors());
        var catalogue = Catalogue.Load();
        foreach (var account in BerkaAccount.Read(folder).Where(static account => account.Number % 5 == SharedData.TestFold))
        {
            foreach (var date in BerkaAccount.Dates().Where(date => date.DayNumber >= account.First))
            {
                var basis = account.Until(date.DayNumber, catalogue);
                var forecasts = Horizons.Where(days => date.DayNumber + days <= BerkaAccount.End).Select(days => (Days: days, Forecast: BalanceForecast.Of(basis, days))).ToList();
                foreach (var (days, forecast) in forecasts.Where(static f => f.Forecast.Because is null))
                {
                    balances[days].Add(forecast.Days[^1], account.Balance(date.DayNumber + days));
                    lowest[days].Add(forecast.Lowest!.Value, account.Lowest(date.DayNumber + 1, date.DayNumber + days));
                }

                if (date.AddDays(1).Day == 1 && forecasts[0].Forecast.Because is null)
                {
                    var month = BookingDay.MonthOf(date.DayNumber);
                    var came = (double)account.Outgoings(month + 1);
                    var usual = AccountMonths.Of(basis, month).Outflows.TakeLast(AccountMonths.Usual).Order().ToArray();
                    ours.Add((double)OutgoingsForecast.Of(basis)!.Value.Expected, came);
                    median.Add((usual[usual.Length / 2] + usual[(usual.Length - 1) / 2]) / 2, came);
                }
            }
        }

        Assert.All(balances.Values.Concat(lowest.Values), static coverage => Assert.InRange(coverage.Inside, 0.75, 0.85));
        Assert.All(balances.Values, static coverage => Assert.True(coverage.Count > 1_000));
        Assert.True(ours.Wape < 0.9 * median.Wape);
    }
}
