using System.Collections.Immutable;
using Grains.Interfaces.Access;

namespace Grains.Interfaces.Consent;

/// <summary>A customer's consents: an append-only ledger of decisions, placed by the time they were expressed.</summary>
[Alias("ICustomerConsent")]
public interface ICustomerConsent : IGrainWithGuidKey
{
    /// <summary>Every purpose with its state now.</summary>
    /// <returns>The overview.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Officer, Consent = ConsentRule.Exempt, Does = "read the consents"), Alias("Read")]
    ValueTask<Reply<ConsentOverview>> Read();

    /// <summary>The events of the ledger, oldest first.</summary>
    /// <returns>The events.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Officer, Consent = ConsentRule.Exempt, Does = "read the history of the consents"), Alias("History")]
    ValueTask<Reply<ConsentHistory>> History();

    /// <summary>Every purpose with its state at an instant.</summary>
    /// <param name="at">The instant, UTC, not in the future.</param>
    /// <returns>The overview as it stood then.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Officer, Consent = ConsentRule.Exempt, Does = "read the consents of an earlier day"), Alias("ReadAt")]
    ValueTask<Reply<ConsentOverview>> ReadAt(Input<DateTimeOffset> at);

    /// <summary>The receipt of one event of the ledger, the same whenever it is asked for.</summary>
    /// <param name="receiptId">The receipt's id.</param>
    /// <param name="form">The form.</param>
    /// <returns>The receipt's text.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Officer, Consent = ConsentRule.Exempt, Does = "read a consent receipt"), Alias("Receipt")]
    ValueTask<Reply<string>> Receipt(string receiptId, ReceiptForm form);

    /// <summary>Records a decision. A withdrawal that has returned is in force for every later call.</summary>
    /// <param name="purpose">The purpose id.</param>
    /// <param name="decision">The decision.</param>
    /// <returns>The purpose as it stands after it, with the receipt's id.</returns>
    [Allow(Role.Customer, Role.Frontend, Consent = ConsentRule.Exempt, Does = "record a consent decision"), Alias("Decide")]
    ValueTask<Reply<ConsentDecided>> Decide(string purpose, Input<ConsentDecision> decision);

    /// <summary>Withdraws every consent purpose in one turn.</summary>
    /// <param name="withdrawal">How it was expressed.</param>
    /// <returns>The overview after it.</returns>
    [Allow(Role.Customer, Role.Frontend, Consent = ConsentRule.Exempt, Does = "withdraw every consent"), Alias("WithdrawAll")]
    ValueTask<Reply<ConsentOverview>> WithdrawAll(Input<ConsentWithdrawal> withdrawal);

    /// <summary>Records a decision of an import, placed by its <see cref="ConsentDecision.At"/>. One that is not newer than the purpose's
    /// last event, or has no time where the customer has one, is a duplicate and changes nothing.</summary>
    /// <param name="purpose">The purpose id.</param>
    /// <param name="decision">The decision.</param>
    /// <returns>True where it was recorded, false where it is a duplicate.</returns>
    [Allow(Role.Frontend, Purpose = "servicing", Consent = ConsentRule.Exempt, Does = "import a consent decision"), Alias("Import")]
    ValueTask<Reply<bool>> Import(string purpose, Input<ConsentDecision> decision);
}

/// <summary>The state of one purpose for one customer.</summary>
public enum ConsentState
{
    /// <summary>Never decided.</summary>
    Unknown,

    /// <summary>Given and in force.</summary>
    Given,

    /// <summary>Refused when asked.</summary>
    Refused,

    /// <summary>Given once and withdrawn.</summary>
    Withdrawn,

    /// <summary>Given once and run out.</summary>
    Expired,

    /// <summary>The purpose does not rest on consent.</summary>
    NotRequired,
}

/// <summary>The forms of a receipt.</summary>
public enum ReceiptForm
{
    /// <summary>ISO/IEC TS 27560 in JSON-LD of the W3C Data Privacy Vocabulary 2.3.</summary>
    Linked,

    /// <summary>The same as a JWS in compact form (RFC 7515).</summary>
    Signed,

    /// <summary>Kantara Consent Receipt 1.1.</summary>
    Kantara,
}

/// <summary>A decision as sent. <see cref="State"/> is raw text until the ledger has judged it.</summary>
[GenerateSerializer, Immutable, Alias("consent-decision")]
public sealed record ConsentDecision
{
    /// <summary><c>given</c>, <c>refused</c> or <c>withdrawn</c>.</summary>
    [Id(0)]
    public string? State { get; init; }

    /// <summary>The data categories it is limited to; null for all of the purpose's.</summary>
    [Id(1)]
    public ImmutableArray<string>? Categories { get; init; }

    /// <summary>The channels it is limited to; null for all of the purpose's.</summary>
    [Id(2)]
    public ImmutableArray<string>? Channels { get; init; }

    /// <summary>The language the notice was shown in (BCP 47).</summary>
    [Id(3)]
    public string? Language { get; init; }

    /// <summary>How it was expressed; required of a front end.</summary>
    [Id(4)]
    public string? Method { get; init; }

    /// <summary>When it runs out, UTC; null for the purpose's validity period.</summary>
    [Id(5)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was expressed, UTC; only an import sends it.</summary>
    [Id(6)]
    public DateTimeOffset? At { get; init; }

    /// <summary>The notice version shown; null for the one in force. Only an import sends it.</summary>
    [Id(7)]
    public string? NoticeVersion { get; init; }
}

/// <summary>A withdrawal of every consent as sent.</summary>
/// <param name="Method">How it was expressed; required of a front end.</param>
[GenerateSerializer, Immutable, Alias("consent-withdrawal")]
public sealed record ConsentWithdrawal([property: Id(0)] string? Method);

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
    [Id(10)]
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public string? Conflict { get; init; }

    /// <summary>Whether the customer should be asked anew: the consent runs out within 30 days or has, or a newer notice asks again. Absent elsewhere.</summary>
    [Id(11)]
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)]
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
