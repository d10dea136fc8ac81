using Grains.Activity;
using Grains.Catalog;
using Grains.Insights;
using Grains.Interfaces.Activity;

namespace Tests.Unit.Insights;

/// <summary>The picture of a customer's money, from what is kept of their transactions.</summary>
public sealed class PictureReadingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = DateOnly.FromDateTime(Now.UtcDateTime);
    private static readonly Catalogue Catalogue = Catalogue.Load();

    [Fact]
    public void Of_no_transactions_there_is_none()
    {
        Assert.Null(PictureReading.Of(ActivitySection.Empty, Catalogue, Today));
        Assert.Null(WindowReading.NewestDay(ActivitySection.Empty));
    }

    [Fact]
    public void Months_are_without_gaps_up_to_the_day_and_currencies_are_not_added_up()
    {
        var picture = PictureReading.Of(Section(
            Draft("1", "2026-08-03", 3000, null), Draft("2", "2026-08-04", -80, "5411"), Draft("3", "2026-10-02", -20, "5411"), Draft("4", "2026-10-09", 5, "5411"),
            Draft("5", "2026-10-05", -500, "6211"), Draft("6", "2026-11-20", -7, "5411", balance: 940), Draft("7", "2026-11-20", -99, "5411", "CZK")), Catalogue, Today)!;

        Assert.Equal(("EUR", 940m), (picture.Currency, picture.Balance));
        Assert.Equal(
            [((2026 * 12) + 7, 3000m, 80m), ((2026 * 12) + 8, 0m, 0m), ((2026 * 12) + 9, 0m, 15m), ((2026 * 12) + 10, 0m, 7m)],
            picture.Months.Select(m => (m.Month, m.Income, m.Spending)));
        Assert.Equal(15, picture.Months[2].ByCategory["groceries"]);
        Assert.Equal("6", picture.Recent[0].Id);
        Assert.DoesNotContain(picture.Recent, t => t.Currency != "EUR");
    }

    [Fact]
    public void Streams_come_with_the_ids_of_their_categories_also_when_the_window_has_forgotten_them()
    {
        var picture = PictureReading.Of(Section(Draft("1", "2026-07-05", -500, "6211") with { Counterparty = "Fund" }, Draft("2", "2026-11-20", -7, "5411")), Catalogue, Today)!;

        var fund = Assert.Single(picture.Streams);
        Assert.Equal(("savings", CategoryKind.Transfer), (fund.CategoryId, picture.KindOf(fund)));
        Assert.DoesNotContain(picture.Recent, t => t.Counterparty == "Fund");
    }

    [Fact]
    public void A_later_day_brings_empty_months_and_never_more_than_thirteen()
    {
        var section = Section(Draft("1", "2026-11-20", -7, "5411"));

        Assert.Equal([7m, 0m, 0m], PictureReading.Of(section, Catalogue, new DateOnly(2027, 1, 2))!.Months.Select(m => m.Spending));
        Assert.Single(PictureReading.Of(section, Catalogue, DateOnly.MaxValue)!.Months);
        Assert.Equal(new DateOnly(2026, 11, 20), WindowReading.NewestDay(section));
    }

    [Fact]
    public void The_newest_day_is_remembered_when_its_transactions_are_forgotten() =>
        Assert.Equal(new DateOnly(2026, 11, 20), WindowReading.NewestDay(Section(Draft("1", "2026-11-20", -7, "5411")).ForgetSilent(Now.AddDays(60))));

    private static ActivitySection Section(params TransactionDraft[] drafts)
    {
        var (section, outcome) = ActivitySection.Empty.Record(new([.. drafts]), Catalogue, Now);
        Assert.Equal(drafts.Length, outcome.Accepted);
        return section;
    }

    private static TransactionDraft Draft(string id, string day, decimal amount, string? mcc, string currency = "EUR", decimal? balance = null) => new()
    {
        Id = id, AccountId = "a", BookedAt = $"{day}T10:00:00Z", Amount = amount, Currency = currency, Mcc = mcc, BalanceAfter = balance,
    };
}
