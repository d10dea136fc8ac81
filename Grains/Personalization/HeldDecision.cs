using System.Collections.Immutable;
using Grains.Interfaces.Personalization;

namespace Grains.Personalization;

/// <summary>A decision as it is kept: what was shown and why, without the words, which the catalogue has. It stands for all showings in which the same
/// was said; the figures are those of the first.</summary>
/// <param name="Minute">When it was first shown, in minutes since 1970.</param>
/// <param name="LastMinute">When it was last noted, in minutes since 1970; it is noted once a day.</param>
/// <param name="Surface">Where.</param>
/// <param name="ModelVersion">The version of the weights.</param>
/// <param name="Offers">The offers, in their order.</param>
internal sealed record HeldDecision(uint Minute, uint LastMinute, string Surface, string ModelVersion, ImmutableArray<HeldOffer> Offers)
{
    /// <summary>How long a decision is kept after it was last shown, in minutes: 13 months.</summary>
    public const uint Kept = 396 * 24 * 60;

    /// <summary>The minute before which nothing is kept any more.</summary>
    /// <param name="now">Now.</param>
    /// <returns>Minutes since 1970.</returns>
    public static long KeptSince(DateTimeOffset now) => (now.ToUnixTimeSeconds() / 60) - Kept;

    /// <summary>Whether it takes the same place as another: one is followed by the other.</summary>
    /// <param name="surface">The other's surface.</param>
    /// <param name="count">How many offers it shows.</param>
    /// <returns>True where it does.</returns>
    public bool IsBeside(string surface, int count) => Surface == surface && Offers.Length == count;

    /// <summary>Whether both say the same, whenever and with whatever figures: the same offers in the same places, for the same reasons.</summary>
    /// <param name="other">The other, beside it.</param>
    /// <returns>True where they do.</returns>
    public bool SaysAs(HeldDecision other)
    {
        for (var i = 0; i < Offers.Length; i++)
        {
            var (left, right) = (Offers[i], other.Offers[i]);
            var isSame = left.IsSame(right.Offer, right.IsExploring, right.Reasons.Length);
            for (var r = 0; isSame && r < left.Reasons.Length - 1; r++)
            {
                isSame = left.Reasons[r].IsSame(right.Reasons[r].Feature, right.Reasons[r].Contribution);
            }

            if (!isSame)
            {
                return false;
            }
        }

        return ModelVersion == other.ModelVersion;
    }

    /// <summary>The same of an answer that is not kept yet.</summary>
    /// <param name="answer">The answer, beside it.</param>
    /// <returns>True where both say the same.</returns>
    public bool SaysAs(Recommendations answer)
    {
        for (var i = 0; i < Offers.Length; i++)
        {
            var (left, right) = (Offers[i], answer.Items[i]);
            var isSame = left.IsSame(right.Offer, right.Exploring, right.Reasons.Length);
            for (var r = 0; isSame && r < left.Reasons.Length - 1; r++)
            {
                isSame = left.Reasons[r].IsSame(right.Reasons[r].Feature, right.Reasons[r].Contribution);
            }

            if (!isSame)
            {
                return false;
            }
        }

        return ModelVersion == answer.ModelVersion;
    }
}

/// <summary>An offer of a decision.</summary>
/// <param name="Offer">Its id.</param>
/// <param name="Score">Its score, log-odds.</param>
/// <param name="Propensity">The probability of its place, 0 to 1.</param>
/// <param name="IsExploring">Whether exploration put it there.</param>
/// <param name="Reasons">Why, in the order told; the last is the rest.</param>
internal readonly record struct HeldOffer(string Offer, double Score, double Propensity, bool IsExploring, ImmutableArray<HeldReason> Reasons)
{
    /// <summary>Whether it is the same offer, there for the same cause and with as many reasons.</summary>
    public bool IsSame(string offer, bool isExploring, int reasons) => Offer == offer && IsExploring == isExploring && Reasons.Length == reasons;
}

/// <summary>A reason of an offer's place.</summary>
/// <param name="Feature">The feature's name, or that of what was learned or of the rest.</param>
/// <param name="Contribution">Log-odds, to a thousandth.</param>
/// <param name="IsAbove">Whether the feature was above the population's mean.</param>
internal readonly record struct HeldReason(string Feature, double Contribution, bool IsAbove)
{
    /// <summary>Whether it is the same reason, speaking the same way.</summary>
    public bool IsSame(string feature, double contribution) => Feature == feature && (Contribution >= 0) == (DecisionWords.Rounded(contribution) >= 0);
}
