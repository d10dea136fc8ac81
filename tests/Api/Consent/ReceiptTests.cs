using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tests.Api.Consent;

/// <summary>Receipts of decisions, and the keys that verify them.</summary>
[Collection(nameof(Platform))]
public sealed class ReceiptTests(Platform platform)
{
    private const string Linked = "application/ld+json";
    private const string Jose = "application/jose";
    private const string Kantara = "application/vnd.kantara.consent-receipt+json";

    [Theory]
    [InlineData("given")]
    [InlineData("refused")]
    [InlineData("withdrawn")]
    public async Task Every_decision_has_a_receipt_for_customer_front_end_and_officer(string state)
    {
        var id = await platform.NewCustomer();
        var decided = (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state, language = "cs" })).Ok();

        foreach (var caller in (ApiClient[])[platform.Customer(id), platform.Frontend, platform.Officer])
        {
            var receipt = (await caller.Get(Path(id, decided.Text("receiptId")!))).Ok();
            var record = receipt.GetProperty("dpv:hasRecordOfActivity");
            Assert.Equal($"urn:uuid:{decided.Text("receiptId")}", receipt.Text("@id"));
            Assert.Equal(decided.Text("recordId"), record.Text("dct:identifier"));
            Assert.Equal("dpv:Consent" + char.ToUpperInvariant(state[0]) + state[1..], record.GetProperty("dpv:hasConsentStatus").Items("@type")[0].GetString());
            Assert.Equal("cs", record.Text("dct:language"));
        }
    }

    [Fact]
    public async Task Withdrawals_of_all_imports_and_signals_have_receipts_that_the_history_names()
    {
        var id = await platform.NewCustomer();
        (await platform.Frontend.Import(new { consent = new { customerId = id, purpose = "advice", state = "given", method = "paper", at = "2020-01-01T00:00:00Z", noticeVersion = "paper-7" } })).Ok();
        (await platform.Customer(id).With("Sec-GPC", "1").Post($"/v1/customers/{id}/consents/withdraw-all")).Ok();
        var events = (await platform.Officer.Get($"/v1/customers/{id}/consents/history")).Ok().Items("events");

        Assert.Equal(8, events.Length);
        foreach (var one in events)
        {
            var record = (await platform.Officer.Get(Path(id, one.Text("receiptId")!))).Ok().GetProperty("dpv:hasRecordOfActivity");
            Assert.Equal(one.Text("recordId"), record.Text("dct:identifier"));
            Assert.Equal(one.Text("at"), record.GetProperty("dpv:hasConsentStatus").Text("dpv:isIndicatedAtTime"));
            Assert.Equal(one.Text("method"), record.GetProperty("dpv:hasConsentStatus").Text("dpv:hasIndicationMethod"));
        }
    }

    [Fact]
    public async Task It_is_the_same_whenever_it_is_asked_for_and_names_nobody_by_the_banks_id()
    {
        var (id, path) = await NewReceipt();
        var first = await platform.Customer(id).Get(path);

        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state = "withdrawn" })).Ok();
        var again = await platform.Officer.Get(path);

        Assert.Equal(first.Text, again.Text);
        Assert.DoesNotContain(id, first.Text, StringComparison.Ordinal);
        Assert.StartsWith("urn:uuid:", first.Json.GetProperty("dpv:hasRecordOfActivity").Text("dpv:hasDataSubject"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, Linked)]
    [InlineData("*/*", Linked)]
    [InlineData("application/*", Linked)]
    [InlineData("application/ld+json", Linked)]
    [InlineData("application/ld+json; profile=\"http://www.w3.org/ns/json-ld#compacted\"", Linked)]
    [InlineData("application/json", "application/json")]
    [InlineData("application/jose", Jose)]
    [InlineData("Application/JOSE", Jose)]
    [InlineData("text/html, application/jose;q=0.9, */*;q=0.1", Jose)]
    [InlineData("application/jose;q=0, */*", Linked)]
    [InlineData("application/json;q=0.5, application/vnd.kantara.consent-receipt+json", Kantara)]
    public async Task The_form_is_the_best_of_those_accepted(string? accept, string type)
    {
        var (id, path) = await NewReceipt();

        var answer = await platform.Customer(id).Instead("Accept", accept).Get(path);

        Assert.Equal((200, type), (answer.Status, answer.Type));
        Assert.Equal("Accept", answer.Header("Vary"));
        Assert.Equal(type == Jose, answer.Text.StartsWith("eyJ", StringComparison.Ordinal));
        Assert.Equal(type == Kantara, answer.Text.Contains("KI-CR-v1.1.0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/jose;q=0")]
    [InlineData("application/xml, image/*")]
    [InlineData(";;")]
    public async Task A_form_that_there_is_not_is_refused(string accept)
    {
        var (id, path) = await NewReceipt();

        (await platform.Customer(id).With("Accept", accept).Get(path)).Problem(406, "not-acceptable");
    }

    [Fact]
    public async Task The_signed_form_verifies_offline_with_the_published_key_and_a_changed_one_does_not()
    {
        var (id, path) = await NewReceipt();
        var plain = await platform.Customer(id).Get(path);
        var signed = (await platform.Customer(id).With("Accept", Jose).Get(path)).Text;
        var keys = new JsonWebKeySet((await platform.Anonymous.Get("/.well-known/jwks.json")).Text);

        var header = new JsonWebToken(signed);
        var key = keys.Keys.Single(k => k.Kid == header.Kid);
        Assert.Equal(("ES256", "P-256", "consent-receipt+jws"), (header.Alg, key.Crv, header.Typ));
        Assert.Equal(plain.Text, Base64UrlEncoder.Decode(signed.Split('.')[1]));
        Assert.True(Verifies(signed, key));

        var parts = signed.Split('.');
        var other = Base64UrlEncoder.Encode(plain.Text.Replace("ConsentGiven", "ConsentRefused", StringComparison.Ordinal));
        Assert.False(Verifies($"{parts[0]}.{other}.{parts[2]}", key));
        Assert.False(Verifies($"{Base64UrlEncoder.Encode("""{"alg":"ES256"}""")}.{parts[1]}.{parts[2]}", key));
        Assert.False(Verifies($"{parts[0]}.{parts[1]}.{Base64UrlEncoder.Encode(new byte[64])}", key));
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("x")]
    [InlineData("%7B00000000-0000-0000-0000-000000000000%7D")]
    public async Task An_unknown_receipt_is_not_found(string receiptId)
    {
        var (id, _) = await NewReceipt();

        (await platform.Customer(id).Get(Path(id, receiptId))).Problem(404, "not-found");
    }

    [Fact]
    public async Task Nobody_else_reads_it_and_it_is_not_found_at_another_customer()
    {
        var (id, path) = await NewReceipt();
        var other = await platform.NewCustomer();

        (await platform.Advisor.Get(path)).Problem(403, "role-not-allowed");
        (await platform.Auditor.Get(path)).Problem(403, "role-not-allowed");
        (await platform.Customer(other).Get(path)).Problem(404, "customer-unknown");
        (await platform.Officer.Get(path.Replace(id, other, StringComparison.Ordinal))).Problem(404, "not-found");
        (await platform.Anonymous.Get(path)).Problem(401, "token-missing");
    }

    private async Task<(string Id, string Path)> NewReceipt()
    {
        var id = await platform.NewCustomer();
        var decided = (await platform.Customer(id).Put($"/v1/customers/{id}/consents/advice", new { state = "given" })).Ok();
        return (id, Path(id, decided.Text("receiptId")!));
    }

    private static string Path(string id, string receiptId) => $"/v1/customers/{id}/consents/receipts/{receiptId}";

    private static bool Verifies(string jws, JsonWebKey key)
    {
        var parts = jws.Split('.');
        var provider = new CryptoProviderFactory { CacheSignatureProviders = false }.CreateForVerifying(key, SecurityAlgorithms.EcdsaSha256);
        return provider.Verify(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64UrlEncoder.DecodeBytes(parts[2]));
    }
}
