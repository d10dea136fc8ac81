using CsCheck;
using Grains.Interfaces.Webhooks;
using Grains.Webhooks;

namespace Tests.Unit.Webhooks;

/// <summary>When a delivery is sent again, and when it is given up.</summary>
public sealed class DeliveryPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<TimeSpan> Plan = new WebhookOptions().Plan;

    private static readonly DeliveryNote Fresh = new()
    {
        Id = Guid.NewGuid(), Event = DownstreamEvents.Erased, Customer = Guid.NewGuid(), RequestId = "r", Subject = "s", HappenedAt = Now, CreatedAt = Now, NextAttemptAt = Now,
    };

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(299)]
    public void An_answer_of_success_acknowledges(int status)
    {
        var next = DeliveryPlan.After(Fresh, status, Plan, Now, 0);

        Assert.Equal((DeliveryStatus.Acknowledged, 1, status, (DateTimeOffset?)null, Now), (next.Status, next.Attempts, next.LastStatus, next.NextAttemptAt, next.SettledAt));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(500)]
    public void Anything_else_is_tried_again_after_a_wait_that_grows_for_days(int? status)
    {
        var (note, at, waits) = (Fresh, Now, new List<TimeSpan>());
        while ((note = DeliveryPlan.After(note, status, Plan, at, 0)).Status == DeliveryStatus.Pending)
        {
            waits.Add(note.NextAttemptAt!.Value - at);
            at = note.NextAttemptAt.Value;
        }

        Assert.Equal(Plan, waits);
        Assert.Equal(waits.Order(), waits);
        Assert.InRange(at - Now, TimeSpan.FromDays(3), TimeSpan.FromDays(5));
        Assert.Equal((DeliveryStatus.Dead, Plan.Count + 1, at), (note.Status, note.Attempts, note.SettledAt));
    }

    [Fact]
    public void Gone_is_never_tried_again() => Assert.Equal(DeliveryStatus.Dead, DeliveryPlan.After(Fresh, 410, Plan, Now, 0).Status);

    [Fact]
    public void Jitter_lengthens_a_wait_by_a_fifth_at_most() => Gen.Select(Gen.Double[0, 1], Gen.Int[0, Plan.Count - 1]).Sample((jitter, attempts) =>
    {
        var wait = DeliveryPlan.After(Fresh with { Attempts = attempts }, 500, Plan, Now, jitter).NextAttemptAt!.Value - Now;
        return wait >= Plan[attempts] && wait <= Plan[attempts] * 1.2;
    });

    [Fact]
    public void A_delivery_is_due_when_it_is_sent_at_once_while_unreported_and_at_the_end_of_its_listing()
    {
        var kept = TimeSpan.FromDays(30);
        var settled = DeliveryPlan.After(Fresh, 200, Plan, Now, 0);

        Assert.Equal(Now, Fresh.DueAt(Now.AddDays(9), kept));
        Assert.Equal(Now.AddDays(9), settled.DueAt(Now.AddDays(9), kept));
        Assert.Equal(Now + kept, (settled with { IsReported = true }).DueAt(Now.AddDays(9), kept));
    }
}
