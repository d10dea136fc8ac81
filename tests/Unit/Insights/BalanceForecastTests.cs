using Grains.Activity;
using Grains.Insights;

namespace Tests.Unit.Insights;

public sealed class BalanceForecastTests
{
    private static readonly DateOnly Today = DateOnly.FromDayNumber(Accounts.Today);

    /// <summary>Paid 2,000 on the 25th, rent of 900 on the 1st, 36 a day for the rest.</summary>
    private static double Household(DateOnly day) => (day.Day == 25 ? 2_000 : 0) - (day.Day == 1 ? 900 : 0) - 36;

    [Fact]
    public void The_lowest_point_is_the_day_before_payday()
    {
        var (basis, _) = Accounts.Of(Household);
        var streams = new[] { Accounts.Monthly("salary", 2_000, new(2026, 4, 25)), Accounts.Monthly("rent", -900, new(2026, 5, 1)) };
        foreach (var known in new[] { basis, basis with { Streams = streams } })
        {
            var forecast = BalanceForecast.Of(known, 30);
            Assert.Equal(new DateOnly(2026, 5, 24), forecast.Lowest!.Value.Date);
            Assert.InRange(forecast.Days[4].Expected - forecast.Days[3].Expected, 1_650, 2_000);
            Assert.InRange(forecast.Days[11].Expected - forecast.Days[10].Expected, -960, -780);
        }
    }

    [Fact]
    public void What_is_known_falls_on_its_due_days_and_is_listed()
    {
        var (basis, _) = Accounts.Of(Household);
        var salary = Accounts.Monthly("salary", 2_000, new(2026, 4, 25));
        var rent = Accounts.Monthly("rent", -900, new(2026, 5, 1));
        var forecast = BalanceForecast.Of(basis with { Streams = [rent, salary, salary with { Id = "old", Status = StreamStatus.Ended }] }, 60);
        Assert.Equal(
            [("salary", new DateOnly(2026, 5, 25), 2_000m), ("rent", new(2026, 6, 1), -900), ("salary", new(2026, 6, 25), 2_000), ("rent", new(2026, 7, 1), -900)],
            forecast.Known.Select(static known => (known.Stream.Id, known.Date, known.Amount)));
        Assert.Equal(2_000 - 36, (double)(forecast.Days[4].Expected - forecast.Days[3].Expected), 40.0);
    }

    [Fact]
    public void A_payment_that_was_missed_once_does_not_lessen_the_next()
    {
        var (basis, _) = Accounts.Of(static day => Household(day) - (day == new DateOnly(2026, 4, 25) ? 2_000 : 0));
        var salary = Accounts.Monthly("salary", 2_000, new(2026, 3, 25)) with { Next = new DateOnly(2026, 5, 25).DayNumber };
        var forecast = BalanceForecast.Of(basis with { Streams = [salary, Accounts.Monthly("rent", -900, new(2026, 5, 1))] }, 30);

        // The balance is the lowest of 90 days, so that until payday it falls only half as far.
        Assert.InRange(forecast.Days[4].Expected - forecast.Days[3].Expected, 1_850, 1_970);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(90)]
    public void Eighty_per_cent_intervals_hold_what_a_known_process_brings(int days)
    {
        var (inside, above, lowest) = (0, 0, 0);
        const int Trials = 400;
        for (var seed = 0; seed < Trials; seed++)
        {
            var random = new Random(seed);
            var (basis, ahead) = Accounts.Of(day => Household(day) + (40 * Accounts.Normal(random)), days);
            var streams = new[] { Accounts.Monthly("rent", -900, new(2026, 5, 1)), Accounts.Monthly("salary", 2_000, new(2026, 4, 25)) };
            var forecast = BalanceForecast.Of(basis with { Streams = streams }, days);
            var last = forecast.Days[^1];
            inside += Holds(last, ahead[^1]) ? 1 : 0;
            above += ahead[^1] > (double)last.Expected ? 1 : 0;
            lowest += Holds(forecast.Lowest!.Value, ahead.Min()) ? 1 : 0;
        }

        // The widths are those of a real bank's accounts (BerkaForecastTests asks for 0.75 to 0.85 there), which are less regular than this one: it is held 7 to 14 times more in 100.
        Assert.InRange(inside / (double)Trials, 0.83, 0.93);
        Assert.InRange(lowest / (double)Trials, 0.83, 0.96);
        Assert.InRange(above / (double)Trials, 0.35, 0.65);
    }

    [Fact]
    public void Intervals_are_in_order_and_never_narrow_with_the_days()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var busy = 0.05 + (0.9 * random.NextDouble());
            var (basis, _) = Accounts.Of(_ => random.NextDouble() < busy ? Math.Exp(5 * random.NextDouble()) * (random.NextDouble() < 0.4 ? 1 : -1) : 0);
            if (seed % 3 == 0)
            {
                basis = basis with { Balances = [.. basis.Balances.Where(_ => random.NextDouble() < 0.3).DefaultIfEmpty(basis.Balances[0])] };
            }

