using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Consent;

/// <summary>One purpose as it stands for a customer.</summary>
[GenerateSerializer, Immutable, Alias("purpose-consent")]
public record PurposeConsent
{
    /// <summary>The purpose id.</summary>
    [Id(0)]
    public required string Purpose { get; init; }

    /// <summary>The purpose in plain language.</summary>
    [Id(1)]
    public required string Title { get; init; }

    /// <summary><c>consent</c>, <c>contract</c>, <c>legal-obligation</c> or <c>legitimate-interest</c>.</summary>
    [Id(2)]
    public required string LegalBasis { get; init; }

    /// <summary>The state.</summary>
    [Id(3)]
    public ConsentState State { get; init; }

    /// <summary>Since when, UTC; null where never decided.</summary>
    [Id(4)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it runs out, UTC; null where it does not.</summary>
    [Id(5)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The data categories it covers.</summary>
    [Id(6)]
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>The channels it covers.</summary>
    [Id(7)]
    public ImmutableArray<string> Channels { get; init; } = [];

    /// <summary>The version of the notice that was shown; null where never decided.</summary>
    [Id(8)]
    public string? NoticeVersion { get; init; }

    /// <summary>The consent record's id; null where never decided.</summary>
    [Id(9)]
    public string? RecordId { get; init; }

    /// <summary>Said where a privacy signal and a consent by name disagree; absent elsewhere.</summary>
    [Id(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Conflict { get; init; }

    /// <summary>Whether the customer should be asked anew: the consent runs out within 30 days or has, or a newer notice asks again. Absent where not.</summary>
    [Id(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RenewalDue { get; init; }
}

/// <summary>A purpose right after a decision.</summary>
[GenerateSerializer, Immutable, Alias("consent-decided")]
public sealed record ConsentDecided : PurposeConsent
{
    /// <summary>The receipt's id.</summary>
    [Id(0)]
    public required string ReceiptId { get; init; }
}

/// <summary>Every purpose of the catalogue as it stands for a customer.</summary>
/// <param name="Purposes">In the catalogue's order.</param>
/// <param name="GlobalPrivacyControl">Whether a Global Privacy Control signal was received for the customer.</param>
[GenerateSerializer, Immutable, Alias("consent-overview")]
public sealed record ConsentOverview([property: Id(0)] ImmutableArray<PurposeConsent> Purposes, [property: Id(1)] bool GlobalPrivacyControl);
