using Grains.Personalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Tests.Unit.Personalization;

public sealed class ModelSectionTests
{
    [Fact]
    public void What_was_learned_survives_its_storage_and_stays_small()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var model = new ModelSection
        {
            ConsentEpoch = 7,
            Offers = [.. Enumerable.Range(0, 18).Select(i => new LearnedOffer((uint)i * 0x0E000001, i / 7.0, 2.5))],
            Outcomes = [.. Enumerable.Range(0, FeedbackLearning.Capacity).Select(i => new LearnedOutcome(ulong.MaxValue - (ulong)i, 29_000_000, 0xFFFFFFF0, OfferOutcome.Dismissed))],
            Floor = 28_999_999,
        };
        var bytes = serializer.SerializeToArray(model);
        var back = serializer.Deserialize<ModelSection>(bytes)!;
        Assert.Equal((model.ConsentEpoch, model.Floor), (back.ConsentEpoch, back.Floor));
        Assert.Equal(model.Offers.ToArray(), back.Offers.ToArray());
        Assert.Equal(model.Outcomes.ToArray(), back.Outcomes.ToArray());
        Assert.True(bytes.Length < 2560, $"{bytes.Length} bytes");
    }

    [Fact]
    public void A_year_of_daily_visits_takes_less_than_two_and_a_half_kibibytes()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var model = new ModelSection
        {
            ConsentEpoch = 7,
            Offers = [.. Enumerable.Range(0, 18).Select(i => new LearnedOffer((uint)i * 0x0E000001, i / 7.0, 2.5))],
            Decisions = DecisionHistory.Empty.With([.. Enumerable.Range(0, 365).Select(HeldDecisions.Any)], Customers.Now),
        };
        var bytes = services.GetRequiredService<Serializer>().SerializeToArray(model);
        Assert.True(bytes.Length < 2560, $"{bytes.Length} bytes");
        Assert.True(model.Decisions.Read(Customers.Now).Count > 20);
    }
}
