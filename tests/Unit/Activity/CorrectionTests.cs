using Grains.Activity;
using Grains.Interfaces.Access;
using Grains.Interfaces.Activity;
using static Tests.Unit.Activity.Drafts;

namespace Tests.Unit.Activity;

/// <summary>What the bank takes back and what the customer corrects.</summary>
public sealed class CorrectionTests
{
    [Fact]
    public void Removing_leaves_nothing_behind()
    {
        var before = ActivitySection.Empty.Recorded(Draft("a", "2026-06-10") with { BalanceAfter = 5 });
        var after = before.Recorded(Draft("b", "2026-06-11", 3.5m, "B") with { BalanceAfter = 9, Counterparty = "X" }).Remove("b", Now).Value!;
        Assert.Equal("a", after.Ids());
        Assert.Equal(before.Totals(), after.Totals());
        Assert.Equal(before.Track(), after.Track());
        Assert.Equal(before.Window, after.Window);
        Assert.Equal(before.Accounts, after.Accounts);
        Assert.Equal(before.Texts, after.Texts);
    }

    [Fact]
    public void What_is_not_in_the_window_cannot_be_removed()
    {
        var section = ActivitySection.Empty.Recorded(Draft("new"), Draft("old", "2025-01-01"));
        Assert.All(["old", "unknown", "", "\ud800", new string('x', 5000)], id => Assert.Equal(ProblemCode.Conflict, section.Remove(id, Now).Refusal?.Code));
    }

    [Fact]
    public void Removing_the_last_balance_of_a_day_brings_back_the_one_before()
    {
        var section = ActivitySection.Empty.Recorded(
            Draft("a", "2026-06-10") with { BalanceAfter = 1 }, Draft("b", "2026-06-11T08:00:00Z") with { BalanceAfter = 2 },
            Draft("d", "2026-06-11T09:00:00Z") with { BalanceAfter = 4 }, Draft("c", "2026-06-11T09:00:00Z") with { BalanceAfter = 3 });
        Assert.Equal([3m, 1m], section.Track().Select(b => b.Amount));
        section = section.Remove("c", Now).Value!;
        Assert.Equal([4m, 1m], section.Track().Select(b => b.Amount));
        section = section.Remove("d", Now).Value!.Remove("b", Now).Value!;
        Assert.Equal([1m], section.Track().Select(b => b.Amount));
    }

    [Fact]
    public void A_removal_does_not_move_the_floor_back()
    {
        var section = ActivitySection.Empty.Recorded(Draft("new"), Draft("old", "2026-04-01")).Remove("new", Now).Value!;
        Assert.Equal(string.Empty, section.Ids());
        Assert.Equal("too-old", Draft("old", "2026-04-01").Reason(section));
        Assert.Equal(1, section.Totals().Sum(t => t.Count));
    }

    [Fact]
    public void A_correction_moves_the_amount_and_is_remembered_for_the_counterparty()
    {
        var section = ActivitySection.Empty.Recorded(Draft("a") with { Counterparty = "Žabka  12" }, Draft("b") with { Counterparty = "Other" });
        var (next, view) = section.Categorise("a", new("groceries"), TestCatalogue.Small, Now).Value;
        Assert.Equal(("a", "groceries"), (view.Id, view.Category));
        Assert.Equal(["groceries", "uncategorised"], next.Totals().Select(t => t.Category));
        Assert.Equal(20, next.Totals().Sum(t => t.Outflow));

        next = next.Recorded(Draft("c") with { Counterparty = " ŽABKA 12 " }, Draft("d") with { Counterparty = "Žabka 13" });
        Assert.Equal(["uncategorised", "groceries", "uncategorised", "groceries"], next.Window().Select(t => t.Category));
        Assert.Same(next, next.Categorise("a", new("groceries"), TestCatalogue.Small, Now).Value.Next);
    }

    [Fact]
    public void A_correction_is_worth_more_than_the_merchant_category_code_and_can_be_corrected()
    {
        var draft = Draft("a") with { Counterparty = "Shop", Mcc = "5411" };
        var section = ActivitySection.Empty.Recorded(draft).Categorise("a", new("income"), TestCatalogue.Small, Now).Value.Next;
        section = section.Recorded(draft with { Id = "b" }).Categorise("b", new("uncategorised"), TestCatalogue.Small, Now).Value.Next;
        section = section.Recorded(draft with { Id = "c" });
        Assert.Equal(["uncategorised", "uncategorised", "income"], section.Window().Select(t => t.Category));
    }

    [Fact]
    public void Counterparties_are_remembered_as_long_as_there_is_room_and_the_first_goes_first()
    {
        var section = ActivitySection.Empty.Recorded([.. Enumerable.Range(0, 64).Select(i => Draft($"t{i}") with { Counterparty = $"Shop {i}" })]);
        for (var i = 0; i < 64; i++)
        {
            section = section.Categorise($"t{i}", new("groceries"), TestCatalogue.Small, Now).Value.Next;
        }

        section = section.Recorded(Draft("x") with { Counterparty = "Shop 0" }, Draft("y") with { Counterparty = "Shop 63" });
        Assert.Equal(["groceries", "uncategorised"], section.Window().Take(2).Select(t => t.Category));
    }

    [Theory]
    [InlineData("unknown", "groceries", ProblemCode.NotFound)]
    [InlineData("unknown", "nonsense", ProblemCode.NotFound)]
    [InlineData("a", "nonsense", ProblemCode.InvalidValue)]
    [InlineData("a", null, ProblemCode.InvalidValue)]
    public void A_correction_needs_a_transaction_and_a_category(string id, string? category, ProblemCode code) =>
        Assert.Equal(code, ActivitySection.Empty.Recorded(Draft("a")).Categorise(id, new CategoryChange(category), TestCatalogue.Small, Now).Refusal?.Code);
}
