using System.Text.Json.Nodes;
using Grains.Interfaces.Catalog;

namespace Grains.Consent;

/// <summary>What is done with the data: a receipt's <c>dpv:Process</c>.</summary>
internal static class LinkedProcess
{
    /// <summary>The rights of the data subject (GDPR) that are exercised with the controller.</summary>
    private static readonly (string Term, string Title)[] Rights =
    [
        ("eu-gdpr:A15", "Right of access"), ("eu-gdpr:A16", "Right to rectification"), ("eu-gdpr:A17", "Right to erasure"),
        ("eu-gdpr:A18", "Right to restriction of processing"), ("eu-gdpr:A20", "Right to data portability"), ("eu-gdpr:A21", "Right to object"),
    ];

    /// <summary>Writes the process.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <returns>The node.</returns>
    public static JsonObject Of(ConsentReceipt receipt)
    {
        var process = new JsonObject
        {
            ["@type"] = "dpv:Process",
            ["dpv:hasPurpose"] = Purpose(receipt),
            ["dpv:hasLegalBasis"] = receipt.IsSpecial ? new JsonArray("eu-gdpr:A6-1-a", "eu-gdpr:A9-2-a") : new JsonArray("eu-gdpr:A6-1-a"),
            ["dpv:hasPersonalData"] = new JsonArray([.. receipt.Categories.Select(category => Data(category, receipt.StandardLanguage))]),
            ["dpv:hasProcessing"] = new JsonArray([.. (receipt.Purpose.Processing?.Operations ?? ["dpv:Use"]).Select(static term => JsonValue.Create(term))]),
            ["dpv:hasDataSource"] = new JsonArray(
                new JsonObject { ["@type"] = "dpv:DataSubjectDataSource", ["dpv:hasProcessing"] = "dpv:Collect" },
                new JsonObject { ["@type"] = "dpv:DataControllerDataSource", ["dpv:hasProcessing"] = "dpv:Observe" }),
            ["dpv:hasStorageCondition"] = Storage(receipt),
            ["dpv:hasProcessingCondition"] = new JsonObject { ["@type"] = "dpv:ProcessingLocation", ["dpv:hasLocation"] = Places(receipt) },
            ["dpv:hasDataController"] = receipt.Controller.Party.Url,
            ["dpv:hasRecipient"] = new JsonArray([receipt.Controller.Party.Url, .. receipt.Purpose.Recipients.Select(static r => JsonValue.Create(r.Party.Url))]),
            ["dpv:hasJurisdiction"] = LinkedReceipt.Place(receipt.Controller.Jurisdiction),
            ["dpv:hasConsentControl"] = new JsonObject
            {
                ["@type"] = new JsonArray("dpv:ProvideConsent", "dpv:WithdrawConsent", "dpv:ReaffirmConsent"),
                ["dpv:isExercisedAt"] = receipt.Controller.WithdrawalUrl,
            },
            ["dpv:hasRight"] = RightsOf(receipt.Controller),
            ["schema:availableChannel"] = new JsonArray([.. receipt.Channels.Select(Channel)]),
        };
        if (receipt.Purpose.Processing is { } processing)
        {
            process["dpv:hasAutomationLevel"] = processing.Automation;
        }

        return process;
    }

    private static JsonObject Purpose(ConsentReceipt receipt) => new()
    {
        ["@type"] = "dpv:Purpose",
        ["skos:broader"] = receipt.Purpose.DpvTerm,
        ["dct:identifier"] = receipt.Purpose.Id,
        ["dct:title"] = LinkedReceipt.Said(receipt.Text.Title, receipt.Text.Language),
        ["dct:description"] = LinkedReceipt.Said(receipt.Text.Description, receipt.Text.Language),
    };

    /// <summary>Nobody need give any of it: the consent is free, and so is each category of it.</summary>
    private static JsonObject Data(CategoryDeclaration category, string language) => new()
    {
        ["@type"] = category.Special ? "dpv:SpecialCategoryPersonalData" : "dpv:PersonalData",
        ["skos:broader"] = category.DpvTerm,
        ["dct:identifier"] = category.Id,
        ["dct:title"] = LinkedReceipt.Said(category.Title, language),
        ["dpv:hasNecessity"] = "dpv:Optional",
    };

    private static JsonArray Storage(ConsentReceipt receipt) =>
    [
        new JsonObject { ["@type"] = "dpv:StorageLocation", ["dpv:hasLocation"] = Places(receipt) },
        new JsonObject
        {
            ["@type"] = "dpv:StorageDuration",
            ["dpv:hasDuration"] = new JsonObject { ["@type"] = "dpv:UntilEventDuration", ["rdf:value"] = "The consent ends" },
        },
        new JsonObject
        {
            ["@type"] = "dpv:StorageDeletion",
            ["dpv:hasDuration"] = new JsonObject { ["@type"] = "dpv:TemporalDuration", ["rdf:value"] = receipt.Purpose.Processing?.Retention ?? "P0D" },
        },
    ];

    private static JsonArray Places(ConsentReceipt receipt) =>
        [.. receipt.Controller.StorageLocations.Select(static country => JsonValue.Create(LinkedReceipt.Place(country)))];

    private static JsonArray RightsOf(ControllerDeclaration controller) =>
    [
        Right("eu-gdpr:A7-3", "Right to withdraw consent", controller.WithdrawalUrl),
        .. Rights.Select(right => Right(right.Term, right.Title, controller.RightsUrl)),
        Right("eu-gdpr:A77", "Right to lodge a complaint", controller.SupervisoryAuthority.Url),
    ];

    private static JsonObject Right(string term, string title, string address) => new()
    {
        ["@type"] = new JsonArray("dpv:DataSubjectRight", term),
        ["dct:title"] = LinkedReceipt.Said(title, "en"),
        ["dpv:isExercisedAt"] = address,
    };

    private static JsonObject Channel(string channel) => new() { ["@type"] = "schema:ServiceChannel", ["schema:name"] = channel };
}
