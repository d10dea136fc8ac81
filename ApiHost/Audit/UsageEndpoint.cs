using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace ApiHost.Audit;

/// <summary>Who used a customer's data.</summary>
internal static class UsageEndpoint
{
    private const int MaxLimit = 1000;

    /// <summary>Maps <c>/usage</c> below <c>/v1/customers/{id}</c>.</summary>
    /// <param name="customer">The group of one customer.</param>
    public static void MapUsage(this RouteGroupBuilder customer) => customer.MapGet("/usage", Get).WithTags("Transparency")
        .WithName("getUsage").WithSummary("Who used the customer's data, when and why, newest first; the last 30 days unless told").Produces<UsagePage>();

    private static async Task<IResult> Get(string id, Customers customers, HttpRequest request) =>
        (await customers.Of<ICustomerUsage>(id).Usage(Read(request))).ToResult(Results.Ok);

    private static Input<UsageQuery> Read(HttpRequest request)
    {
        var (from, to) = (QueryInstant.Read(request, "from"), QueryInstant.Read(request, "to"));
        var limit = QueryNumber.Read(request, "limit", 100, 1, MaxLimit);
        return (from.Fault ?? to.Fault ?? limit.Fault) is { } fault ? fault
            : from.Value > to.Value ? Refusal.Invalid("to", "at or after from")
            : new UsageQuery(from.Value, to.Value, limit.Value, request.Query["after"] is { Count: > 0 } after ? after.ToString() : null);
    }
}
