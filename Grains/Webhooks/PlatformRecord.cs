using System.Collections.Immutable;
using Grains.Access;
using Grains.Encryption;
using Grains.Interfaces.Webhooks;

namespace Grains.Webhooks;

/// <summary>The row that the platform's own record is stored as.</summary>
[GenerateSerializer, Immutable, Alias("platform-record")]
internal sealed record PlatformRecord : ISealedRecord
{
    /// <summary>Counts the writes of the row.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>The record, under the platform key.</summary>
    [Id(1)]
    public Sealed<PlatformSection>? Section { get; init; }
}

/// <summary>What belongs to no customer: the webhooks, the operators' operations of the last 24 hours.</summary>
[GenerateSerializer, Immutable, Alias("platform-section")]
internal sealed record PlatformSection
{
    /// <summary>A platform of which nothing was asked.</summary>
    public static PlatformSection Empty { get; } = new();

    /// <summary>The webhooks, oldest first.</summary>
    [Id(0)]
    public ImmutableArray<Webhook> Webhooks { get; init; } = [];

    /// <summary>The operations, oldest first.</summary>
    [Id(1)]
    public ImmutableArray<Operation> Operations { get; init; } = [];

    /// <summary>Finds a webhook.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The webhook; null where there is none.</returns>
    public Webhook? Find(Guid id) => Webhooks.FirstOrDefault(webhook => webhook.Id == id);
}

/// <summary>A webhook with its secrets.</summary>
[GenerateSerializer, Immutable, Alias("webhook")]
internal sealed record Webhook
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Where it is.</summary>
    [Id(1)]
    public required string Url { get; init; }

    /// <summary>What it is told.</summary>
    [Id(2)]
    public required ImmutableArray<string> Events { get; init; }

    /// <summary>When it was registered, UTC.</summary>
    [Id(3)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What its deliveries are signed with; 32 bytes.</summary>
    [Id(4)]
    public required byte[] Secret { get; init; }

    /// <summary>What stands for a customer is made with it; 32 bytes.</summary>
    [Id(5)]
    public required byte[] IdentifierKey { get; init; }

    /// <summary>When it said that it is gone, UTC; null while it is not.</summary>
    [Id(6)]
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Signs an attempt at a delivery.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="timestamp">Seconds since 1970.</param>
    /// <param name="body">The body as sent.</param>
    /// <returns>The attempt.</returns>
    public SignedAttempt Sign(Guid delivery, long timestamp, ReadOnlySpan<byte> body) => new(Url, timestamp, WebhookSignature.Of(Secret, delivery.ToString(), timestamp, body));

    /// <summary>The webhook without its secrets.</summary>
    /// <returns>The view.</returns>
    public WebhookView View() => new() { Id = Id, Url = Url, Events = Events, CreatedAt = CreatedAt, DisabledAt = DisabledAt };

    /// <summary>The webhook as it is shown once.</summary>
    /// <returns>The view.</returns>
    public RegisteredWebhook Registered() => new()
    {
        Id = Id,
        Url = Url,
        Events = Events,
        CreatedAt = CreatedAt,
        Secret = WebhookSignature.Prefix + Convert.ToBase64String(Secret),
        IdentifierKey = Convert.ToBase64String(IdentifierKey),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(Webhook)} {Id}";
}
