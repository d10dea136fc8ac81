using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;
using Grains.Keys;

namespace Grains.Consent;

/// <summary>Hands out receipts in the form that was asked for.</summary>
internal static class ConsentReceipts
{
    /// <summary>The <c>typ</c> of a signed receipt's header. No token has it, so no receipt passes for one.</summary>
    public const string SignedType = "consent-receipt+jws";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Finds and writes a receipt.</summary>
    /// <param name="section">The customer's ledger.</param>
    /// <param name="receiptId">The receipt's id as sent.</param>
    /// <param name="form">The form.</param>
    /// <param name="customer">The customer's pseudonym.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="keys">What signs.</param>
    /// <returns>The receipt's text.</returns>
    public static Reply<string> Receipt(
        this ConsentSection section, string receiptId, ReceiptForm form, Guid customer, Catalogue catalogue, ISigningKeys keys)
    {
        if (!Guid.TryParseExact(receiptId, "D", out var id) || ConsentReceipt.Find(section, id, customer, catalogue) is not { } receipt)
        {
            return new Refusal(ProblemCode.NotFound, "The customer has no such receipt: GET consents/history names them.");
        }

        return form switch
        {
            ReceiptForm.Kantara => Text(KantaraReceipt.Of(receipt)),
            ReceiptForm.Signed => keys.SignStatement(SignedType, Encoding.UTF8.GetBytes(Text(LinkedReceipt.Of(receipt)))),
            _ => Text(LinkedReceipt.Of(receipt)),
        };
    }

    private static string Text(JsonObject document) => document.ToJsonString(Readable);
}
