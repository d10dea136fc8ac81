using Grains.Interfaces.Personalization;
using Grains.Keys;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

/// <summary>What is kept of decisions, and for how long.</summary>
public sealed class DecisionHistoryTests : IDisposable
{
    private static readonly DateTimeOffset Now = Customers.Now;
    private readonly Recommender recommender = new(Customers.Shipped, Customers.Certain);
    private readonly CustomerKey key = CustomerKey.Fresh();

    public void Dispose() => key.Dispose();

    [Fact]
    public void What_was_said_then_can_be_told_later()
    {
        var answer = Show(Customers.Jana, Now);
        var buffer = new DecisionBuffer();
        Assert.True(Note(buffer, answer, Now));
        var history = DecisionHistory.Empty.With(buffer.Waiting);

        var told = Assert.Single(recommender.Words.Answer(new(new(2026, 11, 1), new(2026, 11, 30)), history, [], new(2027, 3, 1)).Decisions);

        Assert.Equal(("home", Customers.Shipped.Offers.Version, new DateTimeOffset(2026, 11, 24, 9, 30, 0, TimeSpan.Zero)), (told.Surface, told.ModelVersion, told.At));
        foreach (var (then, now) in answer.Items.Zip(told.Items))
        {
            Assert.Equal((then.Offer, then.Title, then.Exploring), (now.Offer, now.Title, now.Exploring));
            Assert.Equal(then.Score, now.Score, 0.0005);
            Assert.Equal(then.Propensity, now.Propensity, 0.0001);
            Assert.Equal(then.Reasons.Select(r => (r.Feature, r.Text)), now.Reasons.Select(r => (r.Feature, r.Text)));
            Assert.All(then.Reasons.Zip(now.Reasons), pair => Assert.Equal(pair.First.Contribution, pair.Second.Contribution, 0.0005));
        }
    }

    [Fact]
    public void The_same_again_waits_once_a_day_and_is_one_record()
    {
        var buffer = new DecisionBuffer();
        Assert.True(Note(buffer, Show(Customers.Jana, Now), Now));
        Assert.False(Note(buffer, Show(Customers.Jana, Now), Now.AddHours(1)));
        Assert.Single(buffer.Waiting);
        Assert.False(Note(buffer, Show(Customers.Jana, Now), Now.AddDays(1)));
        Assert.Equal(2, buffer.Waiting.Count);

        var held = Assert.Single(DecisionHistory.Empty.With(buffer.Waiting).Read());

        Assert.Equal(24 * 60u, held.LastMinute - held.Minute);
    }

    [Fact]
    public void Another_surface_or_number_or_reason_is_another_decision()
    {
        var buffer = new DecisionBuffer();
        Note(buffer, Show(Customers.Jana, Now), Now);
        Note(buffer, Show(Customers.Jana, Now, limit: 2), Now);
        Note(buffer, Show(Customers.Jana, Now), Now, surface: "cards");
        Note(buffer, Show(Customers.Jana with { Activity = new(4_100, 4_900, 900) }, Now), Now);
        Assert.Equal(4, DecisionHistory.Empty.With(buffer.Waiting).Read().Count);
    }

    [Fact]
    public void An_activation_that_wakes_knows_what_was_written_before()
    {
        var before = new DecisionBuffer();
        Note(before, Show(Customers.Jana, Now), Now);
        var history = DecisionHistory.Empty.With(before.Waiting);

        var woken = new DecisionBuffer();
        Assert.False(woken.Note(recommender.Words, Show(Customers.Jana, Now), "home", history, Now.AddMinutes(9)));
        Assert.Empty(woken.Waiting);
        Assert.True(woken.Note(recommender.Words, Show(Customers.Jana, Now), "home", history, Now.AddDays(3)));
        Assert.Single(history.With(woken.Waiting).Read());
    }

    [Fact]
    public void The_newest_are_kept_within_their_number_size_and_time()
    {
        var history = DecisionHistory.Empty;
        for (var day = 0; day < 300; day++)
        {
            history = history.With([HeldDecisions.Any(day)]);
            var held = history.Read();
            Assert.Equal(HeldDecisions.Any(day).Minute, held[^1].Minute);
            Assert.True(held.Count <= DecisionHistory.MostDecisions);
            Assert.True(history.Packed.Length + history.Names.Sum(n => n.Length + 1) <= DecisionHistory.MostBytes);
        }

        Assert.True(history.Read().Count > 30, $"{history.Read().Count}");
        var much = history.With([HeldDecisions.Any(299 + 397)]).Read();
        Assert.Single(much);
    }

    [Fact]
    public void Thousands_of_surfaces_do_not_fill_the_memory()
    {
        var buffer = new DecisionBuffer();
        for (var i = 0; i < 2_000; i++)
        {
            Note(buffer, Show(Customers.Jana, Now), Now, $"s-{i}");
        }

        Assert.Equal(DecisionHistory.MostDecisions, buffer.Waiting.Count);
        Assert.True(DecisionHistory.Empty.With(buffer.Waiting).Packed.Length < DecisionHistory.MostBytes);
    }

    [Theory]
    [InlineData(null, null, "2026-11-24", 1)]
    [InlineData(null, null, "2026-12-24", 1)]
    [InlineData(null, null, "2026-12-25", 0)]
    [InlineData("2026-11-24", "2026-11-24", "2027-06-01", 1)]
    [InlineData("2026-11-25", null, "2027-06-01", 0)]
    [InlineData(null, "2026-11-23", "2027-06-01", 0)]
    [InlineData(null, "0001-01-05", "2027-06-01", 0)]
    public void A_question_is_about_whole_days(string? from, string? to, string today, int count)
    {
        var buffer = new DecisionBuffer();
        Note(buffer, Show(Customers.Jana, Now), Now);
        static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(count, recommender.Words.Answer(new(Day(from), Day(to)), DecisionHistory.Empty, buffer.Waiting, Day(today)!.Value).Decisions.Length);
    }

    private bool Note(DecisionBuffer buffer, Recommendations answer, DateTimeOffset at, string surface = "home") =>
        buffer.Note(recommender.Words, answer, surface, DecisionHistory.Empty, at);

    private Recommendations Show(CustomerFacts facts, DateTimeOffset at, int limit = 3) => recommender.Personal(new("home", limit), facts, ModelSection.Empty, key, at).Value!;
}
