using System.Text;
using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;
using static Tests.Unit.Consent.ReceiptReading;

namespace Tests.Unit.Consent;

/// <summary>Finding a receipt, and its other forms.</summary>
public sealed class ReceiptFormTests
{
    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("7f1c2b1e0b1e4a8e8a5e2d9a4f0c9d22")]
    [InlineData("7f1c2b1e-0b1e-4a8e-8a5e-2d9a4f0c9d22")]
    public void An_id_that_is_none_of_the_customers_receipts_is_not_found(string id) =>
        Assert.Equal(ProblemCode.NotFound, Decide(ConsentSection.Empty, "advice", new() { State = "given" }).Receipt(id, ReceiptForm.Linked, Customer, Shipped, Signing).Refusal?.Code);

    [Fact]
    public void A_record_id_is_no_receipt_id()
    {
        var section = Decide(ConsentSection.Empty, "advice", new() { State = "given" });
        Assert.NotNull(section.Receipt(section.Events[0].RecordId.ToString(), ReceiptForm.Linked, Customer, Shipped, Signing).Refusal);
    }

    [Fact]
    public void It_is_the_same_to_the_byte_and_the_signed_form_carries_those_bytes()
    {
        var section = Decide(ConsentSection.Empty, "advice", new() { State = "given" });
        var later = Decide(Decide(section, "advice", new() { State = "withdrawn" }), "advice", new() { State = "given" });
        var (id, text) = (section.Events[0].ReceiptId, Read(section, section.Events[0].ReceiptId));

        Assert.Equal(text, Read(later, id));
        var parts = Read(section, id, ReceiptForm.Signed).Split('.');
        Assert.Equal(text, Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])));
        Assert.Contains("\"typ\":\"consent-receipt+jws\"", Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[0])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("given", "EXPLICIT", "Ends on 2027-12-01, or earlier when withdrawn at https://bank.example/privacy/consents")]
    [InlineData("refused", "REFUSED", "No consent is in force under this receipt")]
    [InlineData("withdrawn", "WITHDRAWN", "No consent is in force under this receipt")]
    public void The_older_form_never_shows_a_no_as_a_consent(string state, string type, string termination)
    {
        var receipt = Kantara(Decide(ConsentSection.Empty, "third-party-sharing", new() { State = state, Language = "de" }));
        var purpose = receipt.GetProperty("services")[0].GetProperty("purposes")[0];

        Assert.Equal(("KI-CR-v1.1.0", "CZ", "de", $"urn:uuid:{Customer}"), (Text(receipt, "version"), Text(receipt, "jurisdiction"), Text(receipt, "language"), Text(receipt, "piiPrincipalId")));
        Assert.Equal(Now.ToUnixTimeSeconds(), receipt.GetProperty("consentTimestamp").GetInt64());
        Assert.Equal((type, termination), (Text(purpose, "consentType"), Text(purpose, "termination")));
        Assert.Equal((true, "Example Insurance"), (purpose.GetProperty("thirdPartyDisclosure").GetBoolean(), Text(purpose, "thirdPartyName")));
        Assert.StartsWith("Wir teilen", Text(purpose, "purpose"), StringComparison.Ordinal);
        Assert.Equal((false, 0), (receipt.GetProperty("sensitive").GetBoolean(), receipt.GetProperty("spiCat").GetArrayLength()));
    }

    [Fact]
    public void The_older_form_names_what_is_sensitive_and_no_third_party_where_there_is_none()
    {
        var receipt = Kantara(Decide(ConsentSection.Empty, "ui-personalisation", new() { State = "given" }));
        Assert.Equal((true, "What you need to use our services"), (receipt.GetProperty("sensitive").GetBoolean(), receipt.GetProperty("spiCat")[0].GetString()));
        var purpose = receipt.GetProperty("services")[0].GetProperty("purposes")[0];
        Assert.Equal((false, false), (purpose.GetProperty("thirdPartyDisclosure").GetBoolean(), purpose.TryGetProperty("thirdPartyName", out _)));
    }
}
