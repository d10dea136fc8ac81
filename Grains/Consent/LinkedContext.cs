using System.Text.Json.Nodes;

namespace Grains.Consent;

/// <summary>The JSON-LD context of a receipt, carried in the receipt itself: it can be read as RDF without fetching anything.</summary>
internal static class LinkedContext
{
    private static readonly (string Prefix, string Namespace)[] Prefixes =
    [
        ("dpv", "https://w3id.org/dpv#"), ("pd", "https://w3id.org/dpv/pd#"), ("tech", "https://w3id.org/dpv/tech#"), ("loc", "https://w3id.org/dpv/loc#"),
        ("sector-finance", "https://w3id.org/dpv/sector/finance#"), ("legal-eu", "https://w3id.org/dpv/legal/eu#"),
        ("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#"), ("dct", "http://purl.org/dc/terms/"), ("schema", "https://schema.org/"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"), ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"), ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];

    /// <summary>Members whose text is a term or an address, not a literal.</summary>
    private static readonly string[] References =
    [
        "dct:conformsTo", "dct:publisher", "dct:audience", "skos:broader", "schema:url", "schema:contactPoint", "schema:address", "schema:availableChannel",
        "dpv:hasRecordOfActivity", "dpv:hasDataSubject", "dpv:hasDataController", "dpv:hasDataProtectionOfficer", "dpv:hasJurisdiction", "dpv:hasApplicableLaw",
        "dpv:hasAuthority", "dpv:hasNotice", "dpv:hasProcess", "dpv:hasConsentStatus", "dpv:hasEntity", "dpv:hasPurpose", "dpv:hasLegalBasis",
        "dpv:hasPersonalData", "dpv:hasNecessity", "dpv:hasProcessing", "dpv:hasAutomationLevel", "dpv:hasDataSource", "dpv:hasStorageCondition",
        "dpv:hasProcessingCondition", "dpv:hasLocation", "dpv:hasDuration", "dpv:hasRecipient", "dpv:hasConsentControl", "dpv:hasRight",
        "dpv:isExercisedAt", "dpv:isIndicatedBy",
    ];

    /// <summary>Makes a context; a node has one parent, so each receipt has its own.</summary>
    /// <returns>The context.</returns>
    public static JsonObject New()
    {
        var context = new JsonObject();
        foreach (var (prefix, name) in Prefixes)
        {
            context[prefix] = name;
        }

        foreach (var member in References)
        {
            context[member] = new JsonObject { ["@type"] = "@id" };
        }

        foreach (var member in (string[])["dct:created", "dpv:isIndicatedAtTime"])
        {
            context[member] = new JsonObject { ["@type"] = "xsd:dateTime" };
        }

        context["dct:date"] = new JsonObject { ["@type"] = "xsd:date" };
        return context;
    }
}
