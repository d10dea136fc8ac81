namespace Grains.Personalization;

/// <summary>
/// What is believed of one customer's own taste for one offer: how far, in log-odds, they lie from what the shared model says of somebody like them. Before
/// any feedback that is a Gaussian around 0, the same for everybody; feedback narrows and moves it (<see cref="LogisticPosterior"/> with one weight, a bias:
/// one customer's features hardly move between two of their outcomes, so their own data cannot tell the two apart).
/// The shared model speaks of the population: its log-odds are those of a mean probability, tastes averaged out. A single customer's are therefore
/// <see cref="Stretch"/> times as far from 0, and drawn back in as far as their taste is unknown; with nothing learned the two cancel.
/// </summary>
/// <param name="Mean">The taste's mean, log-odds.</param>
/// <param name="Variance">Its variance.</param>
internal readonly record struct OfferBelief(double Mean, double Variance)
{
    /// <summary>How tastes vary among customers whom the model cannot tell apart: a standard deviation of 1 in log-odds.</summary>
    public const double PriorVariance = 1;

    /// <summary>Of a customer who said nothing yet.</summary>
    public static OfferBelief Prior { get; } = new(0, PriorVariance);

    /// <summary>How much farther from 0 a customer's own log-odds lie than the population's.</summary>
    public static double Stretch { get; } = Math.Sqrt(1 + (Math.PI * PriorVariance / 8));

    /// <summary>How far the score may be off: a standard deviation, log-odds.</summary>
    public double Spread => Math.Sqrt(Variance);

    /// <summary>By how much the score moves with the shared model's.</summary>
    public double Gain => this == Prior ? 1 : Stretch / Math.Sqrt(1 + (Math.PI * Variance / 8));

    /// <summary>The score: the log-odds of the probability that is expected.</summary>
    /// <param name="shared">What the shared model says, log-odds.</param>
    /// <returns>Log-odds.</returns>
    public double Score(double shared) => this == Prior ? shared : LogisticPosterior.Predictive((shared * Stretch) + Mean, Variance);

    /// <summary>Learns.</summary>
    /// <param name="shared">What the shared model says, log-odds.</param>
    /// <param name="evidence">What the customer did.</param>
    /// <returns>The next belief.</returns>
    public OfferBelief Learn(double shared, Evidence evidence)
    {
        Span<double> mean = [Mean];
        Span<double> variance = [Variance];
        new LogisticPosterior(mean, variance).Learn([1], shared * Stretch, evidence);
        return new OfferBelief(mean[0], variance[0]);
    }
}
