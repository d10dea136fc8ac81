using System.Text;
using System.Text.Json;
using ApiHost.Access;
using Grains.Interfaces.Consent;

namespace ApiHost.Consent;

/// <summary>The route of a consent receipt, in the form that the caller accepts.</summary>
internal static class ReceiptEndpoint
{
    private const string Linked = "application/ld+json";
    private const string Signed = "application/jose";
    private const string Kantara = "application/vnd.kantara.consent-receipt+json";

    private static readonly string[] Offered = [Linked, RequestBody.Json, Signed, Kantara];

    /// <summary>Maps it below <c>/v1/customers/{id}/consents</c>.</summary>
    /// <param name="consents">The group of a customer's consents.</param>
    public static void MapReceipt(this RouteGroupBuilder consents) =>
        consents.MapGet("/receipts/{receiptId}", Get).WithName("getReceipt").WithSummary("The receipt of a decision, for the customer to keep")
            .Produces<JsonElement>(StatusCodes.Status200OK, Offered[0], Offered[1..]);

    private static async Task<IResult> Get(string id, string receiptId, Customers customers, HttpContext http)
    {
        var type = AcceptFilter.Choose(http.Request.Headers.Accept, Offered)!;
        var form = type switch { Signed => ReceiptForm.Signed, Kantara => ReceiptForm.Kantara, _ => ReceiptForm.Linked };
        var receipt = await customers.Of<ICustomerConsent>(id).Receipt(receiptId, form);
        http.Response.Headers.Vary = "Accept";
        return receipt.ToResult(text => Results.Bytes(Encoding.UTF8.GetBytes(text), type));
    }
}
