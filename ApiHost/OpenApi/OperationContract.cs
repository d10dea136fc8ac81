using System.Text.Json.Nodes;
using ApiHost.Access;
using Grains.Interfaces.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace ApiHost.OpenApi;

/// <summary>Completes an operation with what its route has in common with the others: headers, problems, and an example from <c>examples.json</c>.</summary>
internal sealed class OperationContract : IOpenApiOperationTransformer
{
    private const string ProblemType = "application/problem+json";

    private static readonly JsonObject Examples = Load();

    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var path = "/" + context.Description.RelativePath;
        var isCustomers = path.StartsWith("/v1/customers/", StringComparison.Ordinal);
        var isImport = path == "/v1/import";
        var isMutation = context.Description.HttpMethod != HttpMethods.Get;
        AddHeaders(operation, isCustomers, isImport, isMutation);
        var schema = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken);
        foreach (var code in ProblemsOf(operation, isCustomers, isImport))
        {
            AddProblem(operation, code, schema);
        }

        AddExamples(operation);
    }

    private static IEnumerable<ProblemCode> ProblemsOf(OpenApiOperation operation, bool isCustomers, bool isImport)
    {
        IEnumerable<ProblemCode> codes = [ProblemCode.TokenMissing, ProblemCode.TokenInvalid, ProblemCode.RateLimited, ProblemCode.Unavailable];
        if (isCustomers || isImport)
        {
            codes = [.. codes, ProblemCode.RoleNotAllowed, ProblemCode.PurposeMissing, ProblemCode.PurposeNotAllowed];
        }

        if (isCustomers)
        {
            codes = [.. codes, ProblemCode.ConsentRequired, ProblemCode.CustomerUnknown, ProblemCode.CustomerErased, ProblemCode.InvalidValue];
        }

        if (operation.RequestBody is not null)
        {
            codes = [.. codes, ProblemCode.MalformedRequest, ProblemCode.TooLarge, ProblemCode.UnsupportedMediaType];
        }

        return operation.OperationId switch
        {
            "patchProfile" => [.. codes, ProblemCode.VersionMismatch, ProblemCode.UndeclaredAttribute],
            "putCustomer" => [.. codes, ProblemCode.UndeclaredAttribute],
            "deleteTransaction" => [.. codes, ProblemCode.Conflict],
            _ => codes,
        };
    }

    private static void AddHeaders(OpenApiOperation operation, bool isCustomers, bool isImport, bool isMutation)
    {
        operation.Parameters ??= [];
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

        void Add(string name, string description) => operation.Parameters.Add(new OpenApiParameter
        {
            Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }

    private static void AddProblem(OpenApiOperation operation, ProblemCode code, IOpenApiSchema schema)
    {
        var status = Problems.Status(code).ToString(System.Globalization.CultureInfo.InvariantCulture);
        operation.Responses ??= [];
        if (operation.Responses.TryGetValue(status, out var known))
        {
            known.Description += $", {Problems.Name(code)}";
            return;
        }

        operation.Responses[status] = new OpenApiResponse
        {
            Description = Problems.Name(code),
            Content = new Dictionary<string, OpenApiMediaType> { [ProblemType] = new OpenApiMediaType { Schema = schema } },
        };
    }

    private static void AddExamples(OpenApiOperation operation)
    {
        if (operation.OperationId is null || Examples[operation.OperationId] is not JsonObject example)
        {
            return;
        }

        Put(operation.RequestBody?.Content, example["request"]);
        Put(operation.Responses?.FirstOrDefault(static r => r.Key.StartsWith('2')).Value?.Content, example["response"]);
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
