using Grains.Consent;
using Grains.Interfaces.Access;
using Grains.Interfaces.Consent;

namespace Tests.Unit.Consent;

/// <summary>A no said over and over: remembered to the last, at a bounded price.</summary>
public sealed class ConsentRepeatsTests
{
    private const string Offers = "personalised-offers";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Grains.Catalog.Catalogue Catalogue = TestCatalogue.Small;

    [Theory]
    [InlineData("withdrawn")]
    [InlineData("refused")]
    public void A_run_of_equal_decisions_makes_so_many_events_and_no_more(string state)
    {
        var section = Repeat(ConsentSection.Empty, state, 5_000);
        Assert.Equal(ConsentRepeats.Most, section.Events.Length);
        Assert.Equal(new ConsentRepeat(Offers, Now.AddSeconds(4_999)), Assert.Single(section.Repeats));
        Assert.Equal(Now.AddSeconds(ConsentRepeats.Most - 1), section.Events[^1].At);
    }

    [Fact]
    public void The_last_time_counts_for_imports_and_the_next_for_all()
    {
        var section = Repeat(ConsentSection.Empty, "withdrawn", 100);
        Assert.Same(section, Import(section, Now.AddSeconds(99)));
        var given = Import(section, Now.AddSeconds(99).AddTicks(1));
        Assert.Equal(ConsentRepeats.Most + 1, given.Events.Length);
        Assert.Empty(given.Repeats);
        Assert.True(given.Permits(Catalogue.Purpose[Offers], Now.AddDays(1)));
    }

    [Fact]
    public void A_clock_that_steps_back_is_behind_the_last_time_too()
    {
        var section = Repeat(ConsentSection.Empty, "withdrawn", 100);
        Assert.Equal(Now.AddSeconds(99), section.Present(Now));
        var given = Decide(section, new() { State = "given" }, Now);
        Assert.Equal(Now.AddSeconds(99).AddTicks(1), given.Events[^1].At);
    }

    [Fact]
    public void A_consent_given_again_renews_every_time()
    {
        var section = Repeat(ConsentSection.Empty, "given", ConsentRepeats.Most + 5);
        Assert.Equal(ConsentRepeats.Most + 5, section.Events.Length);
        Assert.Empty(section.Repeats);
    }

    [Fact]
    public void Whatever_says_something_else_is_an_event()
    {
        var section = Repeat(ConsentSection.Empty, "refused", 100);
        ConsentDecision[] others =
        [
            new() { State = "withdrawn" }, new() { State = "refused", Method = "phone" }, new() { State = "refused", Language = "cs" },
            new() { State = "refused", Categories = ["identity"] }, new() { State = "refused", Channels = ["app"] },
        ];
        Assert.All(others, other => Assert.Equal(ConsentRepeats.Most + 1, Decide(section, other, Now.AddDays(1)).Events.Length));
        Assert.Equal(ConsentRepeats.Most, Decide(section, new() { State = "refused" }, Now.AddDays(1)).Events.Length);
        var limited = Enumerable.Range(0, 40).Aggregate(section, (s, i) => Decide(s, new() { State = "refused", Categories = ["identity"] }, Now.AddDays(i + 1)));
        Assert.Equal(2 * ConsentRepeats.Most, limited.Events.Length);
        Assert.Equal(limited.Events.Length + 1, Decide(limited, new() { State = "refused", Categories = ["contact"] }, Now.AddDays(99)).Events.Length);
        Assert.Equal(limited.Events.Length + 1, Decide(limited, new() { State = "refused" }, Now.AddDays(99)).Events.Length);
    }

    [Fact]
    public void Another_notice_or_a_run_broken_by_a_yes_begins_anew()
    {
        var section = Repeat(ConsentSection.Empty, "withdrawn", 100);
        var again = Repeat(Decide(section, new() { State = "given" }, Now.AddDays(1)), "withdrawn", 3, Now.AddDays(2));
        Assert.Equal(ConsentRepeats.Most + 4, again.Events.Length);
        var form = new ConsentDecision { State = "withdrawn", Method = "self-service", At = Now.AddDays(1), NoticeVersion = "paper" };
        Assert.Equal(ConsentRepeats.Most + 1, section.Import(Offers, form, Catalogue, Now.AddDays(2)).Value!.Events.Length);
    }

    [Fact]
    public void Each_purpose_has_a_run_of_its_own()
    {
        var section = ConsentSection.Empty;
        for (var i = 0; i < 100; i++)
        {
            section = section.WithdrawAll(new(null), Role.Customer, Catalogue, Now.AddSeconds(i)).Value!;
        }

        Assert.Equal(3 * ConsentRepeats.Most, section.Events.Length);
        Assert.Equal(3, section.Repeats.Length);
        Assert.All(section.Repeats, repeat => Assert.Equal(Now.AddSeconds(99), repeat.At));
        var advice = section.Decide("advice", new() { State = "given" }, Role.Customer, Catalogue, Now.AddDays(1)).Value!;
        Assert.Equal([Offers, "third-party-sharing"], advice.Repeats.Select(repeat => repeat.Purpose));
    }

    private static ConsentSection Repeat(ConsentSection section, string state, int times, DateTimeOffset? from = null) => Enumerable.Range(0, times)
        .Aggregate(section, (before, i) => Decide(before, new() { State = state }, (from ?? Now).AddSeconds(i)));

    private static ConsentSection Decide(ConsentSection section, ConsentDecision decision, DateTimeOffset now) =>
        section.Decide(Offers, decision, Role.Customer, Catalogue, now).Value!;

    private static ConsentSection Import(ConsentSection section, DateTimeOffset at) =>
        section.Import(Offers, new() { State = "given", Method = "form", At = at }, Catalogue, Now.AddDays(1)).Value!;
}
