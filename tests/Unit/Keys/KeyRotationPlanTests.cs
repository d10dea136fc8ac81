using Grains.Keys;

namespace Tests.Unit.Keys;

/// <summary>What the generations of the key-encryption key ask to be done.</summary>
public sealed class KeyRotationPlanTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Period = TimeSpan.FromDays(30);
    private static readonly KeyGenerationRow Gone = new("a", Start, Start.AddDays(30), Start.AddDays(30.5)) { Keys = 0 };
    private static readonly KeyGenerationRow Retired = new("b", Start.AddDays(30), Start.AddDays(60), null) { Keys = 7 };
    private static readonly KeyGenerationRow Newest = new("c", Start.AddDays(60), null, null) { Keys = 5 };

    [Fact]
    public void One_generation_wraps_and_is_rotated_at_the_end_of_its_period()
    {
        var plan = new KeyRotationPlan([Newest], Period);
        Assert.Equal("c", plan.Current.Id);
        Assert.False(plan.IsRunning);
        Assert.Equal(Start.AddDays(90), plan.RotatesAt);
        Assert.Null(plan.Rotation("c")); // it came with the platform
    }

    [Fact]
    public void A_rotation_runs_until_every_earlier_generation_is_destroyed()
    {
        var running = new KeyRotationPlan([Gone, Retired, Newest], Period);
        Assert.True(running.IsRunning);
        Assert.Equal(["b"], running.Retiring.Select(g => g.Id));
        var rotation = running.Rotation("c")!;
        Assert.Equal(("running", 5L, 7L, Newest.Since), (rotation.Status, rotation.Rewrapped, rotation.Remaining, rotation.StartedAt));
        Assert.Null(rotation.FinishedAt);
        Assert.Equal(("done", Gone.DestroyedAt), (running.Rotation("b")!.Status, running.Rotation("b")!.FinishedAt));

        var done = new KeyRotationPlan([Gone, Retired with { Keys = 0, DestroyedAt = Start.AddDays(61) }, Newest], Period);
        Assert.False(done.IsRunning);
        Assert.Equal(("done", 0L, Start.AddDays(61)), (done.Rotation("c")!.Status, done.Rotation("c")!.Remaining, done.Rotation("c")!.FinishedAt!.Value));
        Assert.Null(done.Rotation("d"));
    }

    [Fact]
    public void An_operator_sees_where_each_generation_stands()
    {
        var view = new KeyRotationPlan([Gone, Retired, Newest], Period).Overview();
        Assert.Equal(["destroyed", "retiring", "current"], view.Generations.Select(g => g.State));
        Assert.Equal([0L, 7, 5], view.Generations.Select(g => g.WrappedKeys));
        Assert.Equal(Start.AddDays(90), view.RotatesAt);
        Assert.Equal((Retired.RetiredAt, null), (view.Generations[1].RetiredAt, view.Generations[1].DestroyedAt));
    }

    [Fact]
    public void A_key_is_unreadable_once_the_generation_that_wrapped_it_is_destroyed()
    {
        var plan = new KeyRotationPlan([Gone, Retired, Newest], Period);
        var now = Start.AddDays(65);
        Assert.Equal(Gone.DestroyedAt, plan.DestroyedBy("a", now));
        Assert.Equal(now + KeyOptions.Margin, plan.DestroyedBy("b", now));
        Assert.Equal(Start.AddDays(90) + KeyOptions.Margin, plan.DestroyedBy("c", now));
        Assert.Equal(Start.AddDays(90) + KeyOptions.Margin, plan.DestroyedBy(null, now));
        Assert.Equal(Start.AddDays(200) + KeyOptions.Margin, plan.DestroyedBy("c", Start.AddDays(200))); // overdue
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(8784, true)]
    [InlineData(0.9, false)]
    [InlineData(8785, false)]
    public void The_period_has_limits(double hours, bool isInRange) =>
        Assert.Equal(isInRange, KeyOptions.IsInRange(new KeyOptions { RotationPeriod = TimeSpan.FromHours(hours) }));

    [Fact]
    public void Of_two_that_wrap_the_newer_is_the_current_one() => // two silos that start at once may both register one
        Assert.Equal("c", new KeyRotationPlan([Newest with { Id = "b" }, Newest], Period).Current.Id);
}
