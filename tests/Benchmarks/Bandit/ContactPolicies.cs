using Grains.Personalization;

namespace Tests.Benchmarks.Bandit;

/// <summary>
/// The platform's bandit with two arms. "Do nothing" is the first, so that ties go to it, and has the fixed score at which a call pays for itself; the call's
/// score is learned. The posterior and the policy are those that choose a customer's offers, with a weight per feature instead of one per offer.
/// </summary>
/// <param name="dimensions">How many features there are.</param>
/// <param name="share">The share of decisions that explore.</param>
internal sealed class OurBandit(int dimensions, double share) : IContactPolicy
{
    private const double PriorVariance = 0.5;
    private static readonly double PaysFrom = Math.Log(IContactPolicy.Cost / (1 - IContactPolicy.Cost));
    private readonly double[] mean = new double[dimensions];
    private readonly double[] covariance = Prior(dimensions);

    /// <inheritdoc/>
    public string Name => share == 0 ? "ours" : $"ours, {share:P0} explores";

    /// <inheritdoc/>
    public double Call(ReadOnlySpan<double> features)
    {
        Span<Candidate> arms = [new(0, PaysFrom, 0), new(1, Score(features), Math.Sqrt(Posterior.Variance(features)))];
        Span<Placed> place = stackalloc Placed[1];
        SlotPolicy.Fill(arms, share, default, place);
        return place[0].Offer == 1 ? place[0].Propensity : 1 - place[0].Propensity;
    }

    /// <inheritdoc/>
    public double Expected(ReadOnlySpan<double> features) => LogisticPosterior.Probability(Score(features)) - IContactPolicy.Cost;

    /// <inheritdoc/>
    public void Learn(ReadOnlySpan<double> features, bool accepted) => Posterior.Learn(features, PaysFrom, accepted ? new Evidence(1, 0) : new Evidence(0, 1));

    private LogisticPosterior Posterior => new(mean, covariance);

    private static double[] Prior(int dimensions)
    {
        var covariance = new double[dimensions * dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            covariance[i * (dimensions + 1)] = PriorVariance;
        }

        return covariance;
    }

    private double Score(ReadOnlySpan<double> features) => LogisticPosterior.Predictive(PaysFrom + Posterior.Mean(features), Posterior.Variance(features));
}

/// <summary>The reference: ridge regression of the reward with an upper confidence bound (Li et al. 2010, LinUCB), α = 0.1.</summary>
/// <param name="dimensions">How many features there are.</param>
internal sealed class LinUcb(int dimensions) : IContactPolicy
{
    private const double Alpha = 0.1;
    private readonly double[] sum = new double[dimensions];
    private readonly double[] weights = new double[dimensions];
    private readonly double[] inverse = Identity(dimensions);
    private bool isStale;

    /// <inheritdoc/>
    public string Name => "LinUCB";

    /// <inheritdoc/>
    public double Call(ReadOnlySpan<double> features)
    {
        var direction = Times(features);
        return Expected(features) + (Alpha * Math.Sqrt(Dot(direction, features))) > 0 ? 1 : 0;
    }

    /// <inheritdoc/>
    public double Expected(ReadOnlySpan<double> features)
    {
        if (isStale)
        {
            Times(sum).CopyTo(weights, 0);
            isStale = false;
        }

        return Dot(weights, features);
    }

    /// <inheritdoc/>
    public void Learn(ReadOnlySpan<double> features, bool accepted)
    {
        var direction = Times(features);
        var scale = 1 / (1 + Dot(direction, features));
        for (var row = 0; row < dimensions; row++)
        {
            sum[row] += features[row] * ((accepted ? 1 : 0) - IContactPolicy.Cost);
            for (var column = 0; column < dimensions; column++)
            {
                inverse[(row * dimensions) + column] -= scale * direction[row] * direction[column];
            }
        }

        isStale = true;
    }

    private static double[] Identity(int dimensions)
    {
        var identity = new double[dimensions * dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            identity[i * (dimensions + 1)] = 1;
        }

        return identity;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var product = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            product += left[i] * right[i];
        }

        return product;
    }

    private double[] Times(ReadOnlySpan<double> vector)
    {
        var result = new double[dimensions];
        for (var row = 0; row < dimensions; row++)
        {
            result[row] = Dot(inverse.AsSpan(row * dimensions, dimensions), vector);
        }

        return result;
    }
}

/// <summary>Calls with a fixed probability and learns nothing.</summary>
/// <param name="name">What it is called in the table.</param>
/// <param name="probability">The probability.</param>
internal sealed class FixedPolicy(string name, double probability) : IContactPolicy
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public double Call(ReadOnlySpan<double> features) => probability;

    /// <inheritdoc/>
    public double Expected(ReadOnlySpan<double> features) => 0;

    /// <inheritdoc/>
    public void Learn(ReadOnlySpan<double> features, bool accepted)
    {
    }
}
