using Grains.Interfaces.Access;

namespace ApiHost.Access;

/// <summary>The privacy office's queue of broken glass.</summary>
internal static class ReviewEndpoints
{
    private static readonly Refusal NoReview = new(ProblemCode.NotFound, "Name a review of GET /v1/reviews.");
    private static readonly Refusal UnknownStatus = Refusal.Invalid("status", "open or closed");

    /// <summary>Maps <c>/reviews</c> below <c>/v1</c>.</summary>
    /// <param name="v1">The group of all routes.</param>
    public static void MapReviews(this RouteGroupBuilder v1)
    {
        var reviews = v1.MapGroup("/reviews").WithTags("Transparency");
        reviews.MapGet("", List).WithName("getReviews").WithSummary("Broken glass to review, oldest first").Produces<ReviewPage>();
        reviews.MapPost("/{reviewId}", Close).WithName("postReview").WithSummary("Close a review, by somebody else than who broke the glass")
            .Accepts<ReviewVerdict>(RequestBody.Json).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> List(IGrainFactory grains, HttpRequest request)
    {
        var limit = QueryNumber.Read(request, "limit", 50, 1, 100);
        var status = request.Query["status"] is { Count: > 0 } text ? text.ToString() : "open";
        var query = (limit.Fault ?? (status is "open" or "closed" ? null : UnknownStatus)) is { } fault
            ? fault
            : (Input<ReviewQuery>)new ReviewQuery(status == "open", limit.Value, request.Query["after"] is { Count: > 0 } after ? after.ToString() : null);
        return (await grains.GetGrain<IReviews>(0).List(query)).ToResult(Results.Ok);
    }

    /// <summary>An id that names no customer, or has another form, names no review: who may not review hears no more than that.</summary>
    private static async Task<IResult> Close(string reviewId, IGrainFactory grains, HttpRequest request)
    {
        var verdict = await request.Read(JsonObject.Reader(static o => new ReviewVerdict(o.Text("outcome"))), RequestBody.Json);
        var id = ReviewId.Parse(reviewId) ?? default;
        try
        {
            return (await grains.GetGrain<ICustomerReviews>(id.Customer).Close(id.Id, verdict)).ToResult(_ => Results.NoContent());
        }
        catch (RefusedException refused) when (refused.Refusal.Code == ProblemCode.CustomerUnknown)
        {
            return NoReview.ToResult();
        }
    }
}
