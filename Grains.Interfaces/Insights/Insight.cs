using System.Collections.Immutable;

namespace Grains.Interfaces.Insights;

/// <summary>What is true of a customer's money and worth knowing today.</summary>
/// <param name="Insights">The most pressing first.</param>
/// <param name="Personalised">Whether the customer's data was used; where not, there are no insights.</param>
/// <param name="Because"><c>consent-given</c>, <c>consent-missing</c> or the like.</param>
[GenerateSerializer, Immutable, Alias("customer-insights")]
public sealed record CustomerInsights(
    [property: Id(0)] ImmutableArray<Insight> Insights, [property: Id(1)] bool Personalised, [property: Id(2)] string Because);

/// <summary>One thing that is true, in the customer's language.</summary>
[GenerateSerializer, Immutable, Alias("insight")]
public sealed record Insight
{
    /// <summary>Names it when it is acknowledged: 16 hexadecimal digits, the same for as long as it is about the same thing and period.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The type, which can be muted, e.g. <c>price-rise</c>.</summary>
    [Id(1)]
    public required string Type { get; init; }

    /// <summary>A few words.</summary>
    [Id(2)]
    public required string Title { get; init; }

    /// <summary>A sentence or two, with the figures in them.</summary>
    [Id(3)]
    public required string Text { get; init; }

    /// <summary>The figures it was judged by, by name: amounts in <c>currency</c> (ISO 4217), percentages as 12.5 for 12.5 %, dates as yyyy-MM-dd,
    /// months as yyyy-MM, categories by id.</summary>
    [Id(4)]
    public required ImmutableSortedDictionary<string, InsightFigure> Figures { get; init; }

    /// <summary>The day it became true.</summary>
    [Id(5)]
    public required DateOnly Since { get; init; }

    /// <summary>The first day on which it is not shown any more, true or not.</summary>
    [Id(6)]
    public required DateOnly ExpiresAt { get; init; }

    /// <summary><c>info</c>, <c>notice</c> or <c>warning</c>.</summary>
    [Id(7)]
    public required string Severity { get; init; }
}
