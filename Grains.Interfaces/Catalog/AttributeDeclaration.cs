using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Catalog;

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

    /// <summary>The title in other languages, by BCP 47 tag; null for none.</summary>
    [Id(15), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableDictionary<string, string>? Titles { get; init; }

    /// <summary><c>vulnerability</c> or <c>restriction</c> for a list of flags that guard the customer; null for any other. A safeguard may be read under
    /// any purpose, whatever the consent covers, and only to take something away: an offer, or, for a vulnerability, every experiment. Never a feature.</summary>
    [Id(16), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Safeguard { get; init; }
}
