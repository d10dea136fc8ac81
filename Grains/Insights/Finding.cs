using System.Collections.Immutable;

namespace Grains.Insights;

/// <summary>Something a rule found, with the days on which it holds if nothing else is booked. It may begin in the future.</summary>
/// <param name="Declared">What is declared of its type.</param>
/// <param name="About">What it is about: a stream, a category, a transaction. With <paramref name="Period"/> it tells it from others of its type.</param>
/// <param name="Period">The period it is about, as a number of any kind.</param>
/// <param name="Since">Day number on which it becomes true.</param>
/// <param name="Until">Day number of the first day on which it is true no more.</param>
/// <param name="AtStake">The money it is about, to rank by; not negative.</param>
/// <param name="Figures">Its figures, in the order of the rule's <see cref="InsightRule.Figures"/>.</param>
internal sealed record Finding(
    InsightDeclaration Declared, string About, int Period, int Since, int Until, decimal AtStake, ImmutableArray<FigureValue> Figures);

/// <summary>A figure as computed.</summary>
/// <param name="Number">The number, the day number or the month; 0 where it is a text.</param>
/// <param name="Text">The text; null where it is a number.</param>
internal readonly record struct FigureValue(decimal Number, string? Text)
{
    /// <summary>A number, a day number or a month.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator FigureValue(decimal number) => new(number, null);

    /// <summary>A text.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator FigureValue(string text) => new(0, text);
}

/// <summary>What the rules found, and when to look again.</summary>
internal sealed class Findings(int today)
{
    private readonly List<Finding> all = [];

    /// <summary>What was found, also what is to become true.</summary>
    public IReadOnlyList<Finding> All => all;

    /// <summary>Day number on which a rule wants to look again though nothing it found begins or ends; null for never.</summary>
    public int? LookAgain { get; private set; }

    /// <summary>Applies every declared rule.</summary>
    /// <param name="evidence">What they look at.</param>
    /// <param name="catalog">What is declared.</param>
    /// <returns>What they found.</returns>
    public static Findings Of(Evidence evidence, InsightCatalog catalog)
    {
        var found = new Findings(evidence.Today);
        if (evidence.IsEnough)
        {
            foreach (var declared in catalog.Types)
            {
                declared.Rule.Find(evidence, declared, found);
            }

            // What is usual changes with each month that ends, and all that is judged by it.
            if (evidence.Past.Count > 0)
            {
                found.LookAgainOn(evidence.NextMonthStart);
            }
        }

        return found;
    }

    /// <summary>Notes a finding.</summary>
    public void Add(Finding finding) => all.Add(finding);

    /// <summary>Asks for another look on a day; one that has passed is none.</summary>
    /// <param name="day">Day number.</param>
    public void LookAgainOn(int day)
    {
        if (day > today && (LookAgain is not { } earlier || day < earlier))
        {
            LookAgain = day;
        }
    }
}
