using Grains.Activity;
using Grains.Insights;

namespace Tests.Unit.Insights;

public sealed class OutgoingsForecastTests
{
    private static readonly int Month = BookingDay.MonthOf(Accounts.Today);

    [Fact]
    public void Months_that_were_alike_go_on_alike()
    {
        var forecast = OutgoingsForecast.Of(Accounts.Basis([Balance(90_000)], Months(300, 300, 300, 300)))!.Value;
        Assert.Equal((new DateOnly(2026, 6, 1), 300m, 300m, 300m), (forecast.Date, forecast.Expected, forecast.Low, forecast.High));
    }

    [Fact]
    public void More_money_lets_expect_more_spending_up_to_twice_a_month_s_turnover()
    {
        decimal Of(decimal balance) => OutgoingsForecast.Of(Accounts.Basis([Balance(balance)], Months(100, 900, 300, 500)))!.Value.Expected;
        Assert.True(Of(-50) == Of(0) && Of(0) < Of(500) && Of(500) < Of(2_000));
        Assert.Equal(Of(2_000), Of(1_000_000));
    }

    [Fact]
    public void The_month_that_runs_counts_only_on_its_last_day()
    {
        var totals = Months(100, 900, 300, 500);
        var basis = Accounts.Basis([], [.. totals, totals[0] with { Month = Month, Outflow = 10_000 }]);
        Assert.Equal(OutgoingsForecast.Of(Accounts.Basis([], totals)), OutgoingsForecast.Of(basis));
        var atEnd = OutgoingsForecast.Of(basis with { AsOf = new DateOnly(2026, 5, 31).DayNumber })!.Value;
        Assert.True(atEnd.Expected > 4_000 && atEnd.Date == new DateOnly(2026, 6, 1));
    }

    [Fact]
    public void What_is_due_is_the_least()
    {
        var rent = Accounts.Monthly("rent", -900, new(2026, 5, 1));
        var basis = Accounts.Basis([], Months(100, 100, 100), rent, Accounts.Monthly("salary", 2_000, new(2026, 4, 25)));
        var forecast = OutgoingsForecast.Of(basis)!.Value;
        Assert.Equal((900m, 900m), (forecast.Expected, forecast.Low));
    }

    [Fact]
    public void Nothing_is_said_before_a_month_has_ended() =>
        Assert.Null(OutgoingsForecast.Of(Accounts.Basis([Balance(10)], [Months(100)[0] with { Month = Month }])));

    private static DayBalance Balance(decimal amount) => new(Accounts.Account, Accounts.Currency, Accounts.Today, amount);

    /// <summary>Of the months before this one, the last of them last.</summary>
    private static MonthTotal[] Months(params decimal[] outflows) =>
        [.. outflows.Select((outflow, i) => new MonthTotal(Accounts.Account, Accounts.Currency, Month - outflows.Length + i, 0, 4, 0, outflow))];
}
