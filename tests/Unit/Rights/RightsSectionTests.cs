using Grains.Rights;

namespace Tests.Unit.Rights;

/// <summary>The evidence of one customer: which erasure runs, which was the last, and how a case takes its earlier self's place.</summary>
public sealed class RightsSectionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_case_takes_its_earlier_selfs_place_or_comes_last()
    {
        var (one, other) = (Case(null), Case(null));
        var section = RightsSection.Empty.With(one).With(other);
        Assert.Equal<RightsCase>([one, other], section.Cases.ToArray());
        var (first, second) = (one with { Reason = "x" }, other with { Reason = "y" });
        Assert.Equal<RightsCase>([first, other], section.With(first).Cases.ToArray());
        Assert.Equal<RightsCase>([one, second], section.With(second).Cases.ToArray());
    }

    [Fact]
    public void An_erasure_runs_until_it_is_certified_or_closed()
    {
        Assert.Null(RightsSection.Empty.RunningErasure);
        Assert.Null(RightsSection.Empty.With(Case(null)).RunningErasure);
        foreach (var stage in (ErasureStage[])[ErasureStage.Intended, ErasureStage.KeyDestroyed])
        {
            var running = Case(stage);
            Assert.Equal(running, RightsSection.Empty.With(running).With(Case(null)).RunningErasure);
            Assert.Null(RightsSection.Empty.With(running.Close(RightsStatus.Revoked, null, Noon)).RunningErasure);
        }

        Assert.Null(RightsSection.Empty.With(Case(ErasureStage.Certified)).RunningErasure);
    }

    [Fact]
    public void The_last_erasure_is_the_newest_that_destroyed_a_key_of_who_bears_the_id_now()
    {
        var (early, late) = (Case(ErasureStage.Certified), Case(ErasureStage.KeyDestroyed));
        var section = RightsSection.Empty.With(early).With(late).With(Case(ErasureStage.Intended)).With(Case(null));
        Assert.Equal(late, section.LastErasure);
        Assert.Equal(early, section.With(late with { IsFormer = true }).LastErasure);
        Assert.Null(section.With(late with { IsFormer = true }).With(early with { IsFormer = true }).LastErasure);
    }

    [Fact]
    public void An_erasure_leaves_nothing_else_open()
    {
        var (open, closed, erasure) = (Case(null), Case(null).Close(RightsStatus.Denied, "excessive", Noon), Case(ErasureStage.KeyDestroyed));
        var left = RightsSection.Empty.With(open).With(closed).With(erasure).LeaveTo(erasure, Noon.AddHours(1)).Cases;
        Assert.Equal((RightsStatus.Revoked, Noon.AddHours(1)), (left[0].Status, left[0].ClosedAt));
        Assert.Equal("overtaken-by-erasure done", left[0].Steps.Select(step => $"{step.Step} {step.State}").Single());
        Assert.Equal<RightsCase>([closed, erasure], left[1..]);
    }

    [Fact]
    public void An_erasure_of_who_bore_the_id_before_goes_on_waiting_for_its_processors()
    {
        var (former, erasure) = (Case(ErasureStage.Certified) with { IsFormer = true }, Case(ErasureStage.KeyDestroyed));
        Assert.Equal<RightsCase>([former, erasure], RightsSection.Empty.With(former).With(erasure).LeaveTo(erasure, Noon).Cases.ToArray());
    }

    [Fact]
    public void A_step_is_told_once_and_a_reason_stays_where_none_is_given()
    {
        var known = Case(null).WaitsFor("work", Noon).Did("work", Noon.AddHours(1)).Did("other", Noon);
        Assert.Equal(["work done", "other done"], known.Steps.Select(step => $"{step.Step} {step.State}"));
        var closed = (known with { Reason = "complex" }).Close(RightsStatus.Fulfilled, null, Noon);
        Assert.Equal(("complex", RightsStatus.Fulfilled, Noon, true), (closed.Reason, closed.Status, closed.ClosedAt, closed.IsClosed));
        Assert.Equal("excessive", (known with { Reason = "complex" }).Close(RightsStatus.Denied, "excessive", Noon).Reason);
        Assert.Null(known.Close(RightsStatus.Fulfilled, null, Noon).Reason);
    }

    private static RightsCase Case(ErasureStage? stage) => new()
    {
        Id = Guid.NewGuid(), Right = stage is null ? "access" : "erasure", Regime = "gdpr", ReceivedAt = Noon, DueAt = Noon.AddDays(30),
        Erasure = stage is { } at ? new ErasureWork { CodeHash = [1], Stage = at } : null,
    };
}
