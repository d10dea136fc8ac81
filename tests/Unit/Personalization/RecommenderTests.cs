using CsCheck;
using Grains.Interfaces.Access;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;
using Grains.Keys;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

public sealed class RecommenderTests : IDisposable
{
    private static readonly DateTimeOffset Now = Customers.Now;
    private static readonly RecommendationQuery Everything = new("home", 50);
    private readonly Recommender recommender = new(Customers.Shipped, Customers.Certain);
    private readonly CustomerKey key = CustomerKey.Fresh();

    public void Dispose() => key.Dispose();

    [Fact]
    public void Without_consent_the_offers_are_general_and_say_so()
    {
        var answer = recommender.General(new(), key, Now).Value!;
        Assert.False(answer.Personalised);
        Assert.Equal("consent-missing", answer.Because);
        Assert.Equal(3, answer.Items.Length);
        Assert.Equal(Customers.Shipped.Offers.Version, answer.ModelVersion);
    }

    [Fact]
    public void With_consent_the_offers_are_personal_and_certain()
    {
        var answer = recommender.Personal(new("home", 5), Customers.Jana, ModelSection.Empty, key, Guid.Empty, Now).Value!;
        Assert.True(answer.Personalised);
        Assert.Equal("consent-given", answer.Because);
        Assert.Equal(5, answer.Items.Length);
        Assert.All(answer.Items, item => Assert.Equal((1.0, false), (item.Propensity, item.Exploring)));
        Assert.All(answer.Items, item => Assert.True(item.Reasons.Length > 1));
    }

    [Theory]
    [InlineData("home", 0, "limit")]
    [InlineData("home", 51, "limit")]
    [InlineData("home", -1, "limit")]
    [InlineData("", 3, "surface")]
    [InlineData("Home", 3, "surface")]
    [InlineData("a/b", 3, "surface")]
    [InlineData("a-surface-with-a-name-that-is-too-long", 3, "surface")]
    [InlineData(null, 3, "surface")]
    public void A_query_out_of_range_is_refused(string? surface, int limit, string pointer)
    {
        var query = new RecommendationQuery(surface!, limit);
        var general = recommender.General(query, key, Now).Refusal!;
        var personal = recommender.Personal(query, Customers.Jana, ModelSection.Empty, key, Guid.Empty, Now).Refusal!;
        Assert.Equal((ProblemCode.InvalidValue, pointer), (general.Code, Assert.Single(general.Errors).Pointer));
        Assert.Equal((ProblemCode.InvalidValue, pointer), (personal.Code, Assert.Single(personal.Errors).Pointer));
    }

    [Fact]
    public void Feedback_moves_the_next_score_the_way_it_points() =>
        Gen.Select(Customers.Any, Gen.Double[-2.5, 2.5], Gen.Double[1, 10]).Sample(
            (facts, bias, precision) =>
            {
                var shown = Show(facts, ModelSection.Empty).Items[0].Offer;
                var model = ModelSection.Empty with { Offers = [new(OfferTag.Of(shown), bias, precision)] };
                var before = ScoreOf(facts, model, shown);
                double After(string outcome) => ScoreOf(facts, Learn(facts, model, shown, outcome), shown);
                return After("accepted") > After("clicked") && After("clicked") > before && before > After("viewed") && After("viewed") > After("dismissed");
            },
            iter: 500);

    [Fact]
    public void Feedback_is_felt_at_once_and_told_as_a_reason()
    {
        var first = Show(Customers.Jana, ModelSection.Empty).Items[0].Offer;
        var model = ModelSection.Empty;
        for (var i = 0; i < 3; i++)
        {
            model = Learn(Customers.Jana, model, first, "dismissed");
        }

        var answer = Show(Customers.Jana, model);
        Assert.NotEqual(first, answer.Items[0].Offer);
        var reason = answer.Items.Single(i => i.Offer == first).Reasons.Single(r => r.Feature == OfferReasons.Feedback);
        Assert.True(reason.Contribution < -0.1);
    }

