using System.Collections.Immutable;
using Grains.Interfaces.Access;
using Orleans.Concurrency;

namespace Grains.Interfaces.Webhooks;

/// <summary>What belongs to the platform and to no customer: the webhooks of downstream processors, operators' idempotency keys. Key 0.</summary>
[Alias("IPlatform")]
public interface IPlatform : IGrainWithIntegerKey
{
    /// <summary>Registers a webhook.</summary>
    /// <param name="draft">Where it is and what it is told.</param>
    /// <returns>The webhook with its secrets, which are never shown again; <see cref="ProblemCode.Conflict"/> where there are too many.</returns>
    [Allow(Role.Operator, Does = "register a webhook"), Alias("RegisterWebhook")]
    ValueTask<Reply<RegisteredWebhook>> RegisterWebhook(Input<WebhookDraft> draft);

    /// <summary>The webhooks, without their secrets.</summary>
    /// <returns>The webhooks, oldest first.</returns>
    [Allow(Role.Operator, Does = "list the webhooks"), Alias("ListWebhooks")]
    ValueTask<Reply<WebhookList>> ListWebhooks();

    /// <summary>Removes a webhook. What it has not acknowledged yet is dead.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>Done.</returns>
    [Allow(Role.Operator, Does = "remove a webhook"), Alias("RemoveWebhook")]
    ValueTask<Reply<Done>> RemoveWebhook(string id);

    /// <summary>A webhook's deliveries.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="query">The page.</param>
    /// <returns>The deliveries, oldest first.</returns>
    [Allow(Role.Operator, Does = "list the deliveries of a webhook"), Alias("ListDeliveries")]
    ValueTask<Reply<DeliveryPage>> ListDeliveries(string id, Input<DeliveryQuery> query);

    /// <summary>Tells every webhook that wants to hear of it; waits for none of them. Repeating it tells nobody twice.</summary>
    /// <param name="told">What happened.</param>
    /// <returns>The webhooks that are told, once what they are told is durable; those that are gone, for which it is dead at once, included.</returns>
    [SiloOnly, AlwaysInterleave, Alias("Tell")]
    ValueTask<ImmutableArray<Guid>> Tell(DownstreamEvent told);

    /// <summary>Signs an attempt at a delivery, as of now: the secret does not leave the platform's own record.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="body">What is sent, UTF-8.</param>
    /// <returns>Where it goes and how it is signed; null where the webhook was removed, or has said that it is gone.</returns>
    [SiloOnly, AlwaysInterleave, Alias("Sign")]
    ValueTask<SignedAttempt?> Sign(Guid webhook, Guid delivery, byte[] body);

    /// <summary>Disables a webhook that has said that it is gone.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <returns>When durable.</returns>
    [SiloOnly, Alias("DisableWebhook")]
    ValueTask DisableWebhook(Guid webhook);
}

/// <summary>Sends one webhook what it is told, so that one that is dead delays no other. The key is the webhook's id.</summary>
[Alias("IWebhookWork")]
public interface IWebhookWork : IGrainWithGuidKey
{
    /// <summary>Looks after a delivery now, without keeping the caller waiting.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <returns>Nothing.</returns>
    [SiloOnly, OneWay, Alias("Wake")]
    ValueTask Wake(Guid delivery);

    /// <summary>Looks after every delivery that waits: the webhook is no more.</summary>
    /// <returns>Nothing.</returns>
    [SiloOnly, OneWay, Alias("Abandon")]
    ValueTask Abandon();

    /// <summary>Goes on with a delivery that has come due: sends it, reports what became of it, or forgets it.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <returns>When to look again, UTC; null where it is forgotten.</returns>
    [SiloOnly, Alias("Resume")]
    ValueTask<DateTimeOffset?> Resume(Guid delivery);
}
