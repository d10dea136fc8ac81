using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Access;

namespace Grains.Interfaces.Catalog;

/// <summary>The declarations in force: which attributes, purposes and offers this bank has. Key 0.</summary>
[Alias("ICatalog")]
public interface ICatalog : IGrainWithIntegerKey
{
    /// <summary>Every profile attribute the bank may hold.</summary>
    /// <returns>The declarations.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Advisor, Role.Officer, Role.Auditor, Role.Operator), Alias("Attributes")]
    ValueTask<AttributeCatalog> Attributes();

    /// <summary>Every purpose data may be processed for.</summary>
    /// <returns>The declarations.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Advisor, Role.Officer, Role.Auditor, Role.Operator), Alias("Purposes")]
    ValueTask<PurposeCatalog> Purposes();

    /// <summary>Every offer that may be recommended.</summary>
    /// <returns>The declarations.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Advisor, Role.Officer, Role.Auditor, Role.Operator), Alias("Offers")]
    ValueTask<OfferCatalog> Offers();
}

/// <summary>The attributes in force.</summary>
/// <param name="Version">The catalogue file's version.</param>
/// <param name="Attributes">In the file's order.</param>
[GenerateSerializer, Immutable, Alias("attribute-catalog")]
public sealed record AttributeCatalog([property: Id(0)] string Version, [property: Id(1)] ImmutableArray<AttributeDeclaration> Attributes);

/// <summary>The purposes in force.</summary>
/// <param name="Version">The catalogue file's version.</param>
/// <param name="Purposes">In the file's order.</param>
[GenerateSerializer, Immutable, Alias("purpose-catalog")]
public sealed record PurposeCatalog([property: Id(0)] string Version, [property: Id(1)] ImmutableArray<PurposeDeclaration> Purposes);

/// <summary>The offers in force.</summary>
/// <param name="Version">The catalogue file's version.</param>
/// <param name="Offers">In the file's order.</param>
[GenerateSerializer, Immutable, Alias("offer-catalog")]
public sealed record OfferCatalog([property: Id(0)] string Version, [property: Id(1)] ImmutableArray<OfferDeclaration> Offers)
{
    /// <summary>What the offers' weights apply to: enough to recompute any reason given.</summary>
    [Id(2)]
    public ImmutableArray<FeatureDeclaration> Features { get; init; } = [];
}

/// <summary>One profile attribute the bank may hold: what it is, who may write it, which purposes may read it, how long it stays.</summary>
[GenerateSerializer, Immutable, Alias("attribute-declaration")]
public sealed record AttributeDeclaration
{
    /// <summary>The attribute's name, camelCase.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>In plain language.</summary>
    [Id(1)]
    public required string Title { get; init; }

    /// <summary><c>text</c>, <c>date</c>, <c>number</c>, <c>integer</c>, <c>flag</c> or <c>list</c>.</summary>
    [Id(2)]
    public required string Type { get; init; }

    /// <summary>Its data category, one of those in the purposes file.</summary>
    [Id(3)]
    public required string Category { get; init; }

    /// <summary><c>normal</c> or <c>sensitive</c>.</summary>
    [Id(4)]
    public string Sensitivity { get; init; } = "normal";

    /// <summary>A protected characteristic: never a model feature.</summary>
    [Id(5)]
    public bool Protected { get; init; }

    /// <summary>The purposes that may read it.</summary>
    [Id(6)]
    public ImmutableArray<string> Purposes { get; init; } = [];

    /// <summary>Who may write it: <c>bank</c>, <c>customer</c>.</summary>
    [Id(7)]
    public ImmutableArray<string> WritableBy { get; init; } = [];

    /// <summary>How long it stays after its last change, ISO 8601 duration.</summary>
    [Id(8)]
    public required string Retention { get; init; }

    /// <summary>The longest text, or the longest item of a list, in characters.</summary>
    [Id(9)]
    public int MaxLength { get; init; } = 200;

    /// <summary>The most items of a list.</summary>
    [Id(10)]
    public int MaxItems { get; init; } = 50;

    /// <summary>A regular expression the whole text must match; null for any.</summary>
    [Id(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pattern { get; init; }

    /// <summary>The closed values; null for any.</summary>
    [Id(12), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? Values { get; init; }

    /// <summary>The least number; null for none.</summary>
    [Id(13), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Minimum { get; init; }

    /// <summary>The largest number; null for none.</summary>
    [Id(14), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Maximum { get; init; }
}

/// <summary>One purpose in plain language, with its legal basis.</summary>
[GenerateSerializer, Immutable, Alias("purpose-declaration")]
public sealed record PurposeDeclaration
{
    /// <summary>The purpose's id, kebab-case.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>In plain language, short.</summary>
    [Id(1)]
    public required string Title { get; init; }

    /// <summary>In plain language, a sentence or two.</summary>
    [Id(2)]
    public required string Description { get; init; }

    /// <summary><c>consent</c>, <c>contract</c>, <c>legal-obligation</c> or <c>legitimate-interest</c>.</summary>
    [Id(3)]
    public required string LegalBasis { get; init; }

    /// <summary>The W3C DPV 2.3 term, e.g. <c>dpv:ProvideProductRecommendations</c>.</summary>
    [Id(4)]
    public required string DpvTerm { get; init; }

    /// <summary>The data categories it may use.</summary>
    [Id(5)]
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>The channels it may use.</summary>
    [Id(6)]
    public ImmutableArray<string> Channels { get; init; } = [];

    /// <summary>How long a consent stands, ISO 8601 duration; null without end.</summary>
    [Id(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Validity { get; init; }

    /// <summary>The version of the notice in force.</summary>
    [Id(8)]
    public required string NoticeVersion { get; init; }

    /// <summary>Whether a Global Privacy Control signal withdraws it.</summary>
    [Id(9)]
    public bool WithdrawnByPrivacyControl { get; init; }

    /// <summary>Whether it rests on consent.</summary>
    [JsonIgnore]
    public bool NeedsConsent => LegalBasis == "consent";
}

/// <summary>One offer: who is eligible, and the linear model that scores it.</summary>
[GenerateSerializer, Immutable, Alias("offer-declaration")]
public sealed record OfferDeclaration
{
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
