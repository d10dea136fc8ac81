using System.Collections.Immutable;
using Grains.Access;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>The section that is opened at every activation: the consent ledger and the operations of the last 24 hours. Small by design.</summary>
[GenerateSerializer, Immutable, Alias("consent-section")]
internal sealed record ConsentSection
{
    /// <summary>A customer who has decided nothing.</summary>
    public static ConsentSection Empty { get; } = new();

    /// <summary>What was decided, in the order of recording; per purpose also in the order of expression.</summary>
    [Id(0)]
    public ImmutableArray<ConsentEvent> Events { get; init; } = [];

    /// <summary>When the first Global Privacy Control signal came, UTC; null where none did.</summary>
    [Id(1)]
    public DateTimeOffset? PrivacyControlSince { get; init; }

    /// <summary>The operations of the last 24 hours, oldest first.</summary>
    [Id(2)]
    public ImmutableArray<Operation> Operations { get; init; } = [];

    /// <summary>The version of the record that the last withdrawal made: the keys row's floor must reach it before anything is acknowledged.</summary>
    [Id(3)]
    public long WithdrawnAtVersion { get; init; }

    /// <summary>The glasses that callers have broken within the last hour.</summary>
    [Id(4)]
    public ImmutableArray<BrokenGlass> Glasses { get; init; } = [];
}

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
