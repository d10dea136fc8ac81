namespace Grains.Personalization;

/// <summary>
/// The bandit's policy: at each place the best of those left by score, but with a small, fixed probability one drawn from a softmax over
/// score + spread, where the odds and what is not known of them both count. So the probability of every offer at every place is known exactly, given those
/// above it: (1 − share)·[it is the best left] + share·e^(score + spread) / Σ e^(score + spread), which an off-policy evaluation needs.
/// "Do nothing" is a candidate like any other, with a fixed score and no spread.
/// </summary>
internal static class SlotPolicy
{
    /// <summary>Fills the places.</summary>
    /// <param name="candidates">Who may be placed, in the order that breaks ties; which are placed is noted in them.</param>
    /// <param name="share">The probability that a place explores, 0 to 1.</param>
    /// <param name="coins">Decides what chance decides; two coins a place whatever comes of them, so that a shorter list is the head of a longer one.</param>
    /// <param name="places">Takes the candidates, first place first.</param>
    /// <returns>How many places were filled.</returns>
    public static int Fill(Span<Candidate> candidates, double share, Coins coins, Span<Placed> places)
    {
        if (share > 0)
        {
            Weigh(candidates);
        }

        var count = Math.Min(candidates.Length, places.Length);
        for (var place = 0; place < count; place++)
        {
            var (best, left) = Best(candidates);
            var isTossed = coins.Next() < share;
            var drawn = coins.Next() * left;
            var chosen = isTossed ? Draw(candidates, drawn, best) : best;
            var propensity = (chosen == best ? 1 - share : 0) + (share > 0 ? share * candidates[chosen].Weight / left : 0);
            places[place] = new Placed(candidates[chosen].Offer, candidates[chosen].Score, Math.Min(propensity, 1), chosen != best);
            candidates[chosen].IsPlaced = true;
        }

        return count;
    }

    private static void Weigh(Span<Candidate> candidates)
    {
        var highest = double.NegativeInfinity;
        foreach (ref readonly var candidate in candidates)
        {
            highest = Math.Max(highest, candidate.Score + candidate.Spread);
        }

        foreach (ref var candidate in candidates)
        {
            candidate.Weight = Math.Exp(candidate.Score + candidate.Spread - highest);
        }
    }

    private static (int Best, double Left) Best(ReadOnlySpan<Candidate> candidates)
    {
        var (best, left) = (-1, 0.0);
        for (var i = 0; i < candidates.Length; i++)
        {
            if (!candidates[i].IsPlaced)
            {
                left += candidates[i].Weight;
                best = best < 0 || candidates[i].Score > candidates[best].Score ? i : best;
            }
        }

        return (best, left);
    }

    private static int Draw(ReadOnlySpan<Candidate> candidates, double drawn, int best)
    {
        for (var i = 0; i < candidates.Length; i++)
        {
            if (!candidates[i].IsPlaced && (drawn -= candidates[i].Weight) < 0)
            {
                return i;
            }
        }

        return best; // where rounding left nothing
    }
}

/// <summary>One that may be placed.</summary>
/// <param name="offer">Its index, whatever the caller counts.</param>
/// <param name="score">Log-odds, or any value on one scale for all.</param>
/// <param name="spread">How far off the score may be: a standard deviation.</param>
internal struct Candidate(int offer, double score, double spread)
{
    /// <summary>Its index.</summary>
    public readonly int Offer = offer;

    /// <summary>Its score.</summary>
    public readonly double Score = score;

    /// <summary>How far off the score may be.</summary>
    public readonly double Spread = spread;

    /// <summary>Its weight where a place explores.</summary>
    public double Weight;

    /// <summary>Whether it has a place.</summary>
    public bool IsPlaced;
}

/// <summary>One that has a place.</summary>
/// <param name="Offer">Its index.</param>
/// <param name="Score">Its score.</param>
/// <param name="Propensity">The probability with which the policy puts it there, given those above it.</param>
/// <param name="IsExploring">Whether chance put it there instead of the best.</param>
internal readonly record struct Placed(int Offer, double Score, double Propensity, bool IsExploring);
