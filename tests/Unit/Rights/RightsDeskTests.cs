using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;
using Grains.Rights;

namespace Tests.Unit.Rights;

/// <summary>What officers and customers may do with a request, and until when.</summary>
public sealed class RightsDeskTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly RightsRules Rules = Catalogue.Load().Rights;

    [Fact]
    public void An_open_request_is_revoked_once()
    {
        var revoked = RightsDesk.Revoke(Case("rectification"), Now).Value!;
        Assert.Equal((RightsStatus.Revoked, Now), (revoked.Status, revoked.ClosedAt!.Value));
        Assert.Equal(ProblemCode.Conflict, RightsDesk.Revoke(revoked, Now).Refusal?.Code);
    }

    [Theory]
    [InlineData(0, true)] // intended
    [InlineData(1, false)] // the key is destroyed
    [InlineData(2, false)]
    public void An_erasure_is_revoked_or_denied_until_its_key_is_destroyed(int stage, bool isTaken)
    {
        var erasure = Erasure((ErasureStage)stage);
        Assert.Equal(isTaken, RightsDesk.Revoke(erasure, Now).Refusal is null);
        Assert.Equal(isTaken, RightsDesk.Deny(erasure, new RightsDecision("legal-claims"), Rules, Now).Refusal is null);
    }

    [Fact]
    public void A_restriction_that_stands_is_lifted_by_revoking_it_and_nothing_else_that_is_closed_is()
    {
        var standing = Case("restriction").Close(RightsStatus.Fulfilled, null, Now);
        Assert.True(RightsDesk.IsStandingRestriction(standing));
        var lifted = RightsDesk.Revoke(standing, Now).Value!;
        Assert.False(RightsDesk.IsStandingRestriction(lifted));
        Assert.NotNull(RightsDesk.Revoke(Case("access").Close(RightsStatus.Fulfilled, null, Now), Now).Refusal);
        Assert.NotNull(RightsDesk.Revoke(Case("restriction").Close(RightsStatus.Denied, null, Now), Now).Refusal);
    }

    [Fact]
    public void A_denial_needs_a_reason_of_the_closed_list()
    {
        var denied = RightsDesk.Deny(Case("rectification"), new RightsDecision("excessive"), Rules, Now).Value!;
        Assert.Equal((RightsStatus.Denied, "excessive"), (denied.Status, denied.Reason));
        Assert.Equal("/reason", RightsDesk.Deny(Case("rectification"), new RightsDecision("no time"), Rules, Now).Refusal!.Errors.Single().Pointer);
        Assert.NotNull(RightsDesk.Deny(Case("rectification"), new RightsDecision(null), Rules, Now).Refusal);
        Assert.Equal(ProblemCode.Conflict, RightsDesk.Deny(denied, new RightsDecision("excessive"), Rules, Now).Refusal?.Code);
    }

    [Fact]
    public void A_deadline_is_extended_once_and_before_it_has_passed()
    {
        var open = Case("rectification");
        var complex = new RightsDecision("complexity");
        var extended = RightsDesk.Extend(open, complex, Rules, open.DueAt).Value!;
        Assert.Equal(new DateTimeOffset(2027, 2, 24, 23, 59, 59, TimeSpan.Zero), extended.DueAt);
        Assert.Equal(("complexity", true), (extended.Reason, extended.IsExtended));
        Assert.Equal(RightsStatus.Open, extended.Status);
        Assert.Contains(extended.Steps, s => s.Step == "extension");
        Assert.Equal(ProblemCode.Conflict, RightsDesk.Extend(extended, complex, Rules, Now).Refusal?.Code);
        Assert.Equal(ProblemCode.Conflict, RightsDesk.Extend(open, complex, Rules, open.DueAt.AddSeconds(1)).Refusal?.Code);
        Assert.Equal(ProblemCode.InvalidValue, RightsDesk.Extend(open, new RightsDecision("holidays"), Rules, Now).Refusal?.Code);
        Assert.Equal(ProblemCode.Conflict, RightsDesk.Extend(Case("objection") with { Regime = "ccpa" }, complex, Rules, Now).Refusal?.Code);
        Assert.Equal(ProblemCode.Conflict, RightsDesk.Extend(open.Close(RightsStatus.Denied, null, Now), complex, Rules, Now).Refusal?.Code);
    }

    [Fact]
    public void What_waits_for_somebody_is_signed_off()
    {
        var done = new RightsDecision("completed");
        Assert.Equal(RightsStatus.Fulfilled, RightsDesk.SignOff(Case("rectification"), done, Rules, Now).Value!.Status);
        var erased = RightsDesk.SignOff(Erasure(ErasureStage.Certified), done, Rules, Now).Value!;
        Assert.Equal(("completed", Now), (erased.Reason, erased.ClosedAt!.Value));
        Assert.Contains(erased.Steps, s => s is { Step: "sign-off", State: "done" });
        Assert.Equal(ProblemCode.Conflict, RightsDesk.SignOff(Erasure(ErasureStage.KeyDestroyed), done, Rules, Now).Refusal?.Code);
        Assert.Equal(ProblemCode.Conflict, RightsDesk.SignOff(Case("access"), done, Rules, Now).Refusal?.Code);
        Assert.Equal(ProblemCode.Conflict, RightsDesk.SignOff(erased, done, Rules, Now).Refusal?.Code);
        Assert.Equal(ProblemCode.InvalidValue, RightsDesk.SignOff(Case("rectification"), new RightsDecision("excessive"), Rules, Now).Refusal?.Code);
    }

    [Fact]
    public void A_step_that_waited_is_replaced_once_done()
    {
        var waiting = Case("erasure").WaitsFor(ErasureSteps.HoldCheck, Now);
        Assert.Equal("waiting", waiting.Steps.Single().State);
        Assert.Equal(new RightsStep(ErasureSteps.HoldCheck, "done", Now.AddDays(1)), waiting.Did(ErasureSteps.HoldCheck, Now.AddDays(1)).Steps.Single());
    }

    [Fact]
    public void The_outside_sees_status_names_and_processors_only_once_certified()
    {
        var (told, answered, dead) = (new TellingOutcome(Guid.NewGuid(), null, false), new TellingOutcome(Guid.NewGuid(), Now, true), new TellingOutcome(Guid.NewGuid(), Now, false));
        var certified = Erasure(ErasureStage.Certified);
        certified = certified with { Erasure = certified.Erasure! with { Processors = [told, answered, dead] } };
        var view = RightsDesk.View(certified);
        Assert.Equal("in-progress", view.Status);
        Assert.Equal(["told", "acknowledged", "dead"], view.Processors!.Value.Select(p => p.State));
        Assert.Null(RightsDesk.View(Erasure(ErasureStage.Intended)).Processors);
        Assert.Equal(["open", "in-progress", "on-hold", "fulfilled", "denied", "revoked"], Enum.GetValues<RightsStatus>().Select(RightsDesk.Name));
        Assert.False(certified.Erasure!.IsAcknowledged);
    }

    private static RightsCase Case(string right) => new()
    {
        Id = Guid.NewGuid(), Right = right, Regime = "gdpr", ReceivedAt = Now, DueAt = new DateTimeOffset(2026, 12, 24, 23, 59, 59, TimeSpan.Zero),
    };

    private static RightsCase Erasure(ErasureStage stage) =>
        Case("erasure") with { Status = RightsStatus.InProgress, Erasure = new ErasureWork { CodeHash = CertificateCode.HashOf("code"), Stage = stage } };
}
