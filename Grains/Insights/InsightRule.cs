using System.Collections.Immutable;

namespace Grains.Insights;

/// <summary>One type of insight: what it can be tuned by, what figures it has and when it is true. Knows no language and keeps no state.</summary>
/// <param name="type">The type's name, kebab-case.</param>
/// <param name="thresholds">What must be declared of it.</param>
/// <param name="figures">Its figures, which are the placeholders its texts may have.</param>
internal abstract class InsightRule(string type, ImmutableArray<ThresholdForm> thresholds, ImmutableArray<FigureForm> figures)
{
    /// <summary>The type's name, kebab-case.</summary>
    public string Type => type;

    /// <summary>What must be declared of it, each within its limits.</summary>
    public ImmutableArray<ThresholdForm> Thresholds => thresholds;

    /// <summary>Its figures, in the order in which findings have them.</summary>
    public ImmutableArray<FigureForm> Figures => figures;

    /// <summary>Adds what is true, and what time alone will make true.</summary>
    /// <param name="evidence">What to judge by.</param>
    /// <param name="declared">What is declared of the type.</param>
    /// <param name="found">Takes it.</param>
    public abstract void Find(Evidence evidence, InsightDeclaration declared, Findings found);
}

/// <summary>A number that a declaration must have.</summary>
/// <param name="Name">Its name, camelCase.</param>
/// <param name="Least">The smallest it may be.</param>
/// <param name="Most">The largest it may be.</param>
internal sealed record ThresholdForm(string Name, decimal Least, decimal Most);

/// <summary>A figure that findings of a type have.</summary>
/// <param name="Name">Its name, camelCase.</param>
/// <param name="Kind">What it is.</param>
internal sealed record FigureForm(string Name, FigureKind Kind);

/// <summary>What a figure is, and so how it is written.</summary>
internal enum FigureKind
{
    /// <summary>A text as received.</summary>
    Text,

    /// <summary>An amount in the picture's currency.</summary>
    Money,

    /// <summary>A percentage: 12.5 is 12.5 %.</summary>
    Percent,

    /// <summary>A percentage by which something differs, written with its sign.</summary>
    Change,

    /// <summary>A day number.</summary>
    Date,

    /// <summary>12 × year + month − 1.</summary>
    Month,

    /// <summary>A category's id.</summary>
    Category,

    /// <summary>A whole number.</summary>
    Count,
}