            var forecast = BalanceForecast.Of(basis, 90);
            var lowest = forecast.Lowest!.Value;
            Assert.Equal(90, forecast.Days.Length);
            Assert.True(lowest.Low <= lowest.Expected && lowest.Expected <= lowest.High);
            for (var i = 0; i < 90; i++)
            {
                var day = forecast.Days[i];
                Assert.Equal(Today.AddDays(i + 1), day.Date);
                Assert.True(day.Low <= day.Expected && day.Expected <= day.High);
                Assert.True(lowest.Expected <= day.Expected && lowest.Low <= day.Low && lowest.High <= day.High);
                Assert.True(i == 0 || day.High - day.Low >= forecast.Days[i - 1].High - forecast.Days[i - 1].Low - 0.02m);
            }
        }
    }

    [Fact]
    public void One_transaction_gives_a_wide_answer_once_a_month_went_by_and_the_reason_before()
    {
        var first = new DayBalance(Accounts.Account, Accounts.Currency, Accounts.Today - 28, 500);
        var total = new MonthTotal(Accounts.Account, Accounts.Currency, BookingDay.MonthOf(Accounts.Today - 28), 0, 1, 500, 0);
        var one = BalanceForecast.Of(Accounts.Basis([first], [total]), 30);
        Assert.Null(one.Because);
        Assert.All(one.Days, static day => Assert.Equal(500, day.Expected));
        Assert.True(one.Days[^1].High - one.Days[^1].Low > 250);
        Assert.Equal(BalanceForecast.ShortHistory, BalanceForecast.Of(Accounts.Basis([first with { Day = Accounts.Today - 27 }], [total]), 30).Because);
        Assert.Equal(BalanceForecast.NoHistory, BalanceForecast.Of(Accounts.Basis([first with { Day = Accounts.Today }], []), 30).Because);
    }

    [Fact]
    public void Without_a_balance_of_the_last_90_days_there_is_nothing_but_the_reason()
    {
        var total = new MonthTotal(Accounts.Account, Accounts.Currency, BookingDay.MonthOf(Accounts.Today), 0, 1, 500, 0);
        foreach (var balances in (DayBalance[][])[[], [new(Accounts.Account, Accounts.Currency, Accounts.Today - 91, 5)], [new(Accounts.Account, Accounts.Currency, Accounts.Today + 1, 5)]])
        {
            var none = BalanceForecast.Of(Accounts.Basis(balances, [total]), 30);
            Assert.Equal((0, (ForecastDay?)null, 0, (string?)BalanceForecast.NoBalance), (none.Days.Length, none.Lowest, none.Known.Length, none.Because));
        }
    }

    [Fact]
    public void A_balance_that_never_moves_stays()
    {
        var basis = Accounts.Basis([new(Accounts.Account, Accounts.Currency, Accounts.Today - 60, 1_234.5m)], []);
        var forecast = BalanceForecast.Of(basis, 90);
        Assert.All(forecast.Days, static day => Assert.Equal((1_234.5m, 1_234.5m, 1_234.5m), (day.Expected, day.Low, day.High)));
        Assert.Equal(1_234.5m, forecast.Lowest!.Value.Low);
    }

    [Fact]
    public void Gaps_between_known_balances_change_little()
    {
        var (basis, _) = Accounts.Of(Household);
        var gaps = basis with { Balances = [.. basis.Balances.Where(static b => b.Day % 3 == 0 || b.Day == Accounts.Today)] };
        var (whole, sparse) = (BalanceForecast.Of(basis, 60), BalanceForecast.Of(gaps, 60));
        Assert.Equal((double)whole.Days[^1].Expected, (double)sparse.Days[^1].Expected, 500.0);
    }

    [Fact]
    public void Other_accounts_other_currencies_and_later_days_change_nothing()
    {
        var (basis, _) = Accounts.Of(Household);
        var salary = Accounts.Monthly("salary", 2_000, new(2026, 4, 25));
        var mixed = basis with
        {
            Balances = [.. basis.Balances, .. basis.Balances.Select(static b => b with { Currency = 2, Amount = 9 * b.Amount }), .. basis.Balances.Select(static b => b with { Account = 0 }), basis.Balances[0] with { Day = Accounts.Today + 1, Amount = 0 }],
            Totals = [.. basis.Totals, .. basis.Totals.Select(static t => t with { Currency = 2, Outflow = 9 * t.Outflow })],
            Streams = [salary with { Currency = 2 }, salary with { Account = 0 }],
        };
        Assert.Equal<ForecastDay>(BalanceForecast.Of(basis, 90).Days, BalanceForecast.Of(mixed, 90).Days);
        Assert.Equal(OutgoingsForecast.Of(basis), OutgoingsForecast.Of(mixed));
        Assert.Empty(BalanceForecast.Of(mixed, 90).Known);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(91)]
    public void A_horizon_is_1_to_90_days(int days) => Assert.Throws<ArgumentOutOfRangeException>(() => BalanceForecast.Of(Accounts.Basis([], []), days));

    private static bool Holds(in ForecastDay forecast, double came) => came >= (double)forecast.Low && came <= (double)forecast.High;
}
