using System.Collections.Immutable;

namespace Grains.Personalization;

/// <summary>The rules that advice is given by.</summary>
/// <param name="Version">The file's version.</param>
/// <param name="AtLeast">The sentence of a figure that would have to rise, by language.</param>
/// <param name="Below">The sentence of a figure that would have to fall, by language.</param>
/// <param name="FigureTitles">What each figure is called, by name and language.</param>
/// <param name="Rules">The rules.</param>
internal sealed record AdviceCatalog(
    string Version, ImmutableDictionary<string, string> AtLeast, ImmutableDictionary<string, string> Below,
    ImmutableDictionary<string, ImmutableDictionary<string, string>> FigureTitles, ImmutableArray<AdviceRule> Rules)
{
    /// <summary>No advice.</summary>
    public static AdviceCatalog Empty { get; } = new(
        string.Empty, ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty,
        ImmutableDictionary<string, ImmutableDictionary<string, string>>.Empty, []);
}

/// <summary>One rule: it fires where all its conditions hold and it suits the customer.</summary>
internal sealed record AdviceRule
{
    /// <summary>Its id, kebab-case.</summary>
    public required string Id { get; init; }

    /// <summary>What it advises.</summary>
    public required AdviceKind Kind { get; init; }

    /// <summary>From 0 to 100; more important ones come first.</summary>
    public int Priority { get; init; }

    /// <summary>What must hold of the figures.</summary>
    public ImmutableArray<FigureCondition> When { get; init; } = [];

    /// <summary>What must hold of the customer.</summary>
    public ImmutableArray<TraitCondition> Customer { get; init; } = [];

    /// <summary>The vulnerabilities and restrictions for which it is never given.</summary>
    public ImmutableArray<string> UnsuitableFor { get; init; } = [];

    /// <summary>What a front end can offer to do; null for nothing.</summary>
    public string? Action { get; init; }

    /// <summary>The advice in a few words, by language.</summary>
    public required ImmutableDictionary<string, string> Titles { get; init; }

    /// <summary>The advice, by language; <c>{figure}</c> is a figure's value.</summary>
    public required ImmutableDictionary<string, string> Texts { get; init; }

    /// <summary>Every figure that it looks at or tells; where one is not known it does not fire.</summary>
    public ImmutableArray<Figure> Figures { get; init; } = [];
}

/// <summary>A condition on a figure; a figure that is not known meets none.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="AtLeast">The least; null for no bound.</param>
/// <param name="Below">What it must stay below; null for no bound.</param>
internal sealed record FigureCondition(Figure Figure, decimal? AtLeast, decimal? Below)
{
    /// <summary>Whether a value meets it.</summary>
    /// <param name="value">The value; null where not known.</param>
    /// <returns>True where known and met.</returns>
    public bool IsMetBy(decimal? value) => value is { } known && !(known < AtLeast) && !(known >= Below);

    /// <summary>How far beyond its bounds a value lies.</summary>
    /// <param name="value">The value, which meets it.</param>
    /// <returns>From 0 at a bound to 1 where it is twice as far as the bound is from 0, or farther.</returns>
    public double Severity(decimal value) =>
        (double)Math.Min(Math.Min(Beyond(value, AtLeast), Beyond(value, Below)), 1);

    private static decimal Beyond(decimal value, decimal? bound) =>
        bound is not { } at ? decimal.MaxValue : at == 0 ? (value == 0 ? 0 : 1) : Math.Min(Math.Abs(value - at) / Math.Abs(at), 1);
}

/// <summary>A condition on a profile attribute; one that is not known meets none.</summary>
/// <param name="Attribute">The attribute, a text or a list.</param>
/// <param name="AnyOf">One of these; null for any.</param>
/// <param name="NoneOf">None of these; null for no bar.</param>
internal sealed record TraitCondition(string Attribute, ImmutableArray<string>? AnyOf, ImmutableArray<string>? NoneOf);

/// <summary>What a piece of advice is about. Credit is under rules of its own, which no catalogue can switch off.</summary>
internal enum AdviceKind
{
    /// <summary>Keeping to what comes in.</summary>
    Budget,

    /// <summary>Putting money aside.</summary>
    Saving,

    /// <summary>Paying less.</summary>
    Cost,

    /// <summary>Insurance.</summary>
    Insurance,

    /// <summary>Later life.</summary>
    Pension,

    /// <summary>Help with debts.</summary>
    Debt,

    /// <summary>Borrowing, in whatever form.</summary>
    Credit,
}
