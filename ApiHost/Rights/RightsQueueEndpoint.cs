using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;

namespace ApiHost.Rights;

/// <summary>The privacy office's queue of rights requests.</summary>
internal static class RightsQueueEndpoint
{
    /// <summary>Maps <c>/rights</c> below <c>/v1</c>.</summary>
    /// <param name="v1">The group of all routes.</param>
    public static void MapRightsQueue(this RouteGroupBuilder v1) =>
        v1.MapGet("/rights", List).WithTags("Rights").WithName("getRightsQueue").WithSummary("The requests that are not closed, by deadline").Produces<RightsPage>();

    private static async Task<IResult> List(IGrainFactory grains, HttpRequest request)
    {
        var limit = QueryNumber.Read(request, "limit", 50, 1, 100);
        var before = QueryInstant.Read(request, "dueBefore");
        var query = (limit.Fault ?? before.Fault) is { } fault
            ? fault
            : (Input<RightsQuery>)new RightsQuery(Text("status"), before.Value, limit.Value, Text("after"));
        return (await grains.GetGrain<IRightsQueue>(0).List(query)).ToResult(Results.Ok);

        string? Text(string name) => request.Query[name] is { Count: > 0 } text ? text.ToString() : null;
    }
}
