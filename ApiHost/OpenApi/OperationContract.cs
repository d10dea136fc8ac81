using System.Globalization;
using System.Text.Json.Nodes;
using ApiHost.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace ApiHost.OpenApi;

/// <summary>Completes an operation with what its route has in common with the others: headers, problems, and an example from <c>examples.json</c>.</summary>
internal sealed class OperationContract : IOpenApiOperationTransformer
{
    private static readonly JsonObject Examples = Load();

    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var path = "/" + context.Description.RelativePath;
        var isCustomers = path.StartsWith("/v1/customers/", StringComparison.Ordinal);
        var isImport = path == "/v1/import";
        var isMutation = context.Description.HttpMethod != HttpMethods.Get;
        AddHeaders(operation, isCustomers, isImport, isMutation);
        AddQuery(operation);
        var schema = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken);
        OperationProblems.Add(operation, isCustomers, isImport, isMutation, context.Document!, schema);
        AddExamples(operation);
    }

    private static void AddHeaders(OpenApiOperation operation, bool isCustomers, bool isImport, bool isMutation)
    {
        if (isCustomers || isImport)
        {
            Add("Processing-Purpose", "The purpose, required of front ends and advisors.");
        }

        if (isCustomers)
        {
            Add("Case-Reference", "The case, required of advisors; at most 200 characters.");
        }

        if (isMutation && !isImport)
        {
            Add("Idempotency-Key", "A UUID; for 24 hours the same key with the same body repeats the first answer.");
        }

        if (operation.OperationId == "patchProfile")
        {
            Add("If-Match", "The ETag that must still stand.");
        }

        void Add(string name, string description) => AddParameter(operation, ParameterLocation.Header, name, description, new OpenApiSchema { Type = JsonSchemaType.String });
    }

    private static void AddQuery(OpenApiOperation operation)
    {
        switch (operation.OperationId)
        {
            case "getTransactions":
                Add("limit", "How many at most; 100 where absent.", Number(1, 500));
                Add("before", "The next of the page before.", new OpenApiSchema { Type = JsonSchemaType.String });
                break;
            case "getRecommendations":
                Add("surface", "Where they are shown; home where absent.", new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z0-9-]{1,32}$" });
                Add("limit", "How many at most; 3 where absent.", Number(1, 50));
                break;
            case "getInsights" or "getRecurring" or "getAdvice":
                AsOf();
                break;
            case "getSpending":
                AsOf();
                Add("months", "How many months, that of asOf among them; 3 where absent.", Number(1, 13));
                break;
            case "getForecast":
                AsOf();
                Add("days", "How many days ahead; 30 where absent.", Number(1, 90));
                Add("accountId", "The account; the busiest where absent.", new OpenApiSchema { Type = JsonSchemaType.String });
                break;
            case "getLayout":
                Add("surface", "Which screen; home where absent.", new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z0-9-]{1,32}$" });
                break;
            case "getDecisions":
                Add("from", "The first day, UTC; 30 days before the last where absent.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" });
                Add("to", "The last day, UTC; today where absent.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" });
                break;
            case "getConsentHistory":
                Add("at", "An instant of the past: the answer is that of getConsents as it stood then.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
                break;
            case "getCertificate":
                Add("code", "Opens the certificate without a token, for 30 days.", new OpenApiSchema { Type = JsonSchemaType.String });
                break;
            case "getRightsQueue":
                Add("status", "open, in-progress or on-hold; all three where absent.", new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^(open|in-progress|on-hold)$" });
                Add("dueBefore", "Only those due before this instant.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
                Add("limit", "How many at most; 50 where absent.", Number(1, 100));
                Add("after", "The next of the page before.", new OpenApiSchema { Type = JsonSchemaType.String });
                break;
            case "getDeliveries":
                Add("limit", "How many at most; 50 where absent.", Number(1, 100));
                Add("after", "The next of the page before.", new OpenApiSchema { Type = JsonSchemaType.String });
                break;
            case "getAuditEntries":
                Add("from", "The first index; 0 where absent.", Number(0, null));
                Add("limit", "How many at most; 100 where absent.", Number(1, 1000));
                break;
            case "getInclusionProof":
                Add("index", "The entry's index.", Number(0, null));
                Add("size", "The tree's size, more than the index.", Number(1, null));
                break;
            case "getConsistencyProof":
                Add("from", "The older tree's size.", Number(1, null));
                Add("to", "The newer tree's size.", Number(1, null));
                break;
        }

        void Add(string name, string description, OpenApiSchema schema) => AddParameter(operation, ParameterLocation.Query, name, description, schema);

        void AsOf() => Add("asOf", "The day that counts as today; today where absent.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" });

        static OpenApiSchema Number(int least, int? most) => new()
        {
            Type = JsonSchemaType.Integer, Minimum = least.ToString(CultureInfo.InvariantCulture), Maximum = most?.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static void AddParameter(OpenApiOperation operation, ParameterLocation place, string name, string description, OpenApiSchema schema)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter { Name = name, In = place, Description = description, Schema = schema });
    }

    private static void AddExamples(OpenApiOperation operation)
    {
        if (operation.OperationId is null || Examples[operation.OperationId] is not JsonObject example)
        {
            return;
        }

        Put(operation.RequestBody?.Content, example["request"]);
        var answer = operation.Responses?.FirstOrDefault(static r => r.Key.StartsWith('2')).Value?.Content;
        Put(answer, example["response"]);
        foreach (var (type, other) in example["responses"] as JsonObject ?? [])
        {
            answer![type].Example = other?.DeepClone();
        }
    }

    private static void Put(IDictionary<string, OpenApiMediaType>? content, JsonNode? example)
    {
        foreach (var media in content?.Values ?? [])
        {
            media.Example = example?.DeepClone();
        }
    }

    private static JsonObject Load()
    {
        using var stream = typeof(OperationContract).Assembly.GetManifestResourceStream("ApiHost.OpenApi.examples.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