    [Fact]
    public void Feedback_moves_a_score_within_limits()
    {
        foreach (var (outcome, direction) in new[] { ("accepted", 1), ("dismissed", -1) })
        {
            var model = ModelSection.Empty;
            for (var i = 0; i < 200; i++)
            {
                var before = ScoreOf(Customers.Jana, model, "security-alerts");
                model = Learn(Customers.Jana, model, "security-alerts", outcome);
                Assert.True(i > 20 || (ScoreOf(Customers.Jana, model, "security-alerts") - before) * direction > 0.001, $"{outcome} {i}");
            }

            var learned = Assert.Single(model.Offers);
            Assert.InRange(learned.Bias * direction, 1, FeedbackLearning.Limit);
            Assert.InRange(learned.Precision, 1, 10);
        }
    }

    [Fact]
    public void A_showing_counts_once_however_many_steps_are_reported()
    {
        var shown = Show(Customers.Jana, ModelSection.Empty);
        ModelSection After(params string[] outcomes) => outcomes.Aggregate(
            ModelSection.Empty, (model, outcome) => recommender.Learn(shown.DecisionId, new("security-alerts", outcome), Customers.Jana, model, key, Guid.Empty, Now).Value!);

        Assert.True(After("viewed", "clicked").Offers[0].Bias > 0.3);
        Assert.Equal(After("clicked").Offers[0].Bias, After("viewed", "clicked").Offers[0].Bias, 0.15);
        Assert.Equal(After("clicked").Offers.ToArray(), After("clicked", "viewed").Offers.ToArray());
        Assert.Equal(After("accepted").Offers.ToArray(), After("accepted", "clicked").Offers.ToArray());
        Assert.Equal(2, After("clicked", "viewed").Outcomes.Length);
        Assert.True(After("viewed", "dismissed").Offers[0].Bias < After("viewed").Offers[0].Bias);
    }

    [Fact]
    public void The_same_outcome_again_is_learned_once()
    {
        var answer = Show(Customers.Jana, ModelSection.Empty);
        var clicked = new OfferFeedback(answer.Items[0].Offer, "clicked");
        var once = recommender.Learn(answer.DecisionId, clicked, Customers.Jana, ModelSection.Empty, key, Guid.Empty, Now).Value!;
        Assert.NotSame(ModelSection.Empty, once);
        Assert.Same(once, recommender.Learn(answer.DecisionId, clicked, Customers.Jana, once, key, Guid.Empty, Now.AddDays(30)).Value);
        var accepted = recommender.Learn(answer.DecisionId, clicked with { Outcome = "accepted" }, Customers.Jana, once, key, Guid.Empty, Now).Value!;
        Assert.True(accepted.Offers[0].Bias > once.Offers[0].Bias);
        var another = Show(Customers.Jana, accepted);
        Assert.NotSame(accepted, recommender.Learn(another.DecisionId, clicked, Customers.Jana, accepted, key, Guid.Empty, Now).Value);
    }

    [Fact]
    public void What_was_learned_stays_small_and_is_never_learned_twice()
    {
        var ids = new List<(string Id, DateTimeOffset At)>();
        var model = ModelSection.Empty;
        for (var i = 0; i < 2 * FeedbackLearning.Capacity; i++)
        {
            var at = Now.AddHours(i);
            ids.Add((recommender.Personal(Everything, Customers.Jana, model, key, Guid.Empty, at).Value!.DecisionId, at));
            model = recommender.Learn(ids[i].Id, new("security-alerts", "viewed"), Customers.Jana, model, key, Guid.Empty, at).Value!;
            Assert.InRange(model.Outcomes.Length, 1, FeedbackLearning.Capacity);
        }

        Assert.NotEqual(0u, model.Floor);

        foreach (var (id, _) in ids)
        {
            var again = recommender.Learn(id, new("security-alerts", "viewed"), Customers.Jana, model, key, Guid.Empty, Now.AddDays(6));
            Assert.True(again.Refusal?.Code == ProblemCode.NotFound || ReferenceEquals(again.Value, model));
        }

        Assert.Null(recommender.Learn(ids[^1].Id, new("security-alerts", "viewed"), Customers.Jana, model, key, Guid.Empty, Now.AddDays(6)).Refusal);
    }

