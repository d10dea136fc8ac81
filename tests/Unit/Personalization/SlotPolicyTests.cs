using CsCheck;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

/// <summary>Who gets which place, and with which probability.</summary>
public sealed class SlotPolicyTests
{
    private static readonly Gen<(double Score, double Spread)[]> Offers = Gen.Select(Gen.Double[-5, 2], Gen.Double[0.1, 1]).Array[1, 20];

    [Fact]
    public void Where_nothing_explores_the_best_come_first_for_certain() =>
        Offers.Sample(offers =>
        {
            var placed = Fill(offers, 0, 1);
            return placed.Length == offers.Length && placed.All(p => p is { Propensity: 1, IsExploring: false })
                && placed.Select(p => p.Score).SequenceEqual(offers.Select(o => o.Score).OrderDescending());
        });

    [Fact]
    public void A_shorter_list_is_the_head_of_a_longer_one_and_nobody_stands_twice() =>
        Gen.Select(Offers, Gen.Int[1, 20], Gen.ULong).Sample((offers, limit, seed) =>
        {
            var all = Fill(offers, 0.2, seed);
            return all.Select(p => p.Offer).Distinct().Count() == offers.Length && Fill(offers, 0.2, seed, limit).SequenceEqual(all.Take(limit));
        });

    [Fact]
    public void Each_place_says_how_likely_it_was_given_those_above_it()
    {
        (double, double)[] offers = [(-1, 0.5), (-1.2, 1), (-3, 0.1), (-2, 0.9)];
        const int Days = 200_000;
        var first = new Dictionary<int, (double Said, int Seen)>();
        var second = new Dictionary<(int, int), (double Said, int Seen)>();
        for (var seed = 0UL; seed < Days; seed++)
        {
            var placed = Fill(offers, 0.2, seed * 0x632BE59BD9B4E019);
            first[placed[0].Offer] = (placed[0].Propensity, first.GetValueOrDefault(placed[0].Offer).Seen + 1);
            var pair = (placed[0].Offer, placed[1].Offer);
            second[pair] = (placed[1].Propensity, second.GetValueOrDefault(pair).Seen + 1);
        }

        Assert.Equal(4, first.Count);
        Assert.Equal(12, second.Count);
        Assert.Equal(1, first.Values.Sum(f => f.Said), 1e-9);
        Assert.All(first.Values, f => Assert.Equal(f.Said, f.Seen / (double)Days, 0.005));
        Assert.All(first.Keys, head => Assert.Equal(1, second.Where(s => s.Key.Item1 == head).Sum(s => s.Value.Said), 1e-9));
        Assert.All(second.Where(s => first[s.Key.Item1].Seen > 5000), s => Assert.Equal(s.Value.Said, s.Value.Seen / (double)first[s.Key.Item1].Seen, 0.02));
    }

    [Fact]
    public void Exploration_never_takes_more_than_its_share() =>
        Gen.Select(Offers, Gen.Double[0.001, 0.2], Gen.ULong).Sample((offers, share, seed) =>
            Fill(offers, share, seed).All(p => p.IsExploring ? p.Propensity > 0 && p.Propensity <= share + 1e-12 : p.Propensity >= 1 - share - 1e-12));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.05, 500)]
    public void To_do_nothing_first_is_a_mistake_that_exploration_mends_and_certainty_does_not(double share, int least)
    {
        // A call costs 0.10 and is worth 1 half of the time, but the model begins at one in twenty: doing nothing looks better.
        var (mean, variance, coins, calls) = (new double[] { Math.Log(0.05 / 0.95) }, new double[] { 1 }, new Coins(3), 0);
        for (var client = 0; client < 1000; client++)
        {
            (double, double)[] arms = [(Math.Log(0.1 / 0.9), 0), (mean[0], Math.Sqrt(variance[0]))];
            if (Fill(arms, share, (ulong)client * 0x9E3779B97F4A7C15, 1)[0].Offer == 1)
            {
                calls++;
                new LogisticPosterior(mean, variance).Learn([1], 0, coins.Next() < 0.5 ? new Evidence(1, 0) : new Evidence(0, 1));
            }
        }

        Assert.True(share == 0 ? calls == 0 : calls > least, $"{calls}");
    }

    private static Placed[] Fill((double Score, double Spread)[] offers, double share, ulong seed, int limit = 50)
    {
        var places = new Placed[limit];
        return places[..SlotPolicy.Fill([.. offers.Select((o, i) => new Candidate(i, o.Score, o.Spread))], share, new Coins(seed), places)];
    }
}
