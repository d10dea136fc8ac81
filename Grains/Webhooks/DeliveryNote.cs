using Grains.Interfaces.Webhooks;

namespace Grains.Webhooks;

/// <summary>Where a delivery stands.</summary>
internal enum DeliveryStatus
{
    /// <summary>It waits to be sent.</summary>
    Pending,

    /// <summary>The receiver answered 2xx.</summary>
    Acknowledged,

    /// <summary>It was given up.</summary>
    Dead,
}

/// <summary>A delivery as the due table keeps it, sealed under the platform key.</summary>
[GenerateSerializer, Immutable, Alias("delivery-note")]
internal sealed record DeliveryNote
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>What is told.</summary>
    [Id(1)]
    public required string Event { get; init; }

    /// <summary>The pseudonym, which hears what became of it.</summary>
    [Id(2)]
    public required Guid Customer { get; init; }

    /// <summary>The rights request behind it.</summary>
    [Id(3)]
    public required string RequestId { get; init; }

    /// <summary>The customer as this processor knows them.</summary>
    [Id(4)]
    public required string Subject { get; init; }

    /// <summary>When it happened, UTC.</summary>
    [Id(5)]
    public required DateTimeOffset HappenedAt { get; init; }

    /// <summary>When the delivery was made, UTC.</summary>
    [Id(6)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(7)]
    public DeliveryStatus Status { get; init; }

    /// <summary>How often it was sent.</summary>
    [Id(8)]
    public int Attempts { get; init; }

    /// <summary>When it was last sent, UTC; null until then.</summary>
    [Id(9)]
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>What was last answered; null where nothing was.</summary>
    [Id(10)]
    public int? LastStatus { get; init; }

    /// <summary>When it is sent next, UTC; null where it is settled.</summary>
    [Id(11)]
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was acknowledged or given up, UTC; null until then.</summary>
    [Id(12)]
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Whether the customer's evidence knows what became of it.</summary>
    [Id(13)]
    public bool IsReported { get; init; }

    /// <summary>When to look after it next.</summary>
    /// <param name="now">Now.</param>
    /// <param name="kept">How long it is listed once settled.</param>
    /// <returns>The time, UTC.</returns>
    public DateTimeOffset DueAt(DateTimeOffset now, TimeSpan kept) => NextAttemptAt ?? (IsReported ? SettledAt!.Value + kept : now);

    /// <summary>The same, settled.</summary>
    /// <param name="status">How.</param>
    /// <param name="now">Now.</param>
    /// <returns>The note.</returns>
    public DeliveryNote Settle(DeliveryStatus status, DateTimeOffset now) => this with { Status = status, NextAttemptAt = null, SettledAt = now };

    /// <summary>The same as the outside sees it.</summary>
    /// <returns>The view.</returns>
    public WebhookDelivery View() => new()
    {
        Id = Id,
        Event = Event,
        Status = Status switch { DeliveryStatus.Pending => "pending", DeliveryStatus.Acknowledged => "acknowledged", _ => "dead" },
        Attempts = Attempts,
        CreatedAt = CreatedAt,
        LastAttemptAt = LastAttemptAt,
        LastStatus = LastStatus,
        NextAttemptAt = NextAttemptAt,
    };
}
