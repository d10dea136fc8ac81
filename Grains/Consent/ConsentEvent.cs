using System.Collections.Immutable;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>One decision about one purpose. Never changed, never removed.</summary>
[GenerateSerializer, Immutable, Alias("consent-event")]
internal sealed record ConsentEvent
{
    /// <summary>The purpose id.</summary>
    [Id(0)]
    public required string Purpose { get; init; }

    /// <summary>Given, refused or withdrawn.</summary>
    [Id(1)]
    public required ConsentState State { get; init; }

    /// <summary>When it was expressed, UTC.</summary>
    [Id(2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was recorded, UTC.</summary>
    [Id(3)]
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>How it was expressed.</summary>
    [Id(4)]
    public required string Method { get; init; }

    /// <summary>The version of the notice shown.</summary>
    [Id(5)]
    public required string NoticeVersion { get; init; }

    /// <summary>The consent record's id.</summary>
    [Id(6)]
    public required Guid RecordId { get; init; }

    /// <summary>The receipt's id.</summary>
    [Id(7)]
    public required Guid ReceiptId { get; init; }

    /// <summary>The data categories it is limited to; null for all of the purpose's.</summary>
    [Id(8)]
    public ImmutableArray<string>? Categories { get; init; }

    /// <summary>The channels it is limited to; null for all of the purpose's.</summary>
    [Id(9)]
    public ImmutableArray<string>? Channels { get; init; }

    /// <summary>The language the notice was shown in; null where not said.</summary>
    [Id(10)]
    public string? Language { get; init; }

    /// <summary>When a consent given runs out, UTC; null without end.</summary>
    [Id(11)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Set where a privacy signal and a consent by name disagree.</summary>
    [Id(12)]
    public string? Conflict { get; init; }
}
