using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;
using Grains.Rights;

namespace Tests.Unit.Rights;

/// <summary>A legal hold takes two officers, both to place and to lift.</summary>
public sealed class HoldStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly LegalHoldDraft Draft = new("case 7", "2026-11-24");

    private static HoldState Proposed => HoldState.Propose(null, Draft, "ada", Today).Value!;

    private static HoldState InForce => HoldState.Approve(Proposed, "ben", Now).Value!;

    [Fact]
    public void A_proposed_hold_does_not_stand_until_another_approves()
    {
        Assert.False(Proposed.IsInForce);
        Assert.Equal("proposed", Proposed.View.State);
        Assert.Equal(ProblemCode.Conflict, HoldState.Approve(Proposed, "ada", Now).Refusal?.Code);
        Assert.True(InForce.IsInForce);
        Assert.Equal(("in-force", (string?)null, Now), (InForce.View.State, InForce.View.ProposedBy, InForce.View.Since));
    }

    [Fact]
    public void Lifting_it_takes_another_as_well()
    {
        var lifting = HoldState.ProposeLifting(InForce, "ada").Value!;
        Assert.True(lifting.IsInForce);
        Assert.Equal("lifting-proposed", lifting.View.State);
        Assert.Equal("ada", HoldState.ProposeLifting(lifting, "ben").Value!.ProposedBy);
        Assert.Equal(ProblemCode.Conflict, HoldState.Approve(lifting, "ada", Now).Refusal?.Code);
        var lifted = HoldState.Approve(lifting, "ben", Now);
        Assert.Null(lifted.Refusal);
        Assert.Null(lifted.Value);
    }

    [Fact]
    public void What_was_only_proposed_is_withdrawn_at_once()
    {
        var withdrawn = HoldState.ProposeLifting(Proposed, "ben");
        Assert.Null(withdrawn.Refusal);
        Assert.Null(withdrawn.Value);
    }

    [Fact]
    public void Only_who_proposed_may_change_the_words()
    {
        var other = new LegalHoldDraft("case 8", "2027-01-01");
        Assert.Equal("case 8", HoldState.Propose(Proposed, other, "ada", Today).Value!.Matter);
        Assert.Equal(ProblemCode.Conflict, HoldState.Propose(Proposed, other, "ben", Today).Refusal?.Code);
        Assert.Equal(ProblemCode.Conflict, HoldState.Propose(InForce, other, "ada", Today).Refusal?.Code);
    }

    [Fact]
    public void Where_nothing_stands_nothing_is_approved_shown_or_lifted()
    {
        Assert.Equal(ProblemCode.NotFound, HoldState.Show(null).Refusal?.Code);
        Assert.Equal(ProblemCode.NotFound, HoldState.ProposeLifting(null, "ada").Refusal?.Code);
        Assert.Equal(ProblemCode.NotFound, HoldState.Approve(null, "ada", Now).Refusal?.Code);
        Assert.Equal(ProblemCode.Conflict, HoldState.Approve(InForce, "ada", Now).Refusal?.Code);
        Assert.Equal("case 7", HoldState.Show(InForce).Value!.Matter);
    }

    [Theory]
    [InlineData(null, "2027-01-01", "/matter")]
    [InlineData(" ", "2027-01-01", "/matter")]
    [InlineData("a\nb", "2027-01-01", "/matter")]
    [InlineData("case", "2026-11-23", "/reviewOn")]
    [InlineData("case", "1.1.2027", "/reviewOn")]
    [InlineData("case", null, "/reviewOn")]
    public void A_faulty_draft_is_refused(string? matter, string? reviewOn, string pointer) =>
        Assert.Equal(pointer, HoldState.Propose(null, new LegalHoldDraft(matter, reviewOn), "ada", Today).Refusal!.Errors.Single().Pointer);

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void A_matter_has_at_most_200_characters(int length, bool isTaken) =>
        Assert.Equal(isTaken, HoldState.Propose(null, new LegalHoldDraft(new string('x', length), "2027-01-01"), "ada", Today).Refusal is null);
}
