using System.Text.Json;

namespace Tests.Api.Access;

/// <summary>Every problem code of the routes that exist, each provoked by a request. (A failing store is made elsewhere.)</summary>
[Collection(nameof(Platform))]
public sealed class ProblemCodeTests(Platform platform)
{
    private static readonly object Empty = new { attributes = new { } };

    /// <summary>Codes that no request of a client can provoke here, and where they are tested.</summary>
    private static readonly string[] Elsewhere =
    [
        "rate-limited", // RateLimitTests: off in Development
        "reauthentication-required", // tests/Unit: the development issuer signs in now
        "unavailable", // tests/Cluster: needs a failing store
        "audit-unavailable", // likewise
    ];

    private static readonly Dictionary<string, (int Status, Func<Platform, string, Task<Answer>> Provoke)> Table = new()
    {
        ["malformed-request"] = (400, (p, id) => p.Frontend.Put($"/v1/customers/{id}", "{")),
        ["token-missing"] = (401, (p, id) => p.Anonymous.Get($"/v1/customers/{id}/profile")),
        ["token-invalid"] = (401, (p, id) => p.Anonymous.With("Authorization", "Bearer x.y.z").Get($"/v1/customers/{id}/profile")),
        ["role-not-allowed"] = (403, (p, id) => p.Auditor.Get($"/v1/customers/{id}/profile")),
        ["purpose-missing"] = (403, (p, id) => p.Frontend.For(null).Get($"/v1/customers/{id}/profile")),
        ["purpose-not-allowed"] = (403, (p, id) => p.Advisor.For("personalised-offers").Get($"/v1/customers/{id}/profile")),
        ["case-reference-missing"] = (403, (p, id) => p.Advisor.Instead("Case-Reference", null).Get($"/v1/customers/{id}/profile")),
        ["break-glass-not-allowed"] = (403, (p, id) => p.Advisor.With("Break-Glass", "fire").Get($"/v1/customers/{id}/profile")),
        ["consent-required"] = (403, (p, id) => p.Frontend.For("advice").Get($"/v1/customers/{id}/profile")),
        ["processing-restricted"] = (403, (p, id) => After(p, id, "restriction", () => p.Frontend.Get($"/v1/customers/{id}/profile"))),
        ["customer-erased"] = (410, (p, id) => After(p, id, "erasure", () => p.Frontend.Get($"/v1/customers/{id}/profile"))),
        ["customer-unknown"] = (404, (p, _) => p.Frontend.Get($"/v1/customers/{Platform.NewId()}/profile")),
        ["not-found"] = (404, (p, id) => p.Customer(id).Patch($"/v1/customers/{id}/transactions/none", new { category = "groceries" })),
        ["method-not-allowed"] = (405, (p, id) => p.Frontend.Delete($"/v1/customers/{id}")),
        ["not-acceptable"] = (406, (p, id) => p.Frontend.With("Accept", "image/png").Get($"/v1/customers/{id}/profile")),
        ["unsupported-media-type"] = (415, (p, id) => p.Frontend.Put($"/v1/customers/{id}", ApiClient.Body("{}", "text/plain"))),
        ["conflict"] = (409, (p, id) => p.Frontend.Delete($"/v1/customers/{id}/transactions/none")),
        ["version-mismatch"] = (412, (p, id) => p.Frontend.With("If-Match", "\"9\"").Patch($"/v1/customers/{id}/profile", Empty)),
        ["too-large"] = (413, (p, id) => p.Frontend.Post($"/v1/customers/{id}/transactions", new { transactions = new object[1001].Select(_ => new { }) })),
        ["undeclared-attribute"] = (422, (p, id) => p.Frontend.Put($"/v1/customers/{id}", new { attributes = new { shoeSize = 41 } })),
        ["invalid-value"] = (422, (p, id) => p.Frontend.Put($"/v1/customers/{id}", new { attributes = new { givenName = 7 } })),
        ["unknown-purpose"] = (422, (p, id) => p.Customer(id).Put($"/v1/customers/{id}/consents/world-peace", new { state = "given" })),
        ["unknown-offer"] = (422, UnknownOffer),
        ["idempotency-key-reused"] = (422, KeyReused),
    };

    public static TheoryData<string> Codes => [.. Table.Keys];

    private static async Task<Answer> After(Platform platform, string id, string right, Func<Task<Answer>> call)
    {
        (await platform.Customer(id).Post($"/v1/customers/{id}/rights", new { right, regime = "gdpr" })).Ok(202);
        return await call();
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_code_is_reachable_and_comes_with_its_status(string code)
    {
        var (status, provoke) = Table[code];
        var answer = await provoke(platform, await platform.NewCustomer());
        answer.Problem(status, code);
    }

    [Fact]
    public async Task The_table_has_every_code_that_the_document_names()
    {
        var document = (await platform.Anonymous.Get("/openapi/v1.json")).Json;
        var named = new HashSet<string>();
        foreach (var operation in document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()))
        {
            foreach (var response in operation.Value.GetProperty("responses").EnumerateObject().Where(r => r.Name[0] is '4' or '5'))
            {
                named.UnionWith(response.Value.Text("description")!.Split(", "));
            }
        }

        Assert.Equal(Table.Keys.Concat(Elsewhere).Order(), named.Order());
    }

    [Fact]
    public async Task A_fault_of_the_input_says_where_and_why_and_never_repeats_the_value()
    {
        var id = await platform.NewCustomer();
        var answer = await platform.Frontend.Put($"/v1/customers/{id}", new { attributes = new { birthDate = "canary-17", email = "canary-18" } });

        var errors = answer.Problem(422, "invalid-value").Items("errors");

        Assert.Equal("/attributes/birthDate /attributes/email", answer.Pointers);
        Assert.All(errors, error => Assert.NotEmpty(error.Text("reason")!));
        Assert.DoesNotContain("canary", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_consent_names_the_purpose()
    {
        var id = await platform.NewCustomer();

        var problem = (await platform.Frontend.For("financial-insights").Get($"/v1/customers/{id}/profile")).Problem(403, "consent-required");

        Assert.Equal("financial-insights", problem.Text("purpose"));
    }

    private static async Task<Answer> UnknownOffer(Platform p, string id)
    {
        (await p.Customer(id).Put($"/v1/customers/{id}/consents/personalised-offers", new { state = "given" })).Ok();
        var decision = (await p.Customer(id).Get($"/v1/customers/{id}/recommendations")).Ok();
        return await p.Customer(id).Post(
            $"/v1/customers/{id}/recommendations/{decision.Text("decisionId")}/feedback", new { offer = "moon-rocket", outcome = "clicked" });
    }

    private static async Task<Answer> KeyReused(Platform p, string id)
    {
        var once = p.Frontend.Once(Guid.NewGuid());
        (await once.Put($"/v1/customers/{id}", Empty)).Ok();
        return await once.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Eva" } });
    }
}
