using System.Security.Cryptography;
using Grains.Interfaces.Rights;
using Grains.Interfaces.Webhooks;
using Microsoft.Extensions.Options;

namespace Grains.Webhooks;

/// <summary>
/// Sends one webhook what it is told, some at once. What is wanted stands in memory only: whatever dies here, the due table brings back, and it is
/// sent again under the same id. Sending goes on between the turns, so that a receiver that hangs keeps nobody waiting.
/// </summary>
internal sealed class WebhookGrain(
    Deliveries deliveries, IWebhookSender sender, IOptions<WebhookOptions> options, TimeProvider clock, ILogger<WebhookGrain> log) : Grain, IWebhookWork
{
    private const int MostAtOnce = 8;
    private const int JitterSteps = 1000;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private readonly HashSet<Guid> wanted = [];
    private readonly Dictionary<Guid, Task> underWay = [];
    private TaskCompletionSource more = new();
    private IGrainTimer? sending;

    private DateTimeOffset Now => clock.GetUtcNow();

    private Guid Webhook => this.GetPrimaryKey();

    private IPlatform Platform => GrainFactory.GetGrain<IPlatform>(0);

    /// <inheritdoc/>
    public ValueTask Wake(Guid delivery)
    {
        Want(delivery);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask Abandon()
    {
        await foreach (var delivery in deliveries.Pending(Webhook))
        {
            Want(delivery);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> Resume(Guid delivery)
    {
        if (await deliveries.Find(Webhook, delivery) is not { } note)
        {
            return null;
        }

        if (note.DueAt(Now, options.Value.Kept) is var at && at > Now)
        {
            return at;
        }

        if (note.IsReported)
        {
            await deliveries.Forget(Webhook, note);
            return null;
        }

        Want(delivery);
        return Now + Lease;
    }

    private void Want(Guid delivery)
    {
        if (!underWay.ContainsKey(delivery))
        {
            wanted.Add(delivery);
            more.TrySetResult();
        }

        sending ??= Later(static (grain, _) => grain.Work(), this, TimeSpan.Zero);
    }

    private IGrainTimer Later<T>(Func<T, CancellationToken, Task> work, T state, TimeSpan wait) =>
        this.RegisterGrainTimer(work, state, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { Interleave = true });

    /// <summary>Keeps some under way for as long as any is wanted; one that hangs takes one place of them, until its timeout.</summary>
    private async Task Work()
    {
        while (wanted.Count + underWay.Count > 0)
        {
            foreach (var delivery in wanted.Take(MostAtOnce - underWay.Count).ToArray())
            {
                wanted.Remove(delivery);
                underWay[delivery] = LookAfter(delivery);
            }

            more = new TaskCompletionSource();
            await Task.WhenAny([.. underWay.Values, more.Task]);
            foreach (var (delivery, _) in underWay.Where(static one => one.Value.IsCompleted).ToArray())
            {
                underWay.Remove(delivery);
            }
        }

        sending?.Dispose();
        sending = null;
    }

    private async Task LookAfter(Guid delivery)
    {
        try
        {
            if (await deliveries.Find(Webhook, delivery) is { IsReported: false } note)
            {
                note = note.Status == DeliveryStatus.Pending ? await Send(note) : note;
                if (note.Status != DeliveryStatus.Pending)
                {
                    await Report(note);
                }
            }
        }
        catch (Exception exception)
        {
            // One delivery must not hold up the others: the due table brings it back.
            log.DeliveryFailed(Webhook, delivery, exception.GetType().Name);
        }
    }

    private async ValueTask<DeliveryNote> Send(DeliveryNote note)
    {
        DeliveryNote next;
        var body = DeliveryBody.Of(note);
        if (await Platform.Sign(Webhook, note.Id, body.ToArray()) is not { } attempt)
        {
            next = note.Settle(DeliveryStatus.Dead, Now);
        }
        else if (note.NextAttemptAt > Now)
        {
            return note;
        }
        else
        {
            var status = await sender.Send(attempt, note.Id, body);
            next = DeliveryPlan.After(note, status, options.Value.Plan, Now, (double)RandomNumberGenerator.GetInt32(JitterSteps + 1) / JitterSteps);
            log.Sent(Webhook, note.Id, status, next.Status, next.Attempts);
            if (status == DeliveryPlan.Gone)
            {
                await Platform.DisableWebhook(Webhook);
            }
        }

        await deliveries.Save(Webhook, next, next.DueAt(Now + Lease, options.Value.Kept));
        if (next.NextAttemptAt - Now is { } wait && wait < Lease)
        {
            Later(static (again, _) => again.Grain.Wake(again.Id).AsTask(), (Grain: this, note.Id), wait); // sooner than any sweep
        }

        return next;
    }

    private async ValueTask Report(DeliveryNote note)
    {
        await GrainFactory.GetGrain<IDownstreamOutcome>(note.Customer).Settled(note.RequestId, Webhook, note.Status == DeliveryStatus.Acknowledged, note.SettledAt!.Value);
        await deliveries.Save(Webhook, note with { IsReported = true }, note.SettledAt!.Value + options.Value.Kept);
    }
}
