namespace Tests.Benchmarks.Bandit;

/// <summary>A decision as it was logged.</summary>
/// <param name="Action">What was done.</param>
/// <param name="Propensity">The probability with which it was done, above 0.</param>
/// <param name="Reward">What it brought.</param>
internal readonly record struct LoggedDecision(int Action, double Propensity, double Reward);

/// <summary>
/// What a policy would have brought, judged from decisions that another one made. Replay keeps the decisions on which both agree (Li et al. 2011: unbiased
/// where the log is uniform); inverse propensity scoring weighs each by how much likelier the policy makes it (Horvitz and Thompson 1952: unbiased, noisy);
/// self-normalised, the weights sum to one (Hájek: a little bias, less noise); doubly robust, a reward model carries what the log does not and the
/// weights only correct its errors (Dudík et al. 2011: right where either the model or the propensities are).
/// </summary>
internal sealed class OffPolicyEstimates
{
    private int decisions;
    private int agreed;
    private double agreedReward;
    private double weights;
    private double weighted;
    private double weightedSquares;
    private double modelled;

    /// <summary>The mean reward where both agree.</summary>
    public double Replay => agreedReward / agreed;

    /// <summary>By inverse propensities.</summary>
    public double InversePropensity => weighted / decisions;

    /// <summary>The standard error of <see cref="InversePropensity"/>.</summary>
    public double InversePropensityError => Math.Sqrt(Math.Max((weightedSquares / decisions) - (InversePropensity * InversePropensity), 0) / decisions);

    /// <summary>By inverse propensities that sum to one.</summary>
    public double SelfNormalised => weighted / weights;

    /// <summary>By a reward model whose errors are corrected.</summary>
    public double DoublyRobust => modelled / decisions;

    /// <summary>Takes a decision.</summary>
    /// <param name="logged">As logged.</param>
    /// <param name="policy">The probability of each action under the policy.</param>
    /// <param name="expected">The reward of each action as a model expects it.</param>
    /// <param name="chosen">What the policy does, its chance taken.</param>
    public void Add(LoggedDecision logged, ReadOnlySpan<double> policy, ReadOnlySpan<double> expected, int chosen)
    {
        decisions++;
        var weight = policy[logged.Action] / logged.Propensity;
        weights += weight;
        weighted += weight * logged.Reward;
        weightedSquares += weight * weight * logged.Reward * logged.Reward;
        modelled += weight * (logged.Reward - expected[logged.Action]);
        for (var action = 0; action < policy.Length; action++)
        {
            modelled += policy[action] * expected[action];
        }

        if (chosen == logged.Action)
        {
            agreed++;
            agreedReward += logged.Reward;
        }
    }
}
