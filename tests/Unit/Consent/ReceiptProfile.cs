using System.Text.Json;

namespace Tests.Unit.Consent;

/// <summary>
/// What must stand in a receipt. From the tables of https://w3id.org/dpv/guides/consent-27560 (sections 7.2, 8 and 9): the fields that
/// ISO/IEC TS 27560 or the GDPR make mandatory. A path's <c>*</c> is every item of a list, or the one node that stands in its place.
/// </summary>
internal static class ReceiptProfile
{
    public static readonly string[] Receipt =
    [
        "@context", "@id", "@type", "dct:conformsTo", "dct:identifier", "dpv:hasIdentifier", "dct:created", "dpv:hasRecordOfActivity",
    ];

    public static readonly string[] Record =
    [
        "@id", "@type", "dct:conformsTo", "dct:identifier", "dpv:hasIdentifier", "dpv:hasDataSubject", "dpv:hasNotice", "dpv:hasNotice/@type", "dpv:hasNotice/dct:identifier",
        "dct:language", "dpv:hasDataController", "dpv:hasJurisdiction", "dpv:hasAuthority", "dpv:hasApplicableLaw",
        "dpv:hasProcess", "dpv:hasProcess/dpv:hasPurpose", "dpv:hasProcess/dpv:hasPurpose/skos:broader", "dpv:hasProcess/dpv:hasPurpose/dct:description",
        "dpv:hasProcess/dpv:hasLegalBasis/*", "dpv:hasProcess/dpv:hasPersonalData/*/@type", "dpv:hasProcess/dpv:hasPersonalData/*/skos:broader",
        "dpv:hasProcess/dpv:hasPersonalData/*/dpv:hasNecessity", "dpv:hasProcess/dpv:hasProcessing/*", "dpv:hasProcess/dpv:hasAutomationLevel",
        "dpv:hasProcess/dpv:hasDataSource/*/@type", "dpv:hasProcess/dpv:hasStorageCondition/*/@type", "dpv:hasProcess/dpv:hasProcessingCondition/dpv:hasLocation/*",
        "dpv:hasProcess/dpv:hasDataController", "dpv:hasProcess/dpv:hasRecipient/*", "dpv:hasProcess/dpv:hasConsentControl/@type/*",
        "dpv:hasProcess/dpv:hasConsentControl/dpv:isExercisedAt", "dpv:hasProcess/dpv:hasJurisdiction", "dpv:hasProcess/dpv:hasRight/*/@type/*",
        "dpv:hasProcess/dpv:hasRight/*/dpv:isExercisedAt", "dpv:hasConsentStatus/@type/*", "dpv:hasConsentStatus/dpv:isIndicatedAtTime", "dpv:hasConsentStatus/dpv:hasDuration/@type",
        "dpv:hasConsentStatus/dpv:hasDuration/rdf:value", "dpv:hasConsentStatus/dpv:isIndicatedBy", "dpv:hasConsentStatus/dpv:hasIndicationMethod",
    ];

    /// <summary>Of every entity but the data subject.</summary>
    public static readonly string[] Entity =
    [
        "@id", "@type/*", "dpv:hasIdentifier", "dct:identifier", "dpv:hasName", "dpv:hasAddress", "dpv:hasContact", "schema:contactPoint/schema:email",
        "schema:contactPoint/schema:telephone", "schema:address/schema:streetAddress", "schema:address/schema:addressCountry",
    ];

    /// <summary>Required by the JSON schema of Kantara's Consent Receipt Specification 1.1.0.</summary>
    public static readonly string[] Kantara =
    [
        "version", "jurisdiction", "consentTimestamp", "collectionMethod", "consentReceiptID", "piiPrincipalId", "piiControllers/*/piiController", "piiControllers/*/contact",
        "piiControllers/*/address/streetAddress", "piiControllers/*/address/addressCountry", "piiControllers/*/email", "piiControllers/*/phone", "policyUrl", "services/*/service",
        "services/*/purposes/*/purpose", "services/*/purposes/*/purposeCategory/*", "services/*/purposes/*/consentType", "services/*/purposes/*/piiCategory/*",
        "services/*/purposes/*/primaryPurpose", "services/*/purposes/*/termination", "services/*/purposes/*/thirdPartyDisclosure", "sensitive", "spiCat",
    ];

