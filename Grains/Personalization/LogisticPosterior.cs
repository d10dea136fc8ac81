namespace Grains.Personalization;

/// <summary>
/// What is believed of the weights of a logistic model: a Gaussian, learned from one piece of evidence at a time by Laplace's approximation. Since one
/// piece speaks of one direction only, its mode is found exactly, in one dimension: mean += k·Σx, where k = s − (s + f)·σ(μ + k·xᵀΣx), and the covariance
/// shrinks by the curvature there. The grain uses it with one weight per offer, the evaluations with as many as there are features; the memory is the
/// caller's, so that learning allocates nothing. (Spiegelhalter and Lauritzen 1990; MacKay 1992, "The evidence framework", for <see cref="Predictive"/>.)
/// </summary>
/// <param name="mean">The mean of each weight; d of them, changed in place.</param>
/// <param name="covariance">Their covariance, d × d by rows, changed in place.</param>
internal readonly ref struct LogisticPosterior(Span<double> mean, Span<double> covariance)
{
    private const int Steps = 60;
    private const double Enough = 1e-12;

    private readonly Span<double> mean = mean;
    private readonly Span<double> covariance = covariance;

    /// <summary>The probability that log-odds stand for.</summary>
    /// <param name="logOdds">Log-odds.</param>
    /// <returns>0 to 1.</returns>
    public static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    /// <summary>The log-odds of the probability that is expected where the log-odds themselves are only known to be Gaussian: drawn towards 0, the more
    /// the less is known.</summary>
    /// <param name="mean">Their mean.</param>
    /// <param name="variance">Their variance.</param>
    /// <returns>Log-odds.</returns>
    public static double Predictive(double mean, double variance) => mean / Math.Sqrt(1 + (Math.PI * variance / 8));

    /// <summary>The mean of the log-odds of a case.</summary>
    /// <param name="features">Its features, d of them.</param>
    /// <returns>Log-odds.</returns>
    public double Mean(ReadOnlySpan<double> features) => Dot(mean, features);

    /// <summary>The variance of the log-odds of a case.</summary>
    /// <param name="features">Its features, d of them.</param>
    /// <returns>Log-odds squared.</returns>
    public double Variance(ReadOnlySpan<double> features)
    {
        var sum = 0.0;
        for (var row = 0; row < features.Length; row++)
        {
            if (features[row] != 0)
            {
                sum += features[row] * Dot(Row(row), features);
            }
        }

        return Math.Max(sum, 0);
    }

    /// <summary>Learns.</summary>
    /// <param name="features">The case's features, d of them.</param>
    /// <param name="offset">What is added to its log-odds beside the weights.</param>
    /// <param name="evidence">What happened.</param>
    public void Learn(ReadOnlySpan<double> features, double offset, Evidence evidence)
    {
        Span<double> direction = features.Length <= 128 ? stackalloc double[features.Length] : new double[features.Length];
        for (var row = 0; row < direction.Length; row++)
        {
            direction[row] = Dot(Row(row), features);
        }

        var spread = Math.Max(Dot(direction, features), 0);
        var before = offset + Mean(features);
        var step = Mode(before, spread, evidence);
        var probability = Probability(before + (spread * step));
        var curvature = evidence.Trials * probability * (1 - probability);
        var shrink = curvature / (1 + (spread * curvature));
        for (var row = 0; row < direction.Length; row++)
        {
            mean[row] += step * direction[row];
            var factor = shrink * direction[row];
            var line = Row(row);
            for (var column = 0; column < line.Length; column++)
            {
                line[column] -= factor * direction[column];
            }
        }
    }

    /// <summary>The root of k − s + (s + f)·σ(μ + k·v): it rises everywhere, and lies between −f and s. Newton, kept within the bracket.</summary>
    private static double Mode(double before, double spread, Evidence evidence)
    {
        var (low, high) = (-evidence.Failures, evidence.Successes);
        var step = (low + high) / 2;
        for (var i = 0; i < Steps && high - low > Enough; i++)
        {
            var probability = Probability(before + (spread * step));
            var value = step - evidence.Successes + (evidence.Trials * probability);
            (low, high) = value > 0 ? (low, step) : (step, high);
            var next = step - (value / (1 + (evidence.Trials * spread * probability * (1 - probability))));
            if (Math.Abs(next - step) < Enough)
            {
                return next;
            }

            step = next > low && next < high ? next : (low + high) / 2;
        }

        return step;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private Span<double> Row(int row) => covariance.Slice(row * mean.Length, mean.Length);
}

/// <summary>What happened, as trials of one probability; fractions are part of a trial.</summary>
/// <param name="Successes">How many succeeded; taken together with the failures not below 0, so that a failure can be taken back.</param>
/// <param name="Failures">How many failed.</param>
internal readonly record struct Evidence(double Successes, double Failures)
{
    /// <summary>How many there were; 0 or more.</summary>
    public double Trials => Successes + Failures;
}
