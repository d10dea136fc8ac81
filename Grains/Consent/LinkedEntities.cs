using System.Text.Json.Nodes;
using Grains.Interfaces.Catalog;

namespace Grains.Consent;

/// <summary>Everybody that a receipt names: each with name, identifier, role, contact and postal address, but for the customer, of whom nothing
/// is said but the pseudonym.</summary>
internal static class LinkedEntities
{
    /// <summary>Writes the entities.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <returns>The nodes.</returns>
    public static JsonArray Of(ConsentReceipt receipt)
    {
        var controller = Entity(receipt.Controller.Party, "dpv:Organisation", "dpv:DataController");
        controller["dpv:hasDataProtectionOfficer"] = receipt.Controller.DataProtectionOfficer.Url;
        return
        [
            controller,
            Entity(receipt.Controller.DataProtectionOfficer, "dpv:DataProtectionOfficer"),
            Entity(receipt.Controller.SupervisoryAuthority, "dpv:DataProtectionAuthority"),
            .. receipt.Purpose.Recipients.Select(static r => Entity(r.Party, "dpv:Recipient", r.Role == "processor" ? "dpv:DataProcessor" : "dpv:ThirdParty")),
            Subject(receipt.Principal),
        ];
    }

    private static JsonObject Entity(PartyDeclaration party, params string[] roles) => new()
    {
        ["@id"] = party.Url,
        ["@type"] = new JsonArray([.. roles.Select(static role => JsonValue.Create(role))]),
        ["dct:identifier"] = party.Url,
        ["dpv:hasIdentifier"] = party.Url,
        ["dpv:hasName"] = party.Name,
        ["dpv:hasAddress"] = $"{party.Address}, {party.Country}",
        ["dpv:hasContact"] = party.Email,
        ["schema:url"] = party.Url,
        ["schema:address"] = new JsonObject
        {
            ["@type"] = "schema:PostalAddress", ["schema:streetAddress"] = party.Address, ["schema:addressCountry"] = party.Country,
        },
        ["schema:contactPoint"] = new JsonObject
        {
            ["@type"] = "schema:ContactPoint", ["schema:email"] = party.Email, ["schema:telephone"] = party.Phone,
        },
    };

    private static JsonObject Subject(Guid principal) => new()
    {
        ["@id"] = LinkedReceipt.Urn(principal),
        ["@type"] = "dpv:DataSubject",
        ["dct:identifier"] = LinkedReceipt.Urn(principal),
        ["dpv:hasIdentifier"] = LinkedReceipt.Urn(principal),
    };
}