    /// <summary>The terms of DPV 2.3 and its extensions that receipts may use: what is not here is a slip of the pen.</summary>
    public static readonly HashSet<string> Terms =
    [
        .. """
        dpv:Collect dpv:ConsentControl dpv:ConsentGiven dpv:ConsentNotice dpv:ConsentReceipt dpv:ConsentRecord dpv:ConsentRefused dpv:ConsentWithdrawn dpv:DataController
        dpv:DataControllerDataSource dpv:DataProcessor dpv:DataProtectionAuthority dpv:DataProtectionOfficer dpv:DataSubject dpv:DataSubjectDataSource dpv:DataSubjectRight
        dpv:ExplicitlyExpressedConsent dpv:ExpressedConsent dpv:Observe dpv:Optional dpv:Organisation dpv:PersonalData dpv:Process dpv:ProcessingLocation dpv:ProvideConsent
        dpv:Purpose dpv:ReaffirmConsent dpv:Recipient dpv:RenewedConsentGiven dpv:SpecialCategoryPersonalData dpv:StorageDeletion dpv:StorageDuration dpv:StorageLocation
        dpv:TemporalDuration dpv:ThirdParty dpv:UntilEventDuration dpv:UntilTimeDuration dpv:WithdrawConsent dpv:Use dpv:Share dpv:Profiling dpv:Analyse dpv:Consult
        dpv:HighAutomation dpv:PartialAutomation dpv:FullAutomation dpv:ProvideProductRecommendations dpv:UserInterfacePersonalisation dpv:ImproveExistingProductsAndServices
        dpv:DirectMarketing sector-finance:BudgetPlanningAssistance sector-finance:ProductRecommendation
        dpv:hasAddress dpv:hasApplicableLaw dpv:hasAuthority dpv:hasAutomationLevel dpv:hasConsentControl dpv:hasConsentStatus dpv:hasContact dpv:hasDataController
        dpv:hasDataProtectionOfficer dpv:hasDataSource dpv:hasDataSubject dpv:hasDuration dpv:hasEntity dpv:hasIdentifier dpv:hasIndicationMethod dpv:hasJurisdiction
        dpv:hasLegalBasis dpv:hasLocation dpv:hasName dpv:hasNecessity dpv:hasNotice dpv:hasPersonalData dpv:hasProcess dpv:hasProcessing dpv:hasProcessingCondition
        dpv:hasPurpose dpv:hasRecipient dpv:hasRecordOfActivity dpv:hasRight dpv:hasStorageCondition dpv:isExercisedAt dpv:isIndicatedAtTime dpv:isIndicatedBy
        eu-gdpr:A6-1-a eu-gdpr:A9-2-a eu-gdpr:A7-3 eu-gdpr:A15 eu-gdpr:A16 eu-gdpr:A17 eu-gdpr:A18 eu-gdpr:A20 eu-gdpr:A21 eu-gdpr:A77 legal-eu:law-GDPR loc:CZ loc:DE
        pd:Identifying pd:Contact pd:Demographic pd:Professional pd:Income pd:FinancialAccount pd:Preference pd:Disability pd:Transactional pd:Interaction
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    ];

    /// <summary>The required paths that a document lacks or has without a value.</summary>
    public static IEnumerable<string> Missing(JsonElement document, IEnumerable<string> required) =>
        required.Where(path => !Has(document, path.Split('/'), 0));

    private static bool Has(JsonElement element, string[] path, int index)
    {
        if (index == path.Length)
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString()!.Length > 0,
                JsonValueKind.Null or JsonValueKind.Undefined => false,
                _ => true,
            };
        }

        if (path[index] == "*")
        {
            return element.ValueKind != JsonValueKind.Array ? Has(element, path, index + 1)
                : element.GetArrayLength() > 0 && element.EnumerateArray().All(item => Has(item, path, index + 1));
        }

        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(path[index], out var member) && Has(member, path, index + 1);
    }
}
