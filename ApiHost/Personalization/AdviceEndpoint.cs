using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Personalization;

namespace ApiHost.Personalization;

/// <summary>The route of a customer's advice.</summary>
internal static class AdviceEndpoint
{
    /// <summary>Maps it below <c>/v1/customers/{id}</c>.</summary>
    /// <param name="customer">The group of one customer.</param>
    public static void MapAdvice(this RouteGroupBuilder customer) =>
        customer.MapGet("/advice", Get).WithName("getAdvice").WithSummary("Advice that suits the customer, with its figures and what would make it go away")
            .WithTags("Personalization").Produces<AdviceList>();

    private static async Task<IResult> Get(string id, Customers customers, HttpRequest request)
    {
        var asOf = QueryDate.Read(request, "asOf");
        var query = asOf.Fault is { } fault ? fault : (Input<AdviceQuery>)new AdviceQuery(asOf.Value);
        return (await customers.Of<ICustomerAdvice>(id).Advise(query)).ToResult(Results.Ok);
    }
}
