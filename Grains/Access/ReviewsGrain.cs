using System.Collections.Immutable;
using Grains.Interfaces.Access;
using Orleans.Concurrency;

namespace Grains.Access;

/// <summary>Lists broken glass across all customers. Holds nothing; only the reasons are asked of the customers themselves.</summary>
[StatelessWorker]
internal sealed class ReviewsGrain(Reviews reviews) : Grain, IReviews
{
    /// <inheritdoc/>
    public async ValueTask<Reply<ReviewPage>> List(Input<ReviewQuery> query)
    {
        if (query.Fault is { } fault)
        {
            return fault;
        }

        var listed = await reviews.List(query.Value!);
        if (listed.Refusal is { } refusal)
        {
            return refusal;
        }

        var page = ImmutableArray.CreateBuilder<GlassReview>();
        foreach (var (customer, review, reason) in listed.Value!)
        {
            page.Add(review with { Reason = await ReasonOf(customer, reason) });
        }

        return new ReviewPage(page.DrainToImmutable()) { Next = listed.Value!.Count == query.Value!.Limit ? Reviews.CursorOf(listed.Value![^1].Review) : null };
    }

    /// <summary>An officer must see the queue also where one customer cannot answer.</summary>
    private async ValueTask<string?> ReasonOf(Guid customer, byte[] reason)
    {
        try
        {
            return await GrainFactory.GetGrain<ICustomerReviews>(customer).Reason(reason);
        }
        catch (Exception exception) when (exception is RefusedException or TimeoutException or OrleansException)
        {
            return null;
        }
    }
}
