using System.Text.Json.Nodes;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>
/// A receipt as the Kantara Initiative's Consent Receipt Specification 1.1.0 has it, for older readers. The format knows consent only: of a
/// refusal and a withdrawal the consent type says so, and nobody who looks for a consent finds one.
/// </summary>
internal static class KantaraReceipt
{
    /// <summary>Writes the receipt.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <returns>The document.</returns>
    public static JsonObject Of(ConsentReceipt receipt) => new()
    {
        ["version"] = "KI-CR-v1.1.0",
        ["jurisdiction"] = receipt.Controller.Jurisdiction,
        ["consentTimestamp"] = receipt.Event.At.ToUnixTimeSeconds(),
        ["collectionMethod"] = receipt.Event.Method,
        ["consentReceiptID"] = receipt.Event.ReceiptId.ToString(),
        ["language"] = receipt.Language,
        ["piiPrincipalId"] = LinkedReceipt.Urn(receipt.Principal),
        ["piiControllers"] = new JsonArray(Controller(receipt)),
        ["policyUrl"] = receipt.Controller.PolicyUrl,
        ["services"] = new JsonArray(new JsonObject
        {
            ["service"] = receipt.Controller.Party.Name,
            ["purposes"] = new JsonArray(Purpose(receipt)),
        }),
        ["sensitive"] = receipt.IsSpecial,
        ["spiCat"] = new JsonArray([.. receipt.Categories.Where(static c => c.Special).Select(static c => JsonValue.Create(c.Title))]),
    };

    private static JsonObject Controller(ConsentReceipt receipt)
    {
        var party = receipt.Controller.Party;
        return new JsonObject
        {
            ["piiController"] = party.Name,
            ["contact"] = receipt.Controller.DataProtectionOfficer.Name,
            ["address"] = new JsonObject { ["streetAddress"] = party.Address, ["addressCountry"] = party.Country },
            ["email"] = receipt.Controller.DataProtectionOfficer.Email,
            ["phone"] = receipt.Controller.DataProtectionOfficer.Phone,
            ["piiControllerUrl"] = party.Url,
        };
    }

    private static JsonObject Purpose(ConsentReceipt receipt)
    {
        var thirdParties = receipt.Purpose.Recipients.Where(static r => r.Role == "third-party").Select(static r => r.Party.Name).ToList();
        var purpose = new JsonObject
        {
            ["purpose"] = receipt.Text.Description,
            ["purposeCategory"] = new JsonArray(receipt.Purpose.DpvTerm),
            ["consentType"] = receipt.Event.State == ConsentState.Given ? "EXPLICIT" : receipt.Event.State.ToString().ToUpperInvariant(),
            ["piiCategory"] = new JsonArray([.. receipt.Categories.Select(static category => JsonValue.Create(category.Title))]),
            ["primaryPurpose"] = false,
            ["termination"] = Termination(receipt),
            ["thirdPartyDisclosure"] = thirdParties.Count > 0,
        };
        if (thirdParties.Count > 0)
        {
            purpose["thirdPartyName"] = string.Join(", ", thirdParties);
        }

        return purpose;
    }

    private static string Termination(ConsentReceipt receipt) =>
        receipt.Event.State != ConsentState.Given ? "No consent is in force under this receipt"
        : receipt.Event.ExpiresAt is { } end ? $"Ends on {end.UtcDateTime:yyyy-MM-dd}, or earlier when withdrawn at {receipt.Controller.WithdrawalUrl}"
        : $"Ends when withdrawn at {receipt.Controller.WithdrawalUrl}";
}
