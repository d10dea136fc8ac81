using System.Globalization;
using System.Text.Json.Nodes;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>
/// A receipt as ISO/IEC TS 27560 has it, in JSON-LD of the W3C Data Privacy Vocabulary 2.3: the profiles that also hold what the GDPR asks
/// for (https://w3id.org/dpv/guides/consent-27560). The receipt wraps one consent record.
/// </summary>
internal static class LinkedReceipt
{
    /// <summary>The receipt's profile.</summary>
    public const string ReceiptProfile = "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr";

    /// <summary>The record's profile.</summary>
    public const string RecordProfile = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr";

    /// <summary>Writes the receipt.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <returns>The document.</returns>
    public static JsonObject Of(ConsentReceipt receipt) => new()
    {
        ["@context"] = LinkedContext.New(),
        ["@id"] = Urn(receipt.Event.ReceiptId),
        ["@type"] = "dpv:ConsentReceipt",
        ["dct:conformsTo"] = ReceiptProfile,
        ["dct:identifier"] = receipt.Event.ReceiptId.ToString(),
        ["dpv:hasIdentifier"] = receipt.Event.ReceiptId.ToString(),
        ["dct:created"] = Instant(receipt.Event.RecordedAt),
        ["dct:publisher"] = receipt.Controller.Party.Url,
        ["dct:audience"] = Urn(receipt.Principal),
        ["dpv:hasRecordOfActivity"] = Record(receipt),
    };

    private static JsonObject Record(ConsentReceipt receipt) => new()
    {
        ["@id"] = Urn(receipt.Event.RecordId),
        ["@type"] = "dpv:ConsentRecord",
        ["dct:conformsTo"] = RecordProfile,
        ["dct:identifier"] = receipt.Event.RecordId.ToString(),
        ["dpv:hasIdentifier"] = receipt.Event.RecordId.ToString(),
        ["dpv:hasDataSubject"] = Urn(receipt.Principal),
        ["dpv:hasDataController"] = receipt.Controller.Party.Url,
        ["dpv:hasJurisdiction"] = Place(receipt.Controller.Jurisdiction),
        ["dpv:hasApplicableLaw"] = "legal-eu:law-GDPR",
        ["dpv:hasAuthority"] = receipt.Controller.SupervisoryAuthority.Url,
        ["dpv:hasNotice"] = Notice(receipt),
        ["dct:language"] = receipt.Language,
        ["dpv:hasProcess"] = LinkedProcess.Of(receipt),
        ["dpv:hasConsentStatus"] = Status(receipt),
        ["dpv:hasEntity"] = LinkedEntities.Of(receipt),
    };

    private static JsonObject Notice(ConsentReceipt receipt)
    {
        var notice = new JsonObject
        {
            ["@type"] = "dpv:ConsentNotice",
            ["dct:identifier"] = $"{receipt.Purpose.Id}/{receipt.Event.NoticeVersion}",
            ["dct:language"] = receipt.Language,
            ["schema:url"] = receipt.Controller.PolicyUrl,
        };
        if (receipt.Notice is { } known)
        {
            notice["dct:date"] = known.ValidFrom.ToString("O", CultureInfo.InvariantCulture);
            notice["dct:title"] = Said(receipt.Text.Title, receipt.Text.Language);
            notice["dct:description"] = Said(receipt.Text.Description, receipt.Text.Language);
        }

        return notice;
    }

    private static JsonObject Status(ConsentReceipt receipt) => new()
    {
        ["@type"] = new JsonArray(StateOf(receipt), receipt.IsSpecial ? "dpv:ExplicitlyExpressedConsent" : "dpv:ExpressedConsent"),
        ["dpv:isIndicatedAtTime"] = Instant(receipt.Event.At),
        ["dpv:hasDuration"] = receipt.Event.ExpiresAt is { } end
            ? new JsonObject { ["@type"] = "dpv:UntilTimeDuration", ["rdf:value"] = Instant(end) }
            : new JsonObject { ["@type"] = "dpv:UntilEventDuration", ["rdf:value"] = "The customer decides anew" },
        ["dpv:isIndicatedBy"] = receipt.IsCustomersWord ? Urn(receipt.Principal) : receipt.Controller.Party.Url,
        ["dpv:hasIndicationMethod"] = receipt.Event.Method,
    };

    private static string StateOf(ConsentReceipt receipt) => receipt.Event.State switch
    {
        ConsentState.Given => receipt.IsRenewal ? "dpv:RenewedConsentGiven" : "dpv:ConsentGiven",
        ConsentState.Refused => "dpv:ConsentRefused",
        _ => "dpv:ConsentWithdrawn",
    };

    /// <summary>A UUID as an IRI (RFC 9562).</summary>
    /// <param name="id">The UUID.</param>
    /// <returns>The IRI.</returns>
    internal static string Urn(Guid id) => $"urn:uuid:{id}";

    /// <summary>A country as the vocabulary names it.</summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <returns>The term.</returns>
    internal static string Place(string country) => $"loc:{country}";

    /// <summary>A text with its language.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">BCP 47.</param>
    /// <returns>The node.</returns>
    internal static JsonObject Said(string text, string language) => new() { ["@value"] = text, ["@language"] = language };

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
