using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;

namespace ApiHost.Rights;

/// <summary>The routes of a customer's rights requests.</summary>
internal static class RightsEndpoints
{
    private static readonly Func<ReadOnlyMemory<byte>, Input<RightsDecision>> ReadDecision = JsonObject.Reader(static o => new RightsDecision(o.Text("reason")));

    /// <summary>Maps them below <c>/v1/customers/{id}</c>.</summary>
    /// <param name="customer">The group of one customer.</param>
    public static void MapRights(this RouteGroupBuilder customer)
    {
        var rights = customer.MapGroup("/rights").WithTags("Rights");
        rights.MapPost("", Post).WithName("postRight").WithSummary("Make a rights request")
            .Accepts<RightsIntake>(RequestBody.Json).Produces<RightsRequest>(StatusCodes.Status202Accepted);
        rights.MapGet("", List).WithName("getRights").WithSummary("The customer's rights requests, newest first").Produces<RightsRequests>();
        rights.MapGet("/{requestId}", Get).WithName("getRight").WithSummary("One rights request").Produces<RightsRequest>();
        rights.MapDelete("/{requestId}", Delete).WithName("deleteRight").WithSummary("Revoke a request, or lift a restriction").Produces<RightsRequest>();
        rights.MapDecision("deny", "Deny a request", static (grain, id, decision) => grain.Deny(id, decision));
        rights.MapDecision("extend", "Extend a deadline, once", static (grain, id, decision) => grain.Extend(id, decision));
        rights.MapDecision("sign-off", "Sign off what a request waits for", static (grain, id, decision) => grain.SignOff(id, decision));
        rights.MapCertificate();
        customer.MapPost("/release", Release).WithTags("Rights").WithName("postRelease").WithSummary("Let an erased id be a customer again")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static void MapDecision(
        this RouteGroupBuilder rights, string name, string summary, Func<ICustomerRights, string, Input<RightsDecision>, ValueTask<Reply<RightsRequest>>> decide) =>
        rights.MapPost($"/{{requestId}}/{name}", async (string id, string requestId, Customers customers, HttpRequest request) =>
                (await decide(customers.Of<ICustomerRights>(id), requestId, await request.Read(ReadDecision, RequestBody.Json))).ToResult(Results.Ok))
            .WithName($"{name}Right").WithSummary(summary).Accepts<RightsDecision>(RequestBody.Json).Produces<RightsRequest>();

    private static async Task<IResult> Post(string id, Customers customers, HttpRequest request)
    {
        var intake = await request.Read(RightsReader.Read, RequestBody.Json);
        return (await customers.Of<ICustomerRights>(id).File(intake)).ToResult(filed => Results.Accepted($"/v1/customers/{id}/rights/{filed.RequestId}", filed));
    }

    private static async Task<IResult> List(string id, Customers customers) => (await customers.Of<ICustomerRights>(id).List()).ToResult(Results.Ok);

    private static async Task<IResult> Get(string id, string requestId, Customers customers) =>
        (await customers.Of<ICustomerRights>(id).Read(requestId)).ToResult(Results.Ok);

    private static async Task<IResult> Delete(string id, string requestId, Customers customers) =>
        (await customers.Of<ICustomerRights>(id).Revoke(requestId)).ToResult(Results.Ok);

    private static async Task<IResult> Release(string id, Customers customers) =>
        (await customers.Of<ICustomerRights>(id).Release()).ToResult(static _ => Results.NoContent());
}
