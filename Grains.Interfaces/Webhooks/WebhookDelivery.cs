using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Webhooks;

/// <summary>Which deliveries are asked for.</summary>
/// <param name="Limit">1 to 100.</param>
/// <param name="After">The <c>next</c> of the page before; null for the first.</param>
[GenerateSerializer, Immutable, Alias("delivery-query")]
public sealed record DeliveryQuery([property: Id(0)] int Limit, [property: Id(1)] string? After);

/// <summary>A page of a webhook's deliveries.</summary>
/// <param name="Deliveries">Oldest first.</param>
[GenerateSerializer, Immutable, Alias("delivery-page")]
public sealed record DeliveryPage([property: Id(0)] ImmutableArray<WebhookDelivery> Deliveries)
{
    /// <summary>Names the next page; null where there is none.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }
}

/// <summary>One delivery, and what became of it. Says nothing of the customer.</summary>
[GenerateSerializer, Immutable, Alias("webhook-delivery")]
public sealed record WebhookDelivery
{
    /// <summary>Its id: the header <c>webhook-id</c>, and the event's <c>id</c>.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>What is told, of <see cref="DownstreamEvents"/>.</summary>
    [Id(1)]
    public required string Event { get; init; }

    /// <summary><c>pending</c>, <c>acknowledged</c> or <c>dead</c>.</summary>
    [Id(2)]
    public required string Status { get; init; }

    /// <summary>How often it was sent.</summary>
    [Id(3)]
    public required int Attempts { get; init; }

    /// <summary>When it was made, UTC.</summary>
    [Id(4)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last sent, UTC; null until then.</summary>
    [Id(5)]
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>The HTTP status that was last answered; null where none was.</summary>
    [Id(6)]
    public int? LastStatus { get; init; }

    /// <summary>When it is sent next, UTC; null where it is not.</summary>
    [Id(7)]
    public DateTimeOffset? NextAttemptAt { get; init; }
}
