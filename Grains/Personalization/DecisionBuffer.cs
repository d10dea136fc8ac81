using Grains.Interfaces.Personalization;

namespace Grains.Personalization;

/// <summary>
/// The decisions of one activation that are not written yet. A recommendation must not write the row, so a decision waits here, once for each time it
/// differs from the one before or the day does, and goes to the disk with the next write of the row whatever that is for: at the latest with the feedback
/// that names it, when the customer falls asleep, or after <see cref="PersonalizationOptions.RecordedWithin"/>. A crash loses those that were waiting: the
/// reasons of at most so many minutes, not the decision itself, which its id still proves, nor anything learned. A withdrawal drops them, and what came last.
/// </summary>
internal sealed class DecisionBuffer
{
    private const int MostWaiting = DecisionHistory.MostDecisions;
    private const uint Day = 24 * 60;

    private readonly List<HeldDecision> latest = [];
    private readonly List<HeldDecision> waiting = [];
    private bool isRead;

    /// <summary>What waits, oldest first.</summary>
    public IReadOnlyList<HeldDecision> Waiting => waiting;

    /// <summary>Notes a personal decision.</summary>
    /// <param name="words">Knows how a decision is kept.</param>
    /// <param name="answer">The decision.</param>
    /// <param name="surface">Where it is shown.</param>
    /// <param name="history">What is written; read once, to know what came last.</param>
    /// <param name="now">Now.</param>
    /// <returns>Whether it is the first that waits.</returns>
    public bool Note(DecisionWords words, Recommendations answer, string surface, DecisionHistory history, DateTimeOffset now)
    {
        if (!isRead)
        {
            isRead = true;
            history.Read(now).ForEach(Follow);
        }

        var minute = (uint)(now.ToUnixTimeSeconds() / 60);
        if (Latest(surface, answer.Items.Length) is { } before && before.LastMinute / Day == minute / Day && before.SaysAs(answer))
        {
            return false;
        }

        var fresh = words.Hold(answer, surface, minute);
        Follow(fresh);
        if (waiting.Count == MostWaiting)
        {
            waiting.RemoveAt(0);
        }

        waiting.Add(fresh);
        return waiting.Count == 1;
    }

    /// <summary>Forgets what waits: it is written, or could not be.</summary>
    public void Clear() => waiting.Clear();

    /// <summary>Forgets everything: it may not be kept.</summary>
    public void Forget()
    {
        waiting.Clear();
        latest.Clear();
        isRead = false;
    }

    private HeldDecision? Latest(string surface, int count)
    {
        foreach (var decision in latest)
        {
            if (decision.IsBeside(surface, count))
            {
                return decision;
            }
        }

        return null;
    }

    private void Follow(HeldDecision next)
    {
        latest.RemoveAll(decision => decision.IsBeside(next.Surface, next.Offers.Length));
        latest.Add(next);
        if (latest.Count > MostWaiting)
        {
            latest.RemoveAt(0);
        }
    }
}
