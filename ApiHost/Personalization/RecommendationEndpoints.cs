using ApiHost.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Personalization;

namespace ApiHost.Personalization;

/// <summary>The routes of a customer's recommendations and of the records of them.</summary>
internal static class RecommendationEndpoints
{
    /// <summary>Maps them below <c>/v1/customers/{id}</c>.</summary>
    /// <param name="customer">The group of one customer.</param>
    public static void MapRecommendations(this RouteGroupBuilder customer)
    {
        customer.MapGet("/decisions", GetDecisions).WithTags("Personalization").WithName("getDecisions")
            .WithSummary("Which offers were shown before, and why, newest first; the last 30 days unless told").Produces<DecisionRecords>();
        customer = customer.MapGroup("/recommendations").WithTags("Personalization");
        customer.MapGet(string.Empty, Get).WithName("getRecommendations").WithSummary("The offers that suit best, with reasons")
            .Produces<Recommendations>();
        customer.MapPost("/{decisionId}/feedback", Post).WithName("postFeedback").WithSummary("What the customer did with an offer")
            .Accepts<OfferFeedback>(RequestBody.Json).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Get(string id, Customers customers, HttpRequest request)
    {
        var limit = QueryNumber.Read(request, "limit", 3, 1, 50);
        var surface = request.Query["surface"] is { Count: > 0 } text ? text.ToString() : "home";
        var query = limit.Fault is { } fault ? fault : (Input<RecommendationQuery>)new RecommendationQuery(surface, limit.Value);
        return (await customers.Of<ICustomerPersonalization>(id).Recommend(query)).ToResult(Results.Ok);
    }

    private static async Task<IResult> GetDecisions(string id, Customers customers, HttpRequest request)
    {
        var (from, to) = (QueryDate.Read(request, "from"), QueryDate.Read(request, "to"));
        var query = (from.Fault ?? to.Fault) is { } fault ? fault : (Input<DecisionQuery>)new DecisionQuery(from.Value, to.Value);
        return (await customers.Of<ICustomerPersonalization>(id).Decisions(query)).ToResult(Results.Ok);
    }

    private static async Task<IResult> Post(string id, string decisionId, Customers customers, HttpRequest request)
    {
        var feedback = await request.Read(JsonObject.Reader(static o => new OfferFeedback(o.Text("offer"), o.Text("outcome"))), RequestBody.Json);
        return (await customers.Of<ICustomerPersonalization>(id).Feedback(decisionId, feedback)).ToResult(_ => Results.NoContent());
    }
}
