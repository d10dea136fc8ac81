using System.Collections.Immutable;
using System.Security.Cryptography;
using Grains.Audit;
using Grains.Encryption;
using Grains.Interfaces.Access;
using Grains.Interfaces.Webhooks;
using Grains.Keys;
using Microsoft.Extensions.Options;

namespace Grains.Webhooks;

/// <summary>
/// The platform's own record, sealed under the platform key: webhooks and operators' idempotency keys. How a call is repeated and how the record
/// changes stands in <c>PlatformGrain.Turn.cs</c>. Telling the webhooks interleaves with it, and reads what was last written.
/// </summary>
internal sealed partial class PlatformGrain(
    [PersistentState("platform", "profiles")] IPersistentState<PlatformRecord> row,
    PlatformSeal seal, CustomerVault vault, AuditTrail trail, Deliveries deliveries, IWebhookSender sender, IOptions<WebhookOptions> options, TimeProvider clock,
    ILogger<PlatformGrain> log)
    : Grain, IIncomingGrainCallFilter, IPlatform
{
    private const int SecretLength = 32;
    private static readonly Refusal NoWebhook = new(ProblemCode.NotFound, "Name a webhook of GET /v1/webhooks.");
    private static readonly Refusal TooMany = new(ProblemCode.Conflict, "There are too many webhooks: remove one first.");

    /// <inheritdoc/>
    public async ValueTask<Reply<RegisteredWebhook>> RegisterWebhook(Input<WebhookDraft> draft)
    {
        var judged = draft.Fault is { } fault ? fault : WebhookRules.Judge(draft.Value!, options.Value.AllowLoopback);
        if (judged.Refusal is { } refusal)
        {
            return refusal;
        }

        if (!await sender.IsAllowed(judged.Value!))
        {
            return WebhookRules.NotAllowed;
        }

        if (section.Webhooks.Length >= options.Value.Most)
        {
            return TooMany;
        }

        var fresh = new Webhook
        {
            Id = Guid.NewGuid(),
            Url = judged.Value!.AbsoluteUri,
            Events = draft.Value!.Events!.Value,
            CreatedAt = clock.GetUtcNow(),
            Secret = RandomNumberGenerator.GetBytes(SecretLength),
            IdentifierKey = RandomNumberGenerator.GetBytes(SecretLength),
        };
        await RecordMutation();
        return await Save(section with { Webhooks = section.Webhooks.Add(fresh) }, fresh.Registered());
    }

    /// <inheritdoc/>
    public ValueTask<Reply<WebhookList>> ListWebhooks() =>
        ValueTask.FromResult<Reply<WebhookList>>(new WebhookList([.. section.Webhooks.Select(static webhook => webhook.View())]));

    /// <inheritdoc/>
    public async ValueTask<Reply<Done>> RemoveWebhook(string id)
    {
        if (Find(id) is not { } known)
        {
            return NoWebhook;
        }

        await RecordMutation();
        var reply = await Save(section with { Webhooks = section.Webhooks.Remove(known) }, Done.Instance);
        await Work(known.Id).Abandon();
        return reply;
    }

    /// <inheritdoc/>
    public async ValueTask<Reply<DeliveryPage>> ListDeliveries(string id, Input<DeliveryQuery> query) =>
        Find(id) is not { } known ? NoWebhook : query.Fault is { } fault ? fault : await deliveries.List(known.Id, query.Value!);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Guid>> Tell(DownstreamEvent told)
    {
        // One that said that it is gone still holds what it was given: it is dead at once, and an officer hears of it.
        var listeners = section.Webhooks.RemoveAll(webhook => !webhook.Events.Contains(told.Type));
        foreach (var webhook in listeners)
        {
            var fresh = Made(webhook, told);
            await deliveries.Add(webhook.Id, fresh);
            await Work(webhook.Id).Wake(fresh.Id);
        }

        return [.. listeners.Select(static webhook => webhook.Id)];
    }

    /// <inheritdoc/>
    public ValueTask<SignedAttempt?> Sign(Guid webhook, Guid delivery, byte[] body) =>
        ValueTask.FromResult(section.Find(webhook) is { DisabledAt: null } known ? known.Sign(delivery, clock.GetUtcNow().ToUnixTimeSeconds(), body) : null);

    /// <inheritdoc/>
    public async ValueTask DisableWebhook(Guid webhook)
    {
        if (section.Find(webhook) is { DisabledAt: null } known)
        {
            log.WebhookGone(webhook);
            await Save(section with { Webhooks = section.Webhooks.Replace(known, known with { DisabledAt = clock.GetUtcNow() }) }, Done.Instance);
            await Work(webhook).Abandon();
        }
    }

    private Webhook? Find(string id) => Guid.TryParseExact(id, "D", out var webhook) ? section.Find(webhook) : null;

    private IWebhookWork Work(Guid webhook) => GrainFactory.GetGrain<IWebhookWork>(webhook);

    private DeliveryNote Made(Webhook webhook, DownstreamEvent told)
    {
        var now = clock.GetUtcNow();
        return new DeliveryNote
        {
            Id = Deliveries.IdOf(webhook.Id, told),
            Event = told.Type,
            Customer = told.Customer,
            RequestId = told.RequestId,
            Subject = DeliveryBody.Subject(webhook.IdentifierKey, told.BankId),
            HappenedAt = told.At,
            CreatedAt = now,
            NextAttemptAt = now,
        };
    }
}
