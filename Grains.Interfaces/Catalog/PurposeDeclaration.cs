using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Catalog;

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

    /// <summary>The data categories it may ever use; what was consented to is its notice's.</summary>
    [Id(5)]
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>The channels it may ever use.</summary>
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

    /// <summary>The versions of the notice, in the order of their first days; empty where the purpose has none but its title and description.</summary>
    [Id(10)]
    public ImmutableArray<PurposeNotice> Notices { get; init; } = [];

    /// <summary>What is done with the data; null where not said.</summary>
    [Id(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PurposeProcessing? Processing { get; init; }

    /// <summary>Who gets data beside the controller.</summary>
    [Id(12)]
    public ImmutableArray<RecipientDeclaration> Recipients { get; init; } = [];

    /// <summary>Whether it is direct marketing, which the customer may object to at any time and without a reason.</summary>
    [Id(13)]
    public bool DirectMarketing { get; init; }

    /// <summary>Whether it rests on consent.</summary>
    [JsonIgnore]
    public bool NeedsConsent => LegalBasis == "consent";
}
