using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Profile;

namespace Grains.Interfaces.Rights;

/// <summary>A request as sent. Everything is raw text until the rules have judged it.</summary>
[GenerateSerializer, Immutable, Alias("rights-intake")]
public sealed record RightsIntake
{
    /// <summary><c>access</c>, <c>portability</c>, <c>erasure</c>, <c>rectification</c>, <c>restriction</c> or <c>objection</c>.</summary>
    [Id(0)]
    public string? Right { get; init; }

    /// <summary><c>gdpr</c> or <c>ccpa</c>.</summary>
    [Id(1)]
    public string? Regime { get; init; }

    /// <summary>Free text of at most 2,000 characters; null where there is none. It dies with the customer's personal key.</summary>
    [Id(2)]
    public string? Details { get; init; }

    /// <summary>The attributes as they should be, of a rectification; null where there are none.</summary>
    [Id(3)]
    public ProfileDraft? Attributes { get; init; }
}

/// <summary>An officer's decision as sent.</summary>
/// <param name="Reason">A reason of the closed list.</param>
[GenerateSerializer, Immutable, Alias("rights-decision")]
public sealed record RightsDecision([property: Id(0)] string? Reason);

/// <summary>A customer's requests.</summary>
/// <param name="Requests">Newest first.</param>
[GenerateSerializer, Immutable, Alias("rights-requests")]
public sealed record RightsRequests([property: Id(0)] ImmutableArray<RightsRequest> Requests);

/// <summary>One step of a request.</summary>
/// <param name="Step">Its name.</param>
/// <param name="State"><c>done</c> or <c>waiting</c>.</param>
/// <param name="At">When it was done, or since when it waits, UTC.</param>
[GenerateSerializer, Immutable, Alias("rights-step")]
public sealed record RightsStep([property: Id(0)] string Step, [property: Id(1)] string State, [property: Id(2)] DateTimeOffset At);

/// <summary>A downstream processor that was told of an erasure.</summary>
/// <param name="WebhookId">Its webhook.</param>
/// <param name="State"><c>told</c>, <c>acknowledged</c> or <c>dead</c>.</param>
[GenerateSerializer, Immutable, Alias("told-processor")]
public sealed record ToldProcessor([property: Id(0)] Guid WebhookId, [property: Id(1)] string State)
{
    /// <summary>When it answered or was given up, UTC; absent until then.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? At { get; init; }
}

/// <summary>A rights request as the outside sees it.</summary>
[GenerateSerializer, Immutable, Alias("rights-request")]
public sealed record RightsRequest
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required string RequestId { get; init; }

    /// <summary>Which right.</summary>
    [Id(1)]
    public required string Right { get; init; }

    /// <summary>Under which law.</summary>
    [Id(2)]
    public required string Regime { get; init; }

    /// <summary><c>open</c>, <c>in-progress</c>, <c>on-hold</c>, <c>fulfilled</c>, <c>denied</c> or <c>revoked</c>.</summary>
    [Id(3)]
    public required string Status { get; init; }

    /// <summary>When it came in, UTC.</summary>
    [Id(4)]
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The end of its deadline, UTC.</summary>
    [Id(5)]
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>What has been done.</summary>
    [Id(6)]
    public ImmutableArray<RightsStep> Steps { get; init; } = [];

    /// <summary>Why it was denied, extended or signed off; absent where it was not.</summary>
    [Id(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Opens the certificate of an erasure without a token; only in the answer to the request itself.</summary>
    [Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CertificateCode { get; init; }

    /// <summary>The processors told of an erasure; absent elsewhere.</summary>
    [Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<ToldProcessor>? Processors { get; init; }

    /// <summary>The bank's id of the customer; only in the officers' queue.</summary>
    [Id(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CustomerId { get; init; }
}
