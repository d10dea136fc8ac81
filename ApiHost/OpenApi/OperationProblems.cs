using ApiHost.Access;
using Grains.Interfaces.Access;
using Microsoft.OpenApi;

namespace ApiHost.OpenApi;

/// <summary>The problems that an operation may answer, by what it has in common with others and by its name.</summary>
internal static class OperationProblems
{
    private const string MediaType = "application/problem+json";
    private const string Component = nameof(Problem);

    /// <summary>Adds them to the operation's responses; one schema serves all.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="isCustomers">Whether it is a customer's route.</param>
    /// <param name="isImport">Whether it is the import.</param>
    /// <param name="isMutation">Whether it changes something.</param>
    /// <param name="document">The document.</param>
    /// <param name="schema">The schema of a problem.</param>
    public static void Add(OpenApiOperation operation, bool isCustomers, bool isImport, bool isMutation, OpenApiDocument document, OpenApiSchema schema)
    {
        document.AddComponent(Component, schema);
        foreach (var code in Of(operation, isCustomers, isImport, isMutation))
        {
            Add(operation.Responses ??= [], code, new OpenApiSchemaReference(Component, document));
        }
    }

    private static List<ProblemCode> Of(OpenApiOperation operation, bool isCustomers, bool isImport, bool isMutation)
    {
        List<ProblemCode> codes = [ProblemCode.TokenMissing, ProblemCode.TokenInvalid, ProblemCode.MethodNotAllowed, ProblemCode.RateLimited, ProblemCode.Unavailable];
        Add(isCustomers || isImport, ProblemCode.RoleNotAllowed, ProblemCode.PurposeMissing, ProblemCode.PurposeNotAllowed);
        Add(
            isCustomers, ProblemCode.CaseReferenceMissing, ProblemCode.BreakGlassNotAllowed, ProblemCode.ConsentRequired, ProblemCode.CustomerUnknown,
            ProblemCode.CustomerErased, ProblemCode.InvalidValue);
        Add(operation.Responses?.Any(static r => r.Key.StartsWith('2') && r.Value.Content is { Count: > 0 }) == true, ProblemCode.NotAcceptable);
        Add(operation.RequestBody is not null, ProblemCode.UnsupportedMediaType);
        Add(operation.RequestBody is not null && !isImport, ProblemCode.MalformedRequest, ProblemCode.TooLarge);
        Add(isMutation && !isImport, ProblemCode.IdempotencyKeyReused);
        codes.AddRange(operation.OperationId switch
        {
            "patchProfile" => [ProblemCode.VersionMismatch, ProblemCode.UndeclaredAttribute],
            "putCustomer" => [ProblemCode.UndeclaredAttribute],
            "putConsent" => [ProblemCode.UnknownPurpose],
            "getReceipt" => [ProblemCode.NotFound],
            "patchTransaction" => [ProblemCode.NotFound],
            "getAuditShards" => [ProblemCode.RoleNotAllowed],
            "getAuditCheckpoint" => [ProblemCode.RoleNotAllowed, ProblemCode.NotFound, ProblemCode.AuditUnavailable],
            "getAuditEntries" or "getInclusionProof" or "getConsistencyProof" => [ProblemCode.RoleNotAllowed, ProblemCode.NotFound, ProblemCode.InvalidValue],
            "deleteTransaction" or "postRelease" => [ProblemCode.Conflict],
            "postRight" => [ProblemCode.Conflict, ProblemCode.ReauthenticationRequired],
            "getRight" or "getExport" or "getCertificate" or "getLegalHold" => [ProblemCode.NotFound],
            "deleteRight" or "denyRight" or "extendRight" or "sign-offRight" or "putLegalHold" or "deleteLegalHold" or "approveLegalHold" => [ProblemCode.NotFound, ProblemCode.Conflict],
            "getKeyGenerations" or "postKeyRotation" => [ProblemCode.RoleNotAllowed],
            "getKeyRotation" => [ProblemCode.RoleNotAllowed, ProblemCode.NotFound],
            "getRightsQueue" => [ProblemCode.RoleNotAllowed, ProblemCode.InvalidValue],
            "postWebhook" => [ProblemCode.RoleNotAllowed, ProblemCode.InvalidValue, ProblemCode.Conflict],
            "getWebhooks" => [ProblemCode.RoleNotAllowed],
            "deleteWebhook" or "getDeliveries" => [ProblemCode.RoleNotAllowed, ProblemCode.NotFound, ProblemCode.InvalidValue],
            "acknowledgeInsight" or "muteInsights" or "unmuteInsights" or "getForecast" => [ProblemCode.NotFound],
            "getRecommendations" or "getInsights" or "getLayout" or "putPreferences" or "getAdvice" or "getDecisions" => [ProblemCode.ProcessingRestricted],
            "postFeedback" => [ProblemCode.NotFound, ProblemCode.UnknownOffer],
            _ => (ProblemCode[])[],
        });
        return codes;

        void Add(bool holds, params ReadOnlySpan<ProblemCode> more)
        {
            if (holds)
            {
                codes.AddRange(more);
            }
        }
    }

    private static void Add(OpenApiResponses responses, ProblemCode code, IOpenApiSchema schema)
    {
        var status = Problems.Status(code).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (responses.TryGetValue(status, out var known))
        {
            known.Description += $", {code.Name()}";
            return;
        }

        responses[status] = new OpenApiResponse
        {
            Description = code.Name(),
            Content = new Dictionary<string, OpenApiMediaType> { [MediaType] = new OpenApiMediaType { Schema = schema } },
        };
    }
}
