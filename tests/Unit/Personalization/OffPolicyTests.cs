using Grains.Personalization;
using Tests.Benchmarks.Bandit;

namespace Tests.Unit.Personalization;

/// <summary>The estimates from a log, against what is true in a made world.</summary>
public sealed class OffPolicyTests
{
    private static readonly double[] Brings = [0, 0.3, 0.6];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_policy_is_judged_rightly_from_another_ones_decisions(bool isModelRight)
    {
        double[] logging = [0.5, 0.3, 0.2];
        double[] policy = [0.1, 0.2, 0.7];
        double[] expected = isModelRight ? Brings : [0.9, 0.1, -2];
        var estimates = Estimate(logging, policy, expected);
        Assert.Equal(0.48, estimates.InversePropensity, 0.01);
        Assert.Equal(0.48, estimates.SelfNormalised, 0.01);
        Assert.Equal(0.48, estimates.DoublyRobust, 0.02);
        Assert.InRange(estimates.InversePropensityError, 0.0005, 0.005);
    }

    [Fact]
    public void Doubly_robust_stands_where_the_propensities_are_wrong_and_the_model_is_right()
    {
        var estimates = Estimate([0.5, 0.3, 0.2], [0.1, 0.2, 0.7], Brings, wrongBy: 0.5);
        Assert.NotEqual(0.48, estimates.InversePropensity, 0.1);
        Assert.Equal(0.48, estimates.DoublyRobust, 0.02);
    }

    [Fact]
    public void Replay_is_right_where_the_log_is_uniform() =>
        Assert.Equal(0.48, Estimate([1 / 3.0, 1 / 3.0, 1 / 3.0], [0.1, 0.2, 0.7], [0, 0, 0]).Replay, 0.01);

    private static OffPolicyEstimates Estimate(double[] logging, double[] policy, double[] expected, double wrongBy = 1)
    {
        var (estimates, coins) = (new OffPolicyEstimates(), new Coins(11));
        for (var i = 0; i < 200_000; i++)
        {
            var action = Draw(logging, ref coins);
            var reward = coins.Next() < Brings[action] ? 1 : 0;
            estimates.Add(new LoggedDecision(action, logging[action] * wrongBy, reward), policy, expected, Draw(policy, ref coins));
        }

        return estimates;
    }

    private static int Draw(double[] probabilities, ref Coins coins)
    {
        var left = coins.Next();
        for (var i = 0; i < probabilities.Length - 1; i++)
        {
            if ((left -= probabilities[i]) < 0)
            {
                return i;
            }
        }

        return probabilities.Length - 1;
    }
}
