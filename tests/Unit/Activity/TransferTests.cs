using Grains.Activity;
using static Tests.Unit.Activity.Drafts;

namespace Tests.Unit.Activity;

/// <summary>What moves between the customer's own accounts.</summary>
public sealed class TransferTests
{
    private static readonly ActivitySection Leg = ActivitySection.Empty.Recorded(Draft("out", "2026-06-10", -50, "A"));

    [Theory]
    [InlineData("2026-06-10", 50, "B", "EUR", true)]
    [InlineData("2026-06-13", 50, "B", "EUR", true)]
    [InlineData("2026-06-07", 50, "B", "EUR", true)]
    [InlineData("2026-06-14", 50, "B", "EUR", false)]
    [InlineData("2026-06-06", 50, "B", "EUR", false)]
    [InlineData("2026-06-10", 50, "A", "EUR", false)]
    [InlineData("2026-06-10", 51, "B", "EUR", false)]
    [InlineData("2026-06-10", -50, "B", "EUR", false)]
    [InlineData("2026-06-10", 50, "B", "JPY", false)]
    public void Opposite_amounts_on_two_accounts_within_three_days_are_a_transfer(string day, int amount, string account, string currency, bool isTransfer)
    {
        var second = Draft("in", day, amount, account) with { Currency = currency };
        var section = Leg.Recorded(second);
        Assert.Equal(isTransfer, section.Window().All(t => t.Category == "transfer"));
        Assert.Equal(isTransfer, section.Totals().All(t => t.Category == "transfer"));
        Assert.Equal(!isTransfer, section.Window().All(t => t.Category is "income" or "uncategorised"));
        Assert.Equal(section.Totals(), ActivitySection.Empty.Recorded(second).Recorded(Draft("out", "2026-06-10", -50, "A")).Totals());
    }

    [Theory]
    [InlineData("in", "out")]
    [InlineData("out", "in")]
    public void When_one_half_is_taken_back_the_other_is_what_it_was(string removed, string left)
    {
        var section = Leg.Recorded(Draft("in", "2026-06-11", 50, "B")).Remove(removed, Now).Value!;
        Assert.Equal((left, left == "in" ? "income" : "uncategorised"), section.Window().Select(t => (t.Id, t.Category)).Single());
        Assert.Equal(left == "in" ? ("income", 1, 50m, 0m) : ("uncategorised", 1, 0m, 50m), section.Totals().Select(t => (t.Category, t.Count, t.Inflow, t.Outflow)).Single());
    }

    [Fact]
    public void Taking_a_half_back_leaves_the_section_as_it_was()
    {
        var after = Leg.Recorded(Draft("in", "2026-06-11", 50, "B")).Remove("in", Now).Value!;
        Assert.Equal(Leg.Window, after.Window);
        Assert.Equal(Leg.Months, after.Months);
        Assert.Equal(Leg.Accounts, after.Accounts);
    }

    [Fact]
    public void What_a_merchant_took_is_no_half_of_a_transfer()
    {
        var bought = Draft("bought", "2026-06-10", -50) with { Mcc = "5411" };
        Assert.Equal(["income", "groceries"], ActivitySection.Empty.Recorded(bought, Draft("in", "2026-06-11", 50, "B")).Window().Select(t => t.Category));
    }

    [Fact]
    public void Each_booking_is_half_of_one_transfer_only_the_earliest_first()
    {
        var section = ActivitySection.Empty.Recorded(
            Draft("late", "2026-06-12", -50, "A"), Draft("in", "2026-06-12", 50, "B"), Draft("early", "2026-06-10", -50, "A"));
        Assert.Equal(["early", "in"], section.Window().Where(t => t.Category == "transfer").Select(t => t.Id).Order());
        section = section.Recorded(Draft("in2", "2026-06-13", 50, "B"));
        Assert.All(section.Window(), t => Assert.Equal("transfer", t.Category));
        Assert.Equal(["in", "late"], section.Remove("early", Now).Value!.Window().Where(t => t.Category == "transfer").Select(t => t.Id).Order());
    }

    [Fact]
    public void What_names_another_account_of_the_customer_is_a_transfer_as_long_as_that_account_is_known()
    {
        var named = Draft("out", "2026-06-10", -70, "A") with { Counterparty = "CZ65 0800 0000 1920 0014 5399" };
        var section = ActivitySection.Empty.Recorded(named);
        Assert.Equal("uncategorised", section.Window().Single().Category);
        section = section.Recorded(Draft("other", "2026-06-01", 3, "CZ6508000000192000145399"));
        Assert.Equal(["transfer", "income"], section.Window().Select(t => t.Category));
        Assert.Equal(["transfer", "income"], section.Recorded(Draft("x", account: "C")).Window().Skip(1).Select(t => t.Category));
        Assert.Equal("uncategorised", section.Remove("other", Now).Value!.Window().Single().Category);
        Assert.Equal("uncategorised", ActivitySection.Empty.Recorded(Draft("self", account: "B") with { Counterparty = "B" }, Draft("a")).Window().Single(t => t.Id == "self").Category);
    }

    [Fact]
    public void The_customers_word_stands_and_the_other_half_is_still_a_transfer()
    {
        var section = Leg.Categorise("out", new("groceries"), TestCatalogue.Small, Now).Value.Next.Recorded(Draft("in", "2026-06-10", 50, "B"));
        Assert.Equal(["groceries", "transfer"], section.Window().OrderByDescending(t => t.Id).Select(t => t.Category));
        section = Leg.Recorded(Draft("in", "2026-06-10", 50, "B")).Categorise("out", new("groceries"), TestCatalogue.Small, Now).Value.Next;
        Assert.Equal(["groceries", "transfer"], section.Totals().Select(t => t.Category).Order());
        Assert.Equal("groceries", section.Remove("in", Now).Value!.Window().Single().Category);
    }

    [Fact]
    public void A_half_whose_other_is_forgotten_stays_a_transfer_and_pairs_with_nothing_more()
    {
        var section = ActivitySection.Empty.Recorded(Draft("out", "2026-05-01", -50), Draft("in", "2026-05-01", 50, "B"), Draft("newer", "2026-06-15", -1));
        Assert.Equal("newer in", section.Ids());
        section = section.Recorded(Draft("c", "2026-05-02", -50, "C"));
        Assert.Equal(["c uncategorised", "in transfer", "newer uncategorised"], section.Window().Select(t => $"{t.Id} {t.Category}").Order());
        Assert.Equal((1, 0m, 50m), section.Remove("in", Now).Value!.Totals().Where(t => t.Category == "transfer").Select(t => (t.Count, t.Inflow, t.Outflow)).Single());
    }
}
