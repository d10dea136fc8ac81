using System.Collections.Immutable;

namespace Grains.Interfaces.Consent;

/// <summary>One event of the ledger.</summary>
/// <param name="At">When it was expressed, UTC.</param>
/// <param name="Purpose">The purpose id.</param>
/// <param name="State">What was decided.</param>
/// <param name="Method">How it was expressed.</param>
/// <param name="NoticeVersion">The version of the notice that was shown.</param>
/// <param name="RecordId">The consent record's id.</param>
[GenerateSerializer, Immutable, Alias("consent-event-view")]
public sealed record ConsentHistoryEvent(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] string Purpose, [property: Id(2)] ConsentState State,
    [property: Id(3)] string Method, [property: Id(4)] string NoticeVersion, [property: Id(5)] string RecordId)
{
    /// <summary>The receipt's id.</summary>
    [Id(6)]
    public string? ReceiptId { get; init; }
}

/// <summary>The ledger's events.</summary>
/// <param name="Events">Oldest first.</param>
[GenerateSerializer, Immutable, Alias("consent-history")]
public sealed record ConsentHistory([property: Id(0)] ImmutableArray<ConsentHistoryEvent> Events);
