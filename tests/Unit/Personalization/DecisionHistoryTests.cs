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
        var history = DecisionHistory.Empty.With(buffer.Waiting, Customers.Now);

        var told = Assert.Single(recommender.Words.Answer(new(new(2026, 11, 1), new(2026, 11, 30)), history, [], new(2027, 3, 1, 0, 0, 0, TimeSpan.Zero)).Decisions);

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

        var held = Assert.Single(DecisionHistory.Empty.With(buffer.Waiting, Customers.Now).Read(Customers.Now));

        Assert.Equal(24 * 60u, held.LastMinute - held.Minute);
    }

    [Fact]
    public void What_was_forgotten_is_noted_again()
    {
        var buffer = new DecisionBuffer();
        Assert.True(Note(buffer, Show(Customers.Jana, Now), Now));
        buffer.Forget();
        Assert.Empty(buffer.Waiting);
        Assert.True(Note(buffer, Show(Customers.Jana, Now), Now));
    }

    [Fact]
    public void Another_surface_or_number_or_reason_is_another_decision()
    {
        var buffer = new DecisionBuffer();
        Note(buffer, Show(Customers.Jana, Now), Now);
        Note(buffer, Show(Customers.Jana, Now, limit: 2), Now);
        Note(buffer, Show(Customers.Jana, Now), Now, surface: "cards");
        Note(buffer, Show(Customers.Jana with { Activity = new(4_100, 4_900, 900) }, Now), Now);
        Assert.Equal(4, DecisionHistory.Empty.With(buffer.Waiting, Customers.Now).Read(Customers.Now).Count);
    }

    [Fact]
    public void An_activation_that_wakes_knows_what_was_written_before()
    {
        var before = new DecisionBuffer();
        Note(before, Show(Customers.Jana, Now), Now);
        var history = DecisionHistory.Empty.With(before.Waiting, Customers.Now);

        var woken = new DecisionBuffer();
        Assert.False(woken.Note(recommender.Words, Show(Customers.Jana, Now), "home", history, Now.AddMinutes(9)));
        Assert.Empty(woken.Waiting);
        Assert.True(woken.Note(recommender.Words, Show(Customers.Jana, Now), "home", history, Now.AddDays(3)));
        Assert.Single(history.With(woken.Waiting, Customers.Now).Read(Customers.Now));
    }

    [Fact]
    public void The_newest_are_kept_within_their_number_size_and_time()
    {
        var history = DecisionHistory.Empty;
        for (var day = 0; day < 300; day++)
        {
            history = history.With([HeldDecisions.Any(day)], HeldDecisions.At(day));
            var held = history.Read(HeldDecisions.At(day));
            Assert.Equal(HeldDecisions.Any(day).Minute, held[^1].Minute);
            Assert.True(held.Count <= DecisionHistory.MostDecisions);
            Assert.True(history.Packed.Length + history.Names.Sum(n => n.Length + 1) <= DecisionHistory.MostBytes);
        }

        Assert.True(history.Read(HeldDecisions.At(299)).Count > 20);
        Assert.Single(history.With([HeldDecisions.Any(299 + 397)], HeldDecisions.At(299 + 397)).Read(HeldDecisions.At(0)));
    }

    [Fact]
    public void Whoever_stays_away_for_13_months_is_told_of_nothing_older()
    {
        var history = DecisionHistory.Empty.With([HeldDecisions.Any(0), HeldDecisions.Any(100)], HeldDecisions.At(100));
        int Told(int day) => recommender.Words.Answer(new(new(2020, 1, 1), null), history, [], HeldDecisions.At(day)).Decisions.Length;

        Assert.Equal(2, Told(396));
        Assert.Equal(1, Told(397));
        Assert.Equal(0, Told(600));
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
        Assert.True(DecisionHistory.Empty.With(buffer.Waiting, Customers.Now).Packed.Length < DecisionHistory.MostBytes);
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
        Assert.Equal(count, recommender.Words.Answer(new(Day(from), Day(to)), DecisionHistory.Empty, buffer.Waiting, new DateTimeOffset(Day(today)!.Value, TimeOnly.MinValue, TimeSpan.Zero).AddHours(12)).Decisions.Length);
    }

    private bool Note(DecisionBuffer buffer, Recommendations answer, DateTimeOffset at, string surface = "home") =>
        buffer.Note(recommender.Words, answer, surface, DecisionHistory.Empty, at);

    private Recommendations Show(CustomerFacts facts, DateTimeOffset at, int limit = 3) => recommender.Personal(new("home", limit), facts, ModelSection.Empty, key, Guid.Empty, at).Value!;
}
