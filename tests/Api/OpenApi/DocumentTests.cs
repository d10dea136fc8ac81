using System.Text.Json;

namespace Tests.Api.OpenApi;

/// <summary>The document describes every operation whole.</summary>
[Collection(nameof(Platform))]
public sealed class DocumentTests(Platform platform)
{
    [Fact]
    public async Task It_names_the_routes_that_there_are_and_no_others()
    {
        var operations = await Operation.Of(platform);

        Assert.Equal(
            [
                "DELETE /v1/customers/{id}/legal-hold", "DELETE /v1/customers/{id}/rights/{requestId}",
                "DELETE /v1/customers/{id}/transactions/{transactionId}", "DELETE /v1/webhooks/{id}", "GET /v1/audit/shards",
                "GET /v1/audit/{shard}/checkpoint", "GET /v1/audit/{shard}/entries", "GET /v1/audit/{shard}/proof/consistency",
                "GET /v1/audit/{shard}/proof/inclusion", "GET /v1/catalog/attributes", "GET /v1/catalog/offers", "GET /v1/catalog/purposes",
                "GET /v1/customers/{id}/advice", "GET /v1/customers/{id}/consents", "GET /v1/customers/{id}/consents/history",
                "GET /v1/customers/{id}/consents/receipts/{receiptId}", "GET /v1/customers/{id}/decisions", "GET /v1/customers/{id}/forecast",
                "GET /v1/customers/{id}/insights", "GET /v1/customers/{id}/layout", "GET /v1/customers/{id}/legal-hold", "GET /v1/customers/{id}/profile",
                "GET /v1/customers/{id}/recommendations", "GET /v1/customers/{id}/recurring", "GET /v1/customers/{id}/rights",
                "GET /v1/customers/{id}/rights/{requestId}", "GET /v1/customers/{id}/rights/{requestId}/certificate",
                "GET /v1/customers/{id}/rights/{requestId}/export", "GET /v1/customers/{id}/spending", "GET /v1/customers/{id}/transactions",
                "GET /v1/customers/{id}/usage", "GET /v1/keys", "GET /v1/keys/rotations/{rotationId}", "GET /v1/reviews", "GET /v1/rights",
                "GET /v1/webhooks", "GET /v1/webhooks/{id}/deliveries", "PATCH /v1/customers/{id}/profile",
                "PATCH /v1/customers/{id}/transactions/{transactionId}", "POST /v1/customers/{id}/consents/withdraw-all",
                "POST /v1/customers/{id}/insights/types/{type}/mute", "POST /v1/customers/{id}/insights/types/{type}/unmute",
                "POST /v1/customers/{id}/insights/{insightId}/acknowledge", "POST /v1/customers/{id}/keys/replace",
                "POST /v1/customers/{id}/legal-hold/approve", "POST /v1/customers/{id}/recommendations/{decisionId}/feedback",
                "POST /v1/customers/{id}/release", "POST /v1/customers/{id}/rights", "POST /v1/customers/{id}/rights/{requestId}/deny",
                "POST /v1/customers/{id}/rights/{requestId}/extend", "POST /v1/customers/{id}/rights/{requestId}/sign-off",
                "POST /v1/customers/{id}/transactions", "POST /v1/import", "POST /v1/keys/rotations", "POST /v1/reviews/{reviewId}", "POST /v1/webhooks",
                "PUT /v1/customers/{id}", "PUT /v1/customers/{id}/consents/{purpose}", "PUT /v1/customers/{id}/legal-hold",
                "PUT /v1/customers/{id}/preferences",
            ],
            operations.Select(o => $"{o.Method} {o.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_is_OpenAPI_3_1_and_asks_for_a_bearer_token()
    {
        var document = (await platform.Anonymous.Get("/openapi/v1.json")).Ok();

        Assert.StartsWith("3.1", document.Text("openapi"), StringComparison.Ordinal);
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Single().Value.Text("scheme"));
        Assert.Single(document.Items("security"));
    }

    [Fact]
    public async Task Every_operation_has_its_summary_parameters_problems_and_examples()
    {
        foreach (var operation in await Operation.Of(platform))
        {
            var described = operation.Described;
            Assert.NotEmpty(described.Text("summary")!);
            Assert.NotEmpty(described.Text("operationId")!);
            var inPath = operation.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
            Assert.Empty(inPath.Except(operation.Parameters("path")));
            Assert.All(described.GetProperty("responses").EnumerateObject().Where(r => r.Name[0] == '4' || r.Name[0] == '5'), r =>
                Assert.Equal("#/components/schemas/Problem", r.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").Text("$ref")));
            Assert.Contains("401", described.GetProperty("responses").Members(), StringComparison.Ordinal);
            var success = described.GetProperty("responses").EnumerateObject().First(r => r.Name[0] == '2').Value;
            if (success.TryGetProperty("content", out var content))
            {
                Assert.All(content.EnumerateObject(), media => Assert.True(media.Value.TryGetProperty("example", out _), $"{operation.Path} answers {media.Name} without an example"));
            }

            if (operation.Method is "PUT" or "PATCH" || operation.Path.EndsWith("transactions", StringComparison.Ordinal) && operation.Method == "POST")
            {
                Assert.All(described.GetProperty("requestBody").GetProperty("content").EnumerateObject(), media => Assert.True(media.Value.TryGetProperty("example", out _)));
            }
        }
    }

    [Theory]
    [InlineData("getTransactions", "limit before")]
    [InlineData("getRecommendations", "surface limit")]
    [InlineData("getForecast", "asOf days accountId")]
    [InlineData("getInsights", "asOf")]
    [InlineData("getSpending", "asOf months")]
    [InlineData("getRecurring", "asOf")]
    [InlineData("getLayout", "surface")]
    [InlineData("getAdvice", "asOf")]
    [InlineData("getDecisions", "from to")]
    [InlineData("getConsentHistory", "at")]
    [InlineData("getAuditEntries", "from limit")]
    [InlineData("getDeliveries", "limit after")]
    [InlineData("getInclusionProof", "index size")]
    [InlineData("getConsistencyProof", "from to")]
    [InlineData("getProfile", "")]
    public async Task Query_parameters_are_described(string id, string parameters)
    {
        var operation = (await Operation.Of(platform)).Single(o => o.Described.Text("operationId") == id);

        Assert.Equal(parameters, string.Join(' ', operation.Parameters("query")));
    }

    [Fact]
    public async Task Its_examples_of_bodies_are_accepted()
    {
        var id = await platform.NewCustomerWhoGave("personalised-offers");
        (await platform.Customer(id).Put($"/v1/customers/{id}/consents/ui-personalisation", new { state = "given" })).Ok();
        foreach (var operation in (await Operation.Of(platform)).Where(o => o.Example is not null && o.Method == "PUT"))
        {
            var answer = await platform.Caller(operation.Path.EndsWith("preferences", StringComparison.Ordinal) ? "customer" : Contract.Roles[operation.Shape][^1], id).Send(new HttpMethod(operation.Method), operation.Path.Replace("{id}", id, StringComparison.Ordinal).Replace("{purpose}", "advice", StringComparison.Ordinal), ApiClient.Body(
                operation.Path.Contains("consents", StringComparison.Ordinal) ? operation.Example!.Replace("{", """{"method":"phone",""", StringComparison.Ordinal) : operation.Example!));
            Assert.InRange(answer.Status, 200, 204);
        }
    }
}
