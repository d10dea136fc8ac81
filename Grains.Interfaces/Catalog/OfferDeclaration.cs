using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Catalog;

/// <summary>One offer: who is eligible, and the linear model that scores it.</summary>
[GenerateSerializer, Immutable, Alias("offer-declaration")]
public sealed record OfferDeclaration
{
    /// <summary>The <see cref="Kind"/> of borrowing, in whatever form.</summary>
    public const string Credit = "credit";

    /// <summary>The offer's id, kebab-case.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>In plain language.</summary>
    [Id(1)]
    public required string Title { get; init; }

    /// <summary>The product it leads to; not offered to who holds it.</summary>
    [Id(2)]
    public required string Product { get; init; }

    /// <summary>The surfaces it may be shown on; empty for all.</summary>
    [Id(3)]
    public ImmutableArray<string> Surfaces { get; init; } = [];

    /// <summary>What must hold of the customer; empty for an offer open to everyone.</summary>
    [Id(4)]
    public ImmutableArray<OfferCondition> Eligibility { get; init; } = [];

    /// <summary>The score of a customer who is average in every feature: the population's mean score, log-odds.</summary>
    [Id(5)]
    public double Intercept { get; init; }

    /// <summary>The weight of each feature, log-odds per <see cref="FeatureDeclaration.Scale"/> above the mean.</summary>
    [Id(6)]
    public Dictionary<string, double> Weights { get; init; } = [];

    /// <summary>What must hold of the customer for the offer to be right for them: that they can afford it, that no safeguard speaks against it. As with
    /// eligibility, what is unknown is not met, but for safeguards: there no flag is no bar.</summary>
    [Id(7)]
    public ImmutableArray<OfferCondition> Suitability { get; init; } = [];

    /// <summary><c>credit</c> for borrowing: it is shown only to who is known well enough to carry it, and to nobody whom any safeguard guards, whatever
    /// else is declared; null for anything else.</summary>
    [Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }
}

/// <summary>
/// One feature of the offers' model. It enters a score as (value − mean) / scale, bounded to ±3; where the value is unknown it is the mean
/// and contributes nothing.
/// </summary>
[GenerateSerializer, Immutable, Alias("feature-declaration")]
public sealed record FeatureDeclaration
{
    /// <summary>The feature's name, kebab-case; one of those the platform can compute.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>The attribute it is computed from, or <c>transactions</c>.</summary>
    [Id(1)]
    public required string Source { get; init; }

    /// <summary>The population's mean, in the feature's unit.</summary>
    [Id(2)]
    public double Mean { get; init; }

    /// <summary>The unit of the weights, about one standard deviation of the population; above 0.</summary>
    [Id(3)]
    public double Scale { get; init; }

    /// <summary>What a value above the mean says of a customer, as the first half of a sentence to them.</summary>
    [Id(4)]
    public required string Above { get; init; }

    /// <summary>What a value below the mean says of a customer, as the first half of a sentence to them.</summary>
    [Id(5)]
    public required string Below { get; init; }

    /// <summary>What a customer would do to change it, to follow "If", with <c>{value}</c> in it; null where it is not in their hands.</summary>
    [Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IfChanged { get; init; }

    /// <summary>How its value is written there: <c>amount</c> or <c>percent</c>; null where it is not in their hands.</summary>
    [Id(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Form { get; init; }
}

/// <summary>A condition on one feature; a customer of whom it is unknown does not meet it.</summary>
[GenerateSerializer, Immutable, Alias("offer-condition")]
public sealed record OfferCondition
{
    /// <summary>A feature's or a catalogue attribute's name.</summary>
    [Id(0)]
    public required string Attribute { get; init; }

    /// <summary>At least; null for no bound.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Minimum { get; init; }

    /// <summary>At most; null for no bound.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Maximum { get; init; }

    /// <summary>One of these; null for any.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? AnyOf { get; init; }

    /// <summary>None of these; null for no bar.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? NoneOf { get; init; }
}
