using System.Collections.Immutable;
using Grains.Interfaces.Insights;

namespace Grains.Insights;

/// <summary>
/// Decides which insights are shown: each once, from the day it becomes true until it expires, is acknowledged or its type is muted; the most
/// pressing first, no more than are declared. Pure: what it answers is stored where transactions are folded, where the due table wakes the
/// customer, and where one is acknowledged or a type muted; a read computes the same and stores nothing.
/// </summary>
internal static class InsightBoard
{
    /// <summary>Looks at a day.</summary>
    /// <param name="state">What is remembered.</param>
    /// <param name="picture">The money on that day.</param>
    /// <param name="catalog">What is declared.</param>
    /// <param name="goal">The customer's savings goal; null where they stated none.</param>
    /// <returns>How the insights stand.</returns>
    public static BoardView Update(InsightState state, FinancialPicture picture, InsightCatalog catalog, SavingsGoal? goal = null)
    {
        var today = picture.AsOf.DayNumber;
        var found = Findings.Of(new Evidence(picture, goal), catalog);
        var seen = new HashSet<ulong>(found.All.Count);
        var (standing, rest) = (new List<StandingInsight>(), new List<KnownInsight>());
        var next = found.LookAgain ?? int.MaxValue;
        foreach (var finding in found.All)
        {
            if (finding.Since > today)
            {
                next = Math.Min(next, finding.Since);
                continue;
            }

            var id = InsightId.Of(finding);
            if (!seen.Add(id))
            {
                continue;
            }

            var held = state.Find(id);
            var since = held is { } earlier && earlier.Since <= today ? earlier.Since : finding.Since;
            var expiresAt = Math.Min(finding.Until, since + finding.Declared.ValidDays);
            if (held is { IsAcknowledged: true } acknowledged)
            {
                rest.Add(acknowledged with { ExpiresAt = Math.Max(acknowledged.ExpiresAt, expiresAt) });
            }
            else if (today < expiresAt)
            {
                standing.Add(new(id, finding, since, expiresAt));
                next = Math.Min(next, expiresAt);
            }
            else if (held is { } expired)
            {
                rest.Add(expired);
            }
        }

        foreach (var known in state.Known)
        {
            if (known.IsAcknowledged && today < known.ExpiresAt && !seen.Contains(known.Id))
            {
                rest.Add(known);
            }
        }

        standing.Sort();
        return new(Remember(state, standing, rest), Shown(state, standing, catalog.MostShown), next == int.MaxValue ? null : Days.Date(next));
    }

    /// <summary>Sees an insight off: it is not shown again before it expires.</summary>
    /// <param name="view">How the insights stand.</param>
    /// <param name="id">The insight's id as written.</param>
    /// <returns>The next state, the same instance as the view's where it was seen off before; null where no such insight is shown.</returns>
    public static InsightState? Acknowledge(BoardView view, string id)
    {
        foreach (var known in view.State.Known)
        {
            if (known.IsAcknowledged && InsightId.Text(known.Id) == id)
            {
                return view.State;
            }
        }

        foreach (var shown in view.Shown)
        {
            if (InsightId.Text(shown.Id) == id)
            {
                var acknowledged = new KnownInsight(shown.Id, shown.Since, shown.ExpiresAt, true);
                var others = view.State.Known.RemoveAll(known => known.Id == shown.Id);
                return view.State with { Known = Bounded(others.Add(acknowledged)) };
            }
        }

        return null;
    }

    private static ImmutableArray<StandingInsight> Shown(InsightState state, List<StandingInsight> standing, int most)
    {
        var shown = ImmutableArray.CreateBuilder<StandingInsight>();
        foreach (var insight in standing)
        {
            if (shown.Count < most && !state.Muted.Contains(insight.Finding.Declared.Type))
            {
                shown.Add(insight);
            }
        }

        return shown.DrainToImmutable();
    }

    private static InsightState Remember(InsightState state, List<StandingInsight> standing, List<KnownInsight> rest)
    {
        var known = ImmutableArray.CreateBuilder<KnownInsight>(standing.Count + rest.Count);
        foreach (var insight in standing)
        {
            known.Add(new(insight.Id, insight.Since, insight.ExpiresAt, false));
        }

        known.AddRange(rest);
        var next = Bounded(known.DrainToImmutable());
        return next.AsSpan().SequenceEqual(state.Known.AsSpan()) ? state : state with { Known = next };
    }

    /// <summary>By id; where there are too many, the acknowledged stay before the others, and what expires last before what expires first.</summary>
    private static ImmutableArray<KnownInsight> Bounded(ImmutableArray<KnownInsight> known)
    {
        if (known.Length > InsightState.MostKnown)
        {
            known = known.Sort(static (one, other) =>
                one.IsAcknowledged != other.IsAcknowledged ? other.IsAcknowledged.CompareTo(one.IsAcknowledged)
                : one.ExpiresAt != other.ExpiresAt ? other.ExpiresAt.CompareTo(one.ExpiresAt)
                : one.Id.CompareTo(other.Id))[..InsightState.MostKnown];
        }

        return known.Sort(static (one, other) => one.Id.CompareTo(other.Id));
    }
}
