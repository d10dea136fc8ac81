using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Webhooks;

/// <summary>A webhook as sent.</summary>
/// <param name="Url">Where it is: https, at a public address.</param>
/// <param name="Events">What it is told, of <see cref="DownstreamEvents"/>; null where absent.</param>
[GenerateSerializer, Immutable, Alias("webhook-draft")]
public sealed record WebhookDraft([property: Id(0)] string? Url, [property: Id(1)] ImmutableArray<string>? Events);

/// <summary>A webhook without its secrets.</summary>
[GenerateSerializer, Immutable, Alias("webhook-view")]
public sealed record WebhookView
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

    /// <summary>When it said that it is gone, UTC; absent while it is not.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? DisabledAt { get; init; }
}

/// <summary>A webhook as it is shown once, to whoever registered it.</summary>
[GenerateSerializer, Immutable, Alias("registered-webhook")]
public sealed record RegisteredWebhook
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

    /// <summary>What its deliveries are signed with (Standard Webhooks): <c>whsec_</c> and 32 bytes in base64.</summary>
    [Id(4)]
    public required string Secret { get; init; }

    /// <summary>With it the processor finds its customer: a delivery's <c>subject</c> is base64url(HMAC-SHA256(this key, the bank's customer id)).
    /// 32 bytes in base64.</summary>
    [Id(5)]
    public required string IdentifierKey { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(RegisteredWebhook)} {Id}";
}

/// <summary>The webhooks.</summary>
/// <param name="Webhooks">Oldest first.</param>
[GenerateSerializer, Immutable, Alias("webhook-list")]
public sealed record WebhookList([property: Id(0)] ImmutableArray<WebhookView> Webhooks);

/// <summary>Where an attempt at a delivery goes, and how it is signed. Between silos only.</summary>
/// <param name="Url">Where the webhook is.</param>
/// <param name="Timestamp">The header <c>webhook-timestamp</c>, seconds since 1970.</param>
/// <param name="Signature">The header <c>webhook-signature</c>.</param>
[GenerateSerializer, Immutable, Alias("signed-attempt")]
public sealed record SignedAttempt([property: Id(0)] string Url, [property: Id(1)] long Timestamp, [property: Id(2)] string Signature)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(SignedAttempt);
}
