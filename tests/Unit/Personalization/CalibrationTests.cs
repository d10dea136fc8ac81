using Grains.Personalization;

namespace Tests.Unit.Personalization;

/// <summary>A score says how often customers of that score show interest: before feedback, and the more so after.</summary>
public sealed class CalibrationTests
{
    private const int Simulated = 4_000;

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(30)]
    public void Scores_are_calibrated_on_simulated_customers(int showings)
    {
        var coins = new Coins(2026);
        var (said, seen, count) = (new double[10], new double[10], new int[10]);
        for (var customer = 0; customer < Simulated; customer++)
        {
            // What the model says of a group of customers is right on the average; each has a taste of their own.
            var shared = -3 + (4 * coins.Next());
            var own = (shared * OfferBelief.Stretch) + Normal(ref coins);
            var belief = OfferBelief.Prior;
            for (var showing = 0; showing < showings; showing++)
            {
                belief = belief.Learn(shared, coins.Next() < LogisticPosterior.Probability(own) ? new Evidence(1, 0) : new Evidence(0, 1));
            }

            var expected = LogisticPosterior.Probability(belief.Score(shared));
            var bucket = (int)Math.Min(expected * 10, 9);
            said[bucket] += expected;
            seen[bucket] += LogisticPosterior.Probability(own);
            count[bucket]++;
        }

        var used = Enumerable.Range(0, 10).Where(b => count[b] >= 100).ToList();
        Assert.True(used.Count >= 5, $"{used.Count} buckets");
        Assert.All(used, b => Assert.Equal(said[b] / count[b], seen[b] / count[b], 0.035));
    }

    private static double Normal(ref Coins coins) => Math.Sqrt(-2 * Math.Log(1 - coins.Next())) * Math.Cos(2 * Math.PI * coins.Next());
}
