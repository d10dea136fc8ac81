using CsCheck;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

/// <summary>The step of learning, against what it approximates.</summary>
public sealed class LogisticPosteriorTests
{
    [Fact]
    public void One_weight_moves_to_the_mode_of_prior_and_evidence() =>
        Gen.Select(Gen.Double[-4, 4], Gen.Double[-2, 2], Gen.Double[0.1, 3], Gen.Double[0, 3], Gen.Double[0, 3]).Sample(
            (offset, mean, variance, successes, failures) =>
            {
                double[] learned = [mean];
                double[] spread = [variance];
                new LogisticPosterior(learned, spread).Learn([1], offset, new Evidence(successes, failures));

                double Density(double weight)
                {
                    var p = LogisticPosterior.Probability(offset + weight);
                    return (successes * Math.Log(p)) + (failures * Math.Log(1 - p)) - (Math.Pow(weight - mean, 2) / (2 * variance));
                }

                var chance = LogisticPosterior.Probability(offset + learned[0]);
                return Density(learned[0]) >= Density(learned[0] + 1e-4) && Density(learned[0]) >= Density(learned[0] - 1e-4)
                    && Math.Abs((1 / spread[0]) - ((1 / variance) + ((successes + failures) * chance * (1 - chance)))) < 1e-6;
            },
            iter: 2000);

    [Fact]
    public void A_failure_taken_back_by_a_success_leaves_what_was_certain_and_moves_the_mean_by_the_variance()
    {
        double[] mean = [0.2];
        double[] variance = [0.8];
        new LogisticPosterior(mean, variance).Learn([1], -2, new Evidence(1, -1));
        Assert.Equal((1.0, 0.8), (mean[0], variance[0]));
    }

    [Fact]
    public void Many_weights_are_found_again_and_their_spread_is_honest()
    {
        double[] truth = [-1, 0.8, -0.5, 0.3];
        var (within, coins) = (0, new Coins(7));
        for (var run = 0; run < 50; run++)
        {
            var (mean, covariance) = (new double[4], new double[16]);
            for (var i = 0; i < 4; i++)
            {
                covariance[i * 5] = 4;
            }

            for (var i = 0; i < 400; i++)
            {
                double[] x = [1, Normal(ref coins), Normal(ref coins), Normal(ref coins)];
                var happened = coins.Next() < LogisticPosterior.Probability(truth.Zip(x, (w, v) => w * v).Sum());
                new LogisticPosterior(mean, covariance).Learn(x, 0, happened ? new Evidence(1, 0) : new Evidence(0, 1));
            }

            within += Enumerable.Range(0, 4).Count(i => Math.Abs(mean[i] - truth[i]) < 2 * Math.Sqrt(covariance[i * 5]));
        }

        Assert.InRange(within, 180, 199); // 95 % of 200
    }

    private static double Normal(ref Coins coins) => Math.Sqrt(-2 * Math.Log(1 - coins.Next())) * Math.Cos(2 * Math.PI * coins.Next());
}
