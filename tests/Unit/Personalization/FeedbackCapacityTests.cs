using Grains.Interfaces.Personalization;
using Grains.Keys;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

/// <summary>However much was reported: what was answered as learned is known as learned when it is reported again, and learned once.</summary>
public sealed class FeedbackCapacityTests : IDisposable
{
    private static readonly DateTimeOffset Now = Customers.Now;
    private readonly CustomerKey key = CustomerKey.Fresh();
    private readonly Recommender recommender = new(Customers.Shipped, Customers.Certain);

    public void Dispose() => key.Dispose();

    [Fact]
    public void The_outcome_of_a_decision_older_than_all_in_mind_is_learned_once()
    {
        var old = Show(Now);
        var model = ModelSection.Empty;
        for (var i = 1; i <= FeedbackLearning.Capacity; i++)
        {
            model = Report(model, Show(Now.AddHours(i)), "viewed", Now.AddHours(i));
        }

        var at = Now.AddHours(FeedbackLearning.Capacity + 1);
        var learned = Report(model, old, "clicked", at);
        Assert.True(learned.Offers[0].Bias > model.Offers[0].Bias);
        Assert.Same(learned, Report(learned, old, "clicked", at));
        Assert.Same(learned, Report(learned, old, "clicked", at.AddDays(1)));
    }

    [Fact]
    public void A_screen_of_fifty_can_be_clicked_after_the_next_one_was_seen()
    {
        var first = Enumerable.Range(0, 50).Select(_ => Show(Now)).ToList();
        var second = Enumerable.Range(0, 15).Select(_ => Show(Now.AddMinutes(1))).ToList();
        var model = first.Concat(second).Aggregate(ModelSection.Empty, (known, id) => Report(known, id, "viewed", Now.AddMinutes(1)));
        Assert.Equal((65, 0u), (model.Outcomes.Length, model.Floor));
        var clicked = Report(model, first[0], "clicked", Now.AddMinutes(2));
        Assert.True(clicked.Offers[0].Bias > model.Offers[0].Bias);

        var later = Now.AddDays(2); // a screen that is a day old goes first
        Assert.Equal(16, Report(clicked, Show(later), "viewed", later).Outcomes.Length);
    }

    [Fact]
    public void Reported_newest_first_what_there_is_no_room_for_is_not_learned_and_nothing_turns_unknown()
    {
        var ids = Enumerable.Range(0, FeedbackLearning.CapacityOfDay + 20).Select(i => Show(Now.AddMinutes(-i))).ToList();
        var model = ids.Aggregate(ModelSection.Empty, (known, id) => Report(known, id, "viewed", Now));
        Assert.Equal((FeedbackLearning.CapacityOfDay, 0u), (model.Outcomes.Length, model.Floor));
        Assert.All(ids, id => Assert.Same(model, Report(model, id, "viewed", Now)));

        var next = Report(model, Show(Now.AddMinutes(1)), "viewed", Now.AddMinutes(1)); // a busy day's oldest goes for what is newer
        Assert.Equal(FeedbackLearning.CapacityOfDay, next.Outcomes.Length);
        Assert.NotEqual(0u, next.Floor);
    }

    private string Show(DateTimeOffset at) => DecisionId.Mint(key, at, Guid.Empty, [OfferTag.Of("security-alerts")]);

    private ModelSection Report(ModelSection model, string id, string outcome, DateTimeOffset at) =>
        recommender.Learn(id, new OfferFeedback("security-alerts", outcome), Customers.Jana, model, key, Guid.Empty, at).Value!;
}
