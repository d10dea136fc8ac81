using System.Collections.Immutable;
using Grains.Interfaces.Rights;

namespace Grains.Rights;

/// <summary>Where a request stands.</summary>
internal enum RightsStatus
{
    /// <summary>Waits for somebody of the bank.</summary>
    Open,

    /// <summary>Is being worked on by the platform.</summary>
    InProgress,

    /// <summary>Waits while a legal hold stands.</summary>
    OnHold,

    /// <summary>Done.</summary>
    Fulfilled,

    /// <summary>Refused for a reason of the closed list.</summary>
    Denied,

    /// <summary>Taken back.</summary>
    Revoked,
}

/// <summary>A rights request as evidence: what was asked when, by when it had to be done, and what was done. Free text is kept sealed under the
/// personal key, with its salted hash, so that it dies with the customer.</summary>
[GenerateSerializer, Immutable, Alias("rights-case")]
internal sealed record RightsCase
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Which right.</summary>
    [Id(1)]
    public required string Right { get; init; }

    /// <summary>Under which law.</summary>
    [Id(2)]
    public required string Regime { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(3)]
    public RightsStatus Status { get; init; }

    /// <summary>When it came in, UTC.</summary>
    [Id(4)]
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The end of its deadline, UTC.</summary>
    [Id(5)]
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>What has been done.</summary>
    [Id(6)]
    public ImmutableArray<RightsStep> Steps { get; init; } = [];

    /// <summary>Why it was denied, extended or signed off; null where it was not.</summary>
    [Id(7)]
    public string? Reason { get; init; }

    /// <summary>Whether its deadline was extended.</summary>
    [Id(8)]
    public bool IsExtended { get; init; }

    /// <summary>When it was fulfilled, denied or revoked, UTC; null until then.</summary>
    [Id(9)]
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Whether it belongs to a customer whose id was released since: another person may bear the id now.</summary>
    [Id(10)]
    public bool IsFormer { get; init; }

    /// <summary>Free text and attributes, sealed under the personal key; null where there are none.</summary>
    [Id(11)]
    public byte[]? SealedDetails { get; init; }

    /// <summary>16 bytes of their HMAC under the personal key; null where there are none.</summary>
    [Id(12)]
    public byte[]? DetailsHash { get; init; }

    /// <summary>The work of an erasure; null elsewhere.</summary>
    [Id(13)]
    public ErasureWork? Erasure { get; init; }

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsClosed => ClosedAt is not null;

    /// <summary>The same with a step done.</summary>
    /// <param name="step">The step.</param>
    /// <param name="now">Now.</param>
    /// <returns>The case; a step that was waiting or done before is replaced.</returns>
    public RightsCase Did(string step, DateTimeOffset now) => With(new RightsStep(step, "done", now));

    /// <summary>The same with a step that waits.</summary>
    /// <param name="step">The step.</param>
    /// <param name="now">Now.</param>
    /// <returns>The case.</returns>
    public RightsCase WaitsFor(string step, DateTimeOffset now) => With(new RightsStep(step, "waiting", now));

    /// <summary>The same, closed.</summary>
    /// <param name="status">How.</param>
    /// <param name="reason">Why; null keeps what is there.</param>
    /// <param name="now">Now.</param>
    /// <returns>The case.</returns>
    public RightsCase Close(RightsStatus status, string? reason, DateTimeOffset now) => this with { Status = status, Reason = reason ?? Reason, ClosedAt = now };

    private RightsCase With(RightsStep step) => this with { Steps = Steps.RemoveAll(known => known.Step == step.Step).Add(step) };
}

/// <summary>What a customer's request said beyond its right, sealed under the personal key.</summary>
/// <param name="Details">Free text; null where there is none.</param>
/// <param name="Attributes">The attributes as they should be; null where there are none.</param>
[GenerateSerializer, Immutable, Alias("rights-details")]
internal sealed record RightsDetails([property: Id(0)] string? Details, [property: Id(1)] Interfaces.Profile.ProfileDraft? Attributes);
