using Grains.Activity;
using Grains.Interfaces.Activity;
using static Tests.Unit.Activity.Drafts;

namespace Tests.Unit.Activity;

/// <summary>What comes back of a purchase is no income.</summary>
public sealed class RefundTests
{
    private static readonly TransactionDraft Purchase = Draft("bought", "2026-06-10", -80) with { Counterparty = "Shop", Mcc = "5411" };

    [Theory]
    [InlineData("2026-06-12", 80, "Shop", "EUR", "groceries")]
    [InlineData("2026-06-10", 1, "Shop", "EUR", "groceries")]
    [InlineData("2026-06-10T01:00:00Z", 1, "Shop", "EUR", "groceries")]
    [InlineData("2026-06-09", 80, "Shop", "EUR", "income")]
    [InlineData("2026-06-12", 81, "Shop", "EUR", "income")]
    [InlineData("2026-06-12", 80, "Other", "EUR", "income")]
    [InlineData("2026-06-12", 80, null, "EUR", "income")]
    [InlineData("2026-06-12", 80, "Shop", "JPY", "income")]
    public void An_inflow_of_a_shop_that_was_paid_as_much_has_the_purchases_category(string at, int amount, string? counterparty, string currency, string category)
    {
        var refund = Draft("back", at, amount) with { Counterparty = counterparty, Currency = currency };
        var section = ActivitySection.Empty.Recorded(Purchase, refund);
        Assert.Equal(category, section.Window().Single(t => t.Id == "back").Category);
        Assert.Equal(section.Totals(), ActivitySection.Empty.Recorded(refund).Recorded(Purchase).Totals());
        Assert.Equal(section.Totals(), ActivitySection.Empty.Recorded(refund, Purchase).Totals());
    }

    [Fact]
    public void When_the_purchase_is_taken_back_the_inflow_is_income_again()
    {
        var refund = Draft("back", "2026-06-12", 80) with { Counterparty = "Shop" };
        var section = ActivitySection.Empty.Recorded(Purchase, refund).Remove("bought", Now).Value!;
        Assert.Equal(("income", 1, 80m, 0m), section.Totals().Select(t => (t.Category, t.Count, t.Inflow, t.Outflow)).Single());
        Assert.Equal(ActivitySection.Empty.Recorded(Purchase).Totals(), ActivitySection.Empty.Recorded(Purchase, refund).Remove("back", Now).Value!.Totals());
    }

    [Fact]
    public void It_follows_the_latest_purchase_and_what_the_customer_says_of_it()
    {
        var section = ActivitySection.Empty.Recorded(
            Purchase, Purchase with { Id = "later", BookedAt = "2026-06-11T10:00:00Z", Mcc = null }, Draft("back", "2026-06-12", 80) with { Counterparty = "Shop" });
        Assert.Equal("uncategorised", section.Window()[0].Category);
        Assert.Equal("groceries", section.Categorise("later", new("groceries"), TestCatalogue.Small, Now).Value.Next.Window()[0].Category);
        Assert.Equal("groceries", section.Remove("later", Now).Value!.Window()[0].Category);
    }

    [Fact]
    public void What_is_known_by_itself_is_not_asked_again()
    {
        var section = ActivitySection.Empty.Recorded(
            Purchase with { Mcc = null }, Draft("back", "2026-06-12", 80) with { Counterparty = "Shop", Mcc = "5411" });
        Assert.Equal(["groceries", "uncategorised"], section.Window().Select(t => t.Category));
        section = section.Recorded(Draft("two", "2026-06-12", 80) with { Counterparty = "Shop" }).Categorise("two", new("income"), TestCatalogue.Small, Now).Value.Next;
        Assert.Equal("income", section.Window().Single(t => t.Id == "two").Category);
    }

    [Fact]
    public void A_refund_whose_purchase_is_forgotten_keeps_its_category()
    {
        var section = ActivitySection.Empty.Recorded(
            Purchase with { BookedAt = "2026-05-01T10:00:00Z" }, Draft("back", "2026-05-02", 80, "B") with { Counterparty = "Shop" }, Draft("newer"));
        Assert.Equal("newer back", section.Ids());
        section = section.Recorded(Draft("again", "2026-05-01", -90, "C") with { Counterparty = "Shop" });
        Assert.Equal("groceries", section.Window().Single(t => t.Id == "back").Category);
        Assert.Equal(["uncategorised", "uncategorised"], section.Remove("back", Now).Value!.Window().Select(t => t.Category));
    }
}
