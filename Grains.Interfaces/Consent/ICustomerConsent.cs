using Grains.Interfaces.Access;

namespace Grains.Interfaces.Consent;

/// <summary>A customer's consents: an append-only ledger of decisions, placed by the time they were expressed.</summary>
[Alias("ICustomerConsent")]
public interface ICustomerConsent : IGrainWithGuidKey
{
    /// <summary>Every purpose with its state now.</summary>
    /// <returns>The overview.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.OfficersOnly, WhenRestricted = true, Does = "read the consents"), Alias("Read")]
    ValueTask<Reply<ConsentOverview>> Read();

    /// <summary>The events of the ledger, oldest first.</summary>
    /// <returns>The events.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.OfficersOnly, WhenRestricted = true, Does = "read the history of the consents"), Alias("History")]
    ValueTask<Reply<ConsentHistory>> History();

    /// <summary>Every purpose with its state at an instant.</summary>
    /// <param name="at">The instant, UTC, not in the future.</param>
    /// <returns>The overview as it stood then.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.OfficersOnly, WhenRestricted = true, Does = "read the consents of an earlier day"), Alias("ReadAt")]
    ValueTask<Reply<ConsentOverview>> ReadAt(Input<DateTimeOffset> at);

    /// <summary>The receipt of one event of the ledger, the same whenever it is asked for.</summary>
    /// <param name="receiptId">The receipt's id.</param>
    /// <param name="form">The form.</param>
    /// <returns>The receipt's text.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Officer, Consent = ConsentRule.Exempt, WhenErased = ErasedRule.OfficersOnly, WhenRestricted = true, Does = "read a consent receipt"), Alias("Receipt")]
    ValueTask<Reply<string>> Receipt(string receiptId, ReceiptForm form);

    /// <summary>Records a decision. A withdrawal that has returned is in force for every later call.</summary>
    /// <param name="purpose">The purpose id.</param>
    /// <param name="decision">The decision.</param>
    /// <returns>The purpose as it stands after it, with the receipt's id.</returns>
    [Allow(Role.Customer, Role.Frontend, Consent = ConsentRule.Exempt, WhenRestricted = true, Does = "record a consent decision"), Alias("Decide")]
    ValueTask<Reply<ConsentDecided>> Decide(string purpose, Input<ConsentDecision> decision);

    /// <summary>Withdraws every consent purpose in one turn.</summary>
    /// <param name="withdrawal">How it was expressed.</param>
    /// <returns>The overview after it.</returns>
    [Allow(Role.Customer, Role.Frontend, Consent = ConsentRule.Exempt, WhenRestricted = true, Does = "withdraw every consent"), Alias("WithdrawAll")]
    ValueTask<Reply<ConsentOverview>> WithdrawAll(Input<ConsentWithdrawal> withdrawal);

    /// <summary>Records a decision of an import, placed by its <see cref="ConsentDecision.At"/>. One that is not newer than the purpose's
    /// last event, or has no time where the customer has one, is a duplicate and changes nothing.</summary>
    /// <param name="purpose">The purpose id.</param>
    /// <param name="decision">The decision.</param>
    /// <returns>True where it was recorded, false where it is a duplicate.</returns>
    [Allow(Role.Frontend, Purpose = "servicing", Consent = ConsentRule.Exempt, WhenRestricted = true, Does = "import a consent decision"), Alias("Import")]
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
