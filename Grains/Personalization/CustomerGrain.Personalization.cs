using Grains.Interfaces.Access;
using Grains.Interfaces.Personalization;

namespace Grains;

/// <summary>The customer's offers.</summary>
internal sealed partial class CustomerGrain
{
    public ValueTask<Reply<Recommendations>> Recommend(Input<RecommendationQuery> query) => throw new NotImplementedException();
    public ValueTask<Reply<Done>> Feedback(string decisionId, Input<OfferFeedback> feedback) => throw new NotImplementedException();
}