    [Fact]
    public void Outcomes_of_decisions_that_may_be_named_no_more_are_forgotten()
    {
        var model = Learn(Customers.Jana, ModelSection.Empty, "security-alerts", "viewed");
        var later = Now.AddDays(31);
        var answer = recommender.Personal(Everything, Customers.Jana, model, key, Guid.Empty, later).Value!;
        model = recommender.Learn(answer.DecisionId, new("budget-planner", "viewed"), Customers.Jana, model, key, Guid.Empty, later).Value!;
        Assert.Equal(OfferTag.Of("budget-planner"), Assert.Single(model.Outcomes).Offer);
    }

    [Fact]
    public void A_decision_of_another_customer_is_not_found()
    {
        using var other = CustomerKey.Fresh();
        var id = recommender.General(new(), other, Now).Value!.DecisionId;
        var refusal = recommender.Learn(id, new("security-alerts", "viewed"), Customers.Jana, ModelSection.Empty, key, Guid.Empty, Now).Refusal!;
        Assert.Equal(ProblemCode.NotFound, refusal.Code);
    }

    [Theory]
    [InlineData("not-shown", "viewed", ProblemCode.UnknownOffer, null)]
    [InlineData("student-account", "viewed", ProblemCode.UnknownOffer, null)]
    [InlineData("security-alerts", "liked", ProblemCode.InvalidValue, "/outcome")]
    [InlineData("security-alerts", null, ProblemCode.InvalidValue, "/outcome")]
    [InlineData(null, "viewed", ProblemCode.InvalidValue, "/offer")]
    public void Feedback_that_fits_no_decision_is_refused(string? offer, string? outcome, ProblemCode code, string? pointer)
    {
        var id = Show(Customers.Jana, ModelSection.Empty).DecisionId;
        var refusal = recommender.Learn(id, new(offer, outcome), Customers.Jana, ModelSection.Empty, key, Guid.Empty, Now).Refusal!;
        Assert.Equal(code, refusal.Code);
        Assert.Equal(pointer, refusal.Errors.SingleOrDefault()?.Pointer);
    }

    [Fact]
    public void A_consent_that_leaves_out_behaviour_learns_nothing_and_uses_nothing()
    {
        var limited = Customers.Jana with { Covers = category => category != "behaviour" };
        var model = Learn(Customers.Jana, ModelSection.Empty, "security-alerts", "dismissed");
        Assert.Same(model, Learn(limited, model, "security-alerts", "accepted"));
        Assert.Equal(ScoreOf(Customers.Jana, ModelSection.Empty, "security-alerts"), ScoreOf(limited, model, "security-alerts"));
    }

    [Fact]
    public void A_customer_who_took_the_product_is_not_offered_it_again()
    {
        Assert.Contains(Show(Customers.Jana, ModelSection.Empty).Items, i => i.Offer == "security-alerts");
        var holder = Customers.Jana.With("holdings", AttributeValue.Of(["security-alerts"]));
        Assert.DoesNotContain(Show(holder, ModelSection.Empty).Items, i => i.Offer == "security-alerts");
    }

    private Recommendations Show(CustomerFacts facts, ModelSection model) => recommender.Personal(Everything, facts, model, key, Guid.Empty, Now).Value!;

    private double ScoreOf(CustomerFacts facts, ModelSection model, string offer) => Show(facts, model).Items.Single(i => i.Offer == offer).Score;

    private ModelSection Learn(CustomerFacts facts, ModelSection model, string offer, string outcome) =>
        recommender.Learn(Show(facts, model).DecisionId, new OfferFeedback(offer, outcome), facts, model, key, Guid.Empty, Now).Value!;
}
