using ApiHost.Activity;
using Grains.Activity;
using Grains.Catalog;
using Grains.Insights;
using Tests.Datasets;

namespace Tests.Unit.Datasets;

[Trait("Data", "berka")]
public sealed class BerkaForecastTests
{
    private static readonly int AsOf = new DateOnly(1994, 2, 28).DayNumber;
    private readonly string? folder = SharedData.Folder("berka");

    [SkippableFact]
    public void The_next_month_of_accounts_never_seen_is_forecast_better_than_by_the_median_of_six_with_honest_intervals()
    {
        Skip.If(folder is null, "the data set berka is not on this machine");
        var (ours, median, inside, count) = (0.0, 0.0, 0, 0);
        var catalogue = Catalogue.Load();
        var accounts = Berka.Lines(folder).Select(static line => ImportParser.Parse(line).Value).OfType<TransactionsLine>()
            .SelectMany(static line => line.Batch.Transactions)
            .GroupBy(static draft => draft.AccountId!).Where(static account => int.Parse(account.Key) % 5 == SharedData.TestFold);
        foreach (var account in accounts)
        {
            var past = account.Where(static draft => string.CompareOrdinal(draft.BookedAt, "1994-03") < 0).ToArray();
            var coming = account.Skip(past.Length).ToArray();
            if (past.Length == 0 || coming.Length == 0)
            {
                continue;
            }

            var section = ActivitySection.Empty.Record(new([.. past]), catalogue, new DateTimeOffset(1994, 2, 28, 23, 0, 0, TimeSpan.Zero)).Next;
            var writer = new PackedWriter();
            var balances = new BalanceTrack(section.Balances, writer).ToBalances();
            var basis = new ForecastBasis(balances[0].Account, balances[0].Currency, 2, AsOf, balances, new MonthlyTotals(section.Months, writer).ToTotals(), section.RecurringAsOf(AsOf));
            if (BalanceForecast.Of(basis, 31) is not { Days: [.., var last] })
            {
                continue;
            }

            inside += coming[^1].BalanceAfter >= last.Low && coming[^1].BalanceAfter <= last.High ? 1 : 0;
            count++;
            var came = coming.Sum(static draft => (double)Math.Max(0, -draft.Amount!.Value));
            var months = AccountMonths.Of(basis, BookingDay.MonthOf(AsOf));
            var usual = months.Outflows.TakeLast(AccountMonths.Usual).Order().ToArray();
            ours += Math.Abs((double)OutgoingsForecast.Of(basis)!.Value.Expected - came);
            median += Math.Abs(((usual[usual.Length / 2] + usual[(usual.Length - 1) / 2]) / 2) - came);
        }

        Assert.True(count > 150);
        Assert.InRange(inside / (double)count, 0.70, 0.90);
        Assert.True(ours < 0.9 * median);
    }
}
