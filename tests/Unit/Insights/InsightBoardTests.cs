using Grains.Insights;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit.Abstractions;
using static Tests.Unit.Insights.Pictures;

namespace Tests.Unit.Insights;

/// <summary>What is shown, since when, for how long, and what is remembered of it.</summary>
public sealed class InsightBoardTests(ITestOutputHelper output)
{
    private static readonly FinancialPicture Idle = Usual with { Balance = 20_000 };
    private static readonly FinancialPicture Low = Usual with { Lowest = new(Today.AddDays(9), -120, -400, 150) };

    [Fact]
    public void Since_stays_while_it_remains_true_and_a_read_without_memory_says_today()
    {
        var first = View(Idle);
        var later = Idle.On(Today.AddDays(5));
        Assert.Equal(Today.DayNumber, Assert.Single(View(later, state: first.State).Shown).Since);
        Assert.Equal(Today.DayNumber + 5, Assert.Single(View(later).Shown).Since);
        Assert.Same(first.State, View(later, state: first.State).State);
        Assert.Equal(first.Shown[0].Id, View(later).Shown[0].Id);
    }

    [Fact]
    public void What_is_still_true_when_it_expires_is_shown_no_more()
    {
        var state = View(Idle).State;
        var expiry = Today.AddDays(30);
        Assert.Equal(expiry, Assert.Single(View(Idle, state: state).Words()).ExpiresAt);
        Assert.Single(View(Idle.On(expiry.AddDays(-1)), state: state).Shown);
        var after = View(Idle.On(expiry), state: state);
        Assert.Empty(after.Shown);
        Assert.Empty(View(Idle.On(expiry.AddDays(1)), state: after.State).Shown);
        Assert.Single(View(Idle.On(new(2027, 1, 1)), state: after.State).Shown);
    }

    [Fact]
    public void What_is_true_no_more_is_forgotten()
    {
        var held = View(Low);
        Assert.Single(held.State.Known);
        var gone = View(Usual, state: held.State);
        Assert.Empty(gone.State.Known);
        Assert.Empty(gone.Shown);
    }

    [Fact]
    public void What_was_acknowledged_does_not_come_back_before_it_expires()
    {
        var view = View(Low);
        var id = Assert.Single(view.Words()).Id;
        var state = InsightBoard.Acknowledge(view, id)!;
        Assert.Empty(View(Low, state: state).Shown);
        var gone = View(Usual, state: state);
        Assert.Empty(View(Low.On(Today.AddDays(3)), state: gone.State).Shown);
        Assert.Empty(View(Usual.On(Today.AddDays(9)), state: gone.State).State.Known);
        Assert.Same(gone.State, InsightBoard.Acknowledge(gone, id));
    }

    [Fact]
    public void Only_what_is_shown_can_be_acknowledged()
    {
        Assert.Null(InsightBoard.Acknowledge(View(Low), "0123456789abcdef"));
        Assert.Null(InsightBoard.Acknowledge(View(Low), string.Empty));
        Assert.Null(InsightBoard.Acknowledge(View(Usual), View(Low).Words()[0].Id));
    }

    [Fact]
    public void A_muted_type_is_not_shown_and_others_are()
    {
        var both = Low with { Streams = [Stream(-15, 3).After(-12, -12.5m)] };
        Assert.Equal(["low-balance", "price-rise"], View(both).Words().Select(i => i.Type));
        var muted = InsightState.Empty.Mute("low-balance", Declared)!;
        Assert.Equal(["price-rise"], View(both, state: muted).Words().Select(i => i.Type));
        Assert.Same(muted, muted.Mute("low-balance", Declared));
        Assert.Equal(2, View(both, state: muted.Unmute("low-balance", Declared)!).Shown.Length);
        Assert.Same(InsightState.Empty, InsightState.Empty.Unmute("low-balance", Declared));
        Assert.Null(muted.Mute("horoscope", Declared));
        Assert.Null(muted.Unmute("horoscope", Declared));
    }

    [Fact]
    public void The_most_pressing_come_first_and_no_more_than_are_declared()
    {
        var streams = Enumerable.Range(1, 30).Select(i => Stream(-100 - (3 * i), 3, $"Partner {i}").After(-100, -100)).ToArray();
        var view = View(Low with { Streams = streams });
        Assert.Equal(Declared.MostShown, view.Shown.Length);
        Assert.Equal("low-balance", view.Shown[0].Finding.Declared.Type);
        Assert.Equal(view.Shown.Skip(1).OrderByDescending(s => s.Finding.AtStake), view.Shown.Skip(1));
        Assert.Equal(31, view.State.Known.Length);
        Assert.NotEqual(view.Shown[1].Id, View(Low with { Streams = streams }, state: InsightBoard.Acknowledge(view, InsightId.Text(view.Shown[1].Id))).Shown[1].Id);
    }

    [Fact]
    public void The_same_thing_found_twice_is_shown_once()
    {
        var rising = Stream(-15, 3).After(-12, -12.5m);
        Assert.Single(View(Usual.With(rising, rising)).Shown);
    }

    [Fact]
    public void A_change_that_time_brings_is_known_before()
    {
        var salary = Stream(2_500, 20, "Employer");
        var view = View(Usual.With(salary));
        Assert.Empty(view.Shown);
        Assert.Equal(new DateOnly(2026, 12, 1), view.NextChange);
        Assert.Equal(new DateOnly(2026, 12, 3), View(Usual.With(salary).On(new(2026, 12, 1)), state: view.State).NextChange);
        Assert.Equal(new DateOnly(2026, 12, 4), View(Usual.With(salary).On(new(2026, 12, 3)), state: view.State).NextChange);
        Assert.Contains(View(Usual.With(salary).On(new(2026, 12, 4))).Words(), i => i.Type == "salary-late");
        Assert.Equal(Today.AddDays(7), View(Low).NextChange);
    }

    [Fact]
    public void What_is_remembered_takes_at_most_1_5_KiB()
    {
        var full = new InsightState
        {
            Known = [.. Enumerable.Range(0, InsightState.MostKnown).Select(i => new KnownInsight(ulong.MaxValue - (ulong)i, 739_574, 739_604, i % 2 == 0))],
            Muted = [.. Declared.Types.Select(t => t.Type)],
        };
        var serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
        var bytes = serializer.SerializeToArray(full);
        output.WriteLine($"{bytes.Length} bytes full, {serializer.SerializeToArray(View(Low).State).Length} with one insight");
        Assert.InRange(bytes.Length, 500, 1536);
        var read = serializer.Deserialize<InsightState>(bytes)!;
        Assert.Equal(full.Known.AsEnumerable(), read.Known.AsEnumerable());
        Assert.Equal(full.Muted.AsEnumerable(), read.Muted.AsEnumerable());
    }
}
