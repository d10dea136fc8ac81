using System.Collections.Immutable;

namespace Grains.Activity;

/// <summary>
/// All patterns of a catalogue as one automaton (Aho and Corasick 1975): a transaction's text is read once, whatever their number. Of several
/// that are found the longest wins, of equally long ones the first in the text.
/// </summary>
internal sealed class CategoryPatterns
{
    private readonly ImmutableArray<CategoryPattern> patterns;
    private readonly ushort[] letterOf = new ushort[char.MaxValue + 1];
    private readonly int letters = 1;
    private readonly int[] next;
    private readonly int[] lengths;

    // By state, the longest pattern that ends there plus 1, 0 for none: in what goes out, in what comes in.
    private readonly int[] outflow;
    private readonly int[] inflow;

    /// <summary>Builds the automaton.</summary>
    /// <param name="patterns">Without fault; no two of the same folded text for the same direction.</param>
    public CategoryPatterns(ImmutableArray<CategoryPattern> patterns)
    {
        this.patterns = patterns;
        var texts = patterns.Select(static p => p.Folded).ToArray();
        lengths = Array.ConvertAll(texts, static text => text.Length);
        foreach (var letter in texts.SelectMany(static text => text).Distinct())
        {
            letterOf[letter] = (ushort)letters++;
        }

        next = new int[(texts.Sum(static text => text.Length) + 1) * letters];
        var states = 1;
        outflow = new int[next.Length / letters];
        inflow = new int[next.Length / letters];
        for (var i = 0; i < texts.Length; i++)
        {
            var state = 0;
            foreach (var letter in texts[i])
            {
                ref var to = ref next[(state * letters) + letterOf[letter]];
                state = to != 0 ? to : to = states++;
            }

            outflow[state] = patterns[i].IsForOutflow ? i + 1 : outflow[state];
            inflow[state] = patterns[i].IsForInflow ? i + 1 : inflow[state];
        }

        Link(states);
    }

    /// <summary>No patterns.</summary>
    public static CategoryPatterns None { get; } = new([]);

    /// <summary>Looks for patterns in a text.</summary>
    /// <param name="folded">A <see cref="FoldedText"/>.</param>
    /// <param name="isInflow">Whether the amount came in.</param>
    /// <returns>The category; null where no pattern is found.</returns>
    public string? Find(ReadOnlySpan<char> folded, bool isInflow)
    {
        var ends = isInflow ? inflow : outflow;
        var (state, best, longest) = (0, 0, 0);
        foreach (var letter in folded)
        {
            state = next[(state * letters) + letterOf[letter]];
            var found = ends[state];
            if (found != 0 && lengths[found - 1] > longest)
            {
                (best, longest) = (found, lengths[found - 1]);
            }
        }

        return best == 0 ? null : patterns[best - 1].Category;
    }

    /// <summary>Where a text goes on that no pattern does: breadth first, so that the shorter is ready before the longer.</summary>
    private void Link(int states)
    {
        var fails = new int[states];
        var queue = new Queue<int>();
        queue.Enqueue(0);
        while (queue.TryDequeue(out var state))
        {
            for (var letter = 0; letter < letters; letter++)
            {
                ref var to = ref next[(state * letters) + letter];
                var fallback = state == 0 ? 0 : next[(fails[state] * letters) + letter];
                if (to == 0)
                {
                    to = fallback;
                    continue;
                }

                fails[to] = fallback;
                outflow[to] = outflow[to] == 0 ? outflow[fallback] : outflow[to];
                inflow[to] = inflow[to] == 0 ? inflow[fallback] : inflow[to];
                queue.Enqueue(to);
            }
        }
    }
}
