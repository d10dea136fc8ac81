using CsCheck;
using Grains.Insights;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

/// <summary>Figures are computed from what is known, and absent where nothing is.</summary>
public sealed class FiguresTests
{
    [Fact]
    public void Of_nothing_nothing_is_known() => Assert.All(Figures.All, figure => Assert.Null(figure.Of(new FigureSource(null, null))));

    [Fact]
    public void A_month_that_is_not_over_says_nothing_of_a_month()
    {
        var picture = Money.Of(3000, 2000, 500);

        Assert.Equal(["balance"], Known(picture with { Months = [picture.Months[^1]] }));
    }

    [Fact]
    public void Nor_does_the_first_month_which_may_have_begun_before_we_knew_of_it()
    {
        var picture = Money.Of(3000, 2000, 500);
        var empty = picture.Months[0] with { Income = 0, Spending = 0 };

        Assert.Equal(["balance"], Known(picture with { Months = [.. picture.Months.TakeLast(2)] }));
        Assert.Equal(["balance"], Known(picture with { Months = [empty, .. picture.Months.TakeLast(2)] }));
        var partial = picture with { Months = [picture.Months[^3] with { Income = 1 }, .. picture.Months.TakeLast(2)] };
        Assert.Equal((1, 3000), (new FigureSource(partial, null).MonthsKnown, new FigureSource(partial, null).Income));
    }

    [Fact]
    public void What_moves_to_the_customers_own_accounts_is_no_regular_outflow()
    {
        var picture = Money.Of(3000, 2400, 5000).Repeats((Frequency.Monthly, StreamStatus.Mature, -900), (Frequency.Monthly, StreamStatus.Mature, -1000));
        picture = picture with { Streams = [picture.Streams[0] with { CategoryId = "housing" }, picture.Streams[1] with { CategoryId = "transfer" }] };

        Assert.Equal(0.3m, Figures.Find("recurring-outflow-share")!.Of(new FigureSource(picture, 40)));
        picture = picture with { Streams = [picture.Streams[1], picture.Streams[1] with { CategoryId = "savings" }] };
        Assert.Null(Figures.Find("recurring-outflow-share")!.Of(new FigureSource(picture, 40)));
    }

    [Theory]
    [InlineData("months-known", 6)]
    [InlineData("monthly-income", 3000)]
    [InlineData("monthly-spending", 2400)]
    [InlineData("savings-rate", 0.2)]
    [InlineData("balance", 24000)]
    [InlineData("months-of-reserve", 10)]
    [InlineData("idle-cash", 9600)]
    [InlineData("lowest-balance-ahead", -20)]
    [InlineData("recurring-outflow-share", 0.2)]
    [InlineData("credit-payments-a-month", 600)]
    [InlineData("credit-payments-share", 0.2)]
    [InlineData("fees-a-month", 30)]
    [InlineData("fees-share", 0.01)]
    [InlineData("subscriptions-a-month", 60)]
    [InlineData("subscriptions-share", 0.02)]
    [InlineData("subscriptions-charged-twice", 1)]
    [InlineData("energy-a-month", 150)]
    [InlineData("energy-share", 0.05)]
    [InlineData("insurance-a-month", 90)]
    [InlineData("insurers-paid", 2)]
    [InlineData("age", 40)]
    public void A_figure_is_what_it_says(string name, double expected)
    {
        var picture = Money.Of(3000, 2400, 24000, ("loans", 600), ("fees", 30), ("subscriptions", 60), ("utilities", 150), ("insurance", 90))
            .Paid(("Stream", "subscriptions", -9, 20), ("stream", "subscriptions", -9, 18), ("Paper", "subscriptions", -5, 20), ("Paper", "subscriptions", -5, 13), ("A", "insurance", -40, 3), ("B", "insurance", -50, 4))
            .Repeats((Frequency.Monthly, StreamStatus.Mature, -500), (Frequency.Quarterly, StreamStatus.Mature, -300), (Frequency.Monthly, StreamStatus.Ended, -900), (Frequency.Monthly, StreamStatus.Mature, 3000))
            with { Lowest = new ExpectedLowest(Money.Today, -20, -60, 20) };

        Assert.Equal(expected, (double)Figures.Find(name)!.Of(new FigureSource(picture, 40))!.Value, 9);
    }

    [Fact]
    public void Without_income_no_share_of_it_is_made_up()
    {
        var source = new FigureSource(Money.Of(0, 100, 500, ("fees", 3)), null);

        Assert.All(Figures.All.Where(figure => figure.Unit == FigureUnit.Share), figure => Assert.Null(figure.Of(source)));
        Assert.Equal(3, Figures.Find("fees-a-month")!.Of(source));
    }

    [Fact]
    public void Where_the_balance_is_unknown_no_reserve_is_made_up()
    {
        var source = new FigureSource(Money.Of(3000, 100, null), null);

        Assert.All(["balance", "months-of-reserve", "idle-cash", "lowest-balance-ahead"], name => Assert.Null(Figures.Find(name)!.Of(source)));
    }

    private static IEnumerable<string> Known(FinancialPicture picture) =>
        Figures.All.Where(figure => figure.Of(new FigureSource(picture, null)) is not null).Select(figure => figure.Name);

    [Fact]
    public void No_amount_brings_a_division_by_zero_or_an_overflow() =>
        Gen.Select(Gen.Decimal[0, 1_000_000], Gen.Decimal[-1_000_000, 1_000_000], Gen.Decimal[-1_000_000, 1_000_000]).Sample((income, spending, balance) =>
            Assert.All(Figures.All, figure => figure.Of(new FigureSource(Money.Of(decimal.Round(income, 2), decimal.Round(spending, 2), decimal.Round(balance, 2)), 40))));
}
