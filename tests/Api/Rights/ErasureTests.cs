using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Tests.Api.OpenApi;

namespace Tests.Api.Rights;

/// <summary>Being forgotten, as the outside sees it.</summary>
[Collection(nameof(Platform))]
public sealed class ErasureTests(Platform platform)
{
    private static readonly string[] OpenToAll =
    [
        "GET /v1/customers/{}/rights", "GET /v1/customers/{}/rights/{}", "DELETE /v1/customers/{}/rights/{}", "POST /v1/customers/{}/rights/{}/deny",
        "POST /v1/customers/{}/rights/{}/extend", "POST /v1/customers/{}/rights/{}/sign-off", "GET /v1/customers/{}/rights/{}/certificate", "POST /v1/customers/{}/release",
        "GET /v1/customers/{}/legal-hold", "PUT /v1/customers/{}/legal-hold", "DELETE /v1/customers/{}/legal-hold", "POST /v1/customers/{}/legal-hold/approve",
    ];

    private static readonly string[] OpenToOfficers = ["GET /v1/customers/{}/consents", "GET /v1/customers/{}/consents/history", "GET /v1/customers/{}/consents/receipts/{}"];

    [Fact]
    public async Task From_the_acknowledgement_on_every_door_answers_gone_but_those_that_the_contract_names()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        var filed = (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right = "erasure", regime = "gdpr" })).Ok(202);
        (await platform.Customer(id).Get($"/v1/customers/{id}/profile")).Problem(410, "customer-erased");
        await platform.Erased(id, filed.Text("requestId")!);

        foreach (var operation in (await Operation.Of(platform)).Where(o => o.IsCustomers && o.Shape != "POST /v1/customers/{}/release"))
        {
            foreach (var role in Contract.Roles[operation.Shape])
            {
                var answer = await operation.Send(platform.Caller(role, id), operation.PathFor(id), operation.Example);
                var isOpen = OpenToAll.Contains(operation.Shape) || (role == "officer" && OpenToOfficers.Contains(operation.Shape));
                Assert.True(isOpen == (answer.Status != 410), $"{operation.Shape} by {role}: {answer.Status} {answer.Text}");
            }
        }
    }

    [Fact]
    public async Task The_request_shows_its_steps_and_the_code_only_once()
    {
        var id = await platform.NewCustomer();
        var filed = (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right = "erasure", regime = "ccpa" })).Ok(202);
        Assert.Equal("in-progress", filed.Text("status"));
        Assert.NotEmpty(filed.Text("certificateCode")!);

        var done = await platform.Erased(id, filed.Text("requestId")!);

        Assert.Equal("fulfilled", done.Text("status"));
        Assert.False(done.TryGetProperty("certificateCode", out _));
        Assert.Equal(
            ["intake", "identity", "hold-check", "freeze", "destroy-key", "clear-record", "verify", "certificate"], done.Items("steps").Select(s => s.Text("step")));
        (await platform.Customer(id).Delete($"/v1/customers/{id}/rights/{filed.Text("requestId")}")).Problem(409, "conflict");
        Assert.DoesNotContain((await platform.Officer.Get("/v1/rights?limit=100")).Ok().Items("requests"), r => r.Text("customerId") == id);
    }

    [Fact]
    public async Task The_certificate_verifies_with_the_published_key_and_holds_no_personal_data()
    {
        var id = await platform.NewCustomer();
        var filed = (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right = "erasure", regime = "gdpr", details = "all of it" })).Ok(202);
        var path = $"/v1/customers/{id}/rights/{filed.Text("requestId")}/certificate";
        await platform.Erased(id, filed.Text("requestId")!);

        var byCode = await platform.Anonymous.Get($"{path}?code={filed.Text("certificateCode")}");
        Assert.Equal((200, "application/jose"), (byCode.Status, byCode.Type));
        Assert.Equal(byCode.Text, (await platform.Officer.Get(path)).Text);
        (await platform.Anonymous.Get($"{path}?code={new string('A', 43)}")).Problem(404, "not-found");
        (await platform.Anonymous.Get(path)).Problem(401, "token-missing");
        (await platform.Customer(id).Get(path)).Problem(403, "role-not-allowed");

        var keys = new JsonWebKeySet((await platform.Anonymous.Get("/.well-known/jwks.json")).Text);
        var parts = byCode.Text.Split('.');
        var header = JsonSerializer.Deserialize<JsonElement>(Base64UrlEncoder.DecodeBytes(parts[0]));
        Assert.Equal(("ES256", "erasure-certificate+jws"), (header.Text("alg"), header.Text("typ")));
        var provider = new CryptoProviderFactory { CacheSignatureProviders = false }
            .CreateForVerifying(keys.Keys.Single(k => k.Kid == header.Text("kid")), SecurityAlgorithms.EcdsaSha256);
        Assert.True(provider.Verify(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64UrlEncoder.DecodeBytes(parts[2])));
        var payload = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1]));
        var certificate = JsonSerializer.Deserialize<JsonElement>(payload);
        Assert.Equal(filed.Text("requestId"), certificate.Text("requestId"));
        Assert.Equal(32, certificate.Items("keyIds").Single().GetString()!.Length);
        Assert.Equal(["keys", "profiles", "audit", "evidence"], certificate.Items("stores").Select(s => s.Text("store")));
        Assert.True(certificate.GetProperty("lastCopyUnreadableAfter").IsInstant());
        Assert.DoesNotContain(id, payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_officer_still_proves_what_was_agreed()
    {
        var id = await platform.NewCustomerWhoGave("advice");
        var before = (await platform.Officer.Get($"/v1/customers/{id}/consents/history")).Ok();
        var receipt = before.Items("events").Single().Text("receiptId");
        var filed = (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right = "erasure", regime = "gdpr" })).Ok(202);
        await platform.Erased(id, filed.Text("requestId")!);

        Assert.Equal(before.GetRawText(), (await platform.Officer.Get($"/v1/customers/{id}/consents/history")).Ok().GetRawText());
        (await platform.Officer.Get($"/v1/customers/{id}/consents/receipts/{receipt}")).Ok();
        Assert.Equal("given", (await platform.Officer.Get($"/v1/customers/{id}/consents")).Ok().Items("purposes").Single(p => p.Text("purpose") == "advice").Text("state"));
        (await platform.Customer(id).Get($"/v1/customers/{id}/consents/history")).Problem(410, "customer-erased");
    }

    [Fact]
    public async Task An_erased_id_is_a_customer_again_only_after_an_officer_released_it()
    {
        var id = await platform.NewCustomerWhoGave("advice", new { givenName = "Jana", city = "Brno" });
        (await platform.Officer.Post($"/v1/customers/{id}/release")).Problem(409, "conflict");
        var filed = (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right = "erasure", regime = "gdpr" })).Ok(202);
        await platform.Erased(id, filed.Text("requestId")!);
        (await platform.Frontend.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Eva" } })).Problem(410, "customer-erased");
        Assert.Contains("customer-erased", (await platform.Frontend.Import(new { customer = new { id, attributes = new { givenName = "Eva" } } })).Text, StringComparison.Ordinal);

        (await platform.Frontend.Post($"/v1/customers/{id}/release")).Problem(403, "role-not-allowed");
        (await platform.Officer.Post($"/v1/customers/{id}/release")).Ok(204);

        (await platform.Customer(id).Get($"/v1/customers/{id}/profile")).Problem(404, "customer-unknown");
        (await platform.Frontend.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Eva" } })).Ok(201);
        Assert.Equal("givenName", (await platform.Customer(id).Get($"/v1/customers/{id}/profile")).Ok().GetProperty("attributes").Members());
        Assert.Empty((await platform.Customer(id).Get($"/v1/customers/{id}/consents/history")).Ok().Items("events"));
        Assert.Empty((await platform.Customer(id).Get($"/v1/customers/{id}/rights")).Ok().Items("requests"));
        Assert.Single((await platform.Officer.Get($"/v1/customers/{id}/rights")).Ok().Items("requests"));
        var again = (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right = "erasure", regime = "gdpr" })).Ok(202);
        Assert.Equal("fulfilled", (await platform.Erased(id, again.Text("requestId")!)).Text("status"));
    }
}
