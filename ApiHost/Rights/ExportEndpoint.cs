using ApiHost.Access;
using Grains.Interfaces.Rights;

namespace ApiHost.Rights;

/// <summary>The route of an export, and that of the schema it is described by.</summary>
internal static class ExportEndpoint
{
    private const string Schema = "application/schema+json";

    /// <summary>Maps <c>/rights/{requestId}/export</c> below <c>/v1/customers/{id}</c>.</summary>
    /// <param name="customer">The group of one customer.</param>
    public static void MapExport(this RouteGroupBuilder customer) =>
        customer.MapGet("/rights/{requestId}/export", Get).WithTags("Rights").WithName("getExport").WithSummary("Everything held of the customer, computed now")
            .Produces<CustomerExport>(StatusCodes.Status200OK, RequestBody.Json, ExportResult.Page, ExportResult.Archive);

    /// <summary>Maps <c>/.well-known/export-schema.json</c>, open to anyone.</summary>
    /// <param name="app">The application.</param>
    public static void MapExportSchema(this WebApplication app) =>
        app.MapGet("/.well-known/export-schema.json", static () => Results.Bytes(ExportSchema.Utf8, Schema)).AllowAnonymous()
            .WithName("getExportSchema").WithSummary("The JSON Schema of an export");

    private static async Task<IResult> Get(string id, string requestId, Customers customers, HttpRequest request)
    {
        var type = AcceptFilter.Choose(request.Headers.Accept, ExportResult.Offered)!;
        return (await customers.Of<ICustomerExport>(id).Export(requestId)).ToResult(export => new ExportResult(export, type));
    }
}
