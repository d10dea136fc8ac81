using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Profile;

namespace Grains.Interfaces.Rights;

/// <summary>The profile in an export.</summary>
/// <param name="Version">Counts the profile's changes.</param>
/// <param name="Attributes">Every attribute held, in the catalogue's order.</param>
[GenerateSerializer, Immutable, Alias("exported-profile")]
public sealed record ExportedProfile([property: Id(0)] long Version, [property: Id(1)] ImmutableArray<ExportedAttribute> Attributes);

/// <summary>One attribute held, with all that article 15 asks to say about it.</summary>
[GenerateSerializer, Immutable, Alias("exported-attribute")]
public sealed record ExportedAttribute
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>In plain language, the customer's where the catalogue has it.</summary>
    [Id(1)]
    public required string Title { get; init; }

    /// <summary>The value.</summary>
    [Id(2)]
    public required AttributeValue Value { get; init; }

    /// <summary>Its data category; absent where the catalogue does not declare the attribute any more.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Category { get; init; }

    /// <summary>Where it is from: <c>bank</c> or <c>customer</c>.</summary>
    [Id(4)]
    public required string Source { get; init; }

    /// <summary>When it was last written, UTC.</summary>
    [Id(5)]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How long it stays after its last change, ISO 8601 duration; absent where not declared any more.</summary>
    [Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Retention { get; init; }

    /// <summary>When it goes unless it is written again, UTC; absent where not declared any more.</summary>
    [Id(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RetainedUntil { get; init; }

    /// <summary>What it may be used for, and on what basis.</summary>
    [Id(8)]
    public ImmutableArray<ExportedUse> Purposes { get; init; } = [];

    /// <summary>Who gets it beside the bank, all purposes together; empty where nobody does.</summary>
    [Id(9)]
    public ImmutableArray<ExportedRecipient> Recipients { get; init; } = [];
}

/// <summary>A use of an attribute.</summary>
/// <param name="Purpose">The purpose id.</param>
/// <param name="LegalBasis"><c>consent</c>, <c>contract</c>, <c>legal-obligation</c> or <c>legitimate-interest</c>.</param>
/// <param name="IsPermitted">Whether it is permitted now: a consent that is needed is given and covers it.</param>
[GenerateSerializer, Immutable, Alias("exported-use")]
public sealed record ExportedUse([property: Id(0)] string Purpose, [property: Id(1)] string LegalBasis, [property: Id(2)] bool IsPermitted);

/// <summary>Who gets data beside the bank.</summary>
/// <param name="Name">The name.</param>
/// <param name="Role"><c>processor</c> or <c>third-party</c>.</param>
/// <param name="Purposes">For which purposes.</param>
[GenerateSerializer, Immutable, Alias("exported-recipient")]
public sealed record ExportedRecipient([property: Id(0)] string Name, [property: Id(1)] string Role, [property: Id(2)] ImmutableArray<string> Purposes);

/// <summary>A purpose in an export.</summary>
/// <param name="Purpose">The purpose id.</param>
/// <param name="LegalBasis">On what basis data is processed for it.</param>
/// <param name="Categories">The data categories it may use.</param>
/// <param name="Recipients">Who gets data for it beside the bank.</param>
/// <param name="Texts">What it is, in every language of its notice.</param>
[GenerateSerializer, Immutable, Alias("exported-purpose")]
public sealed record ExportedPurpose(
    [property: Id(0)] string Purpose, [property: Id(1)] string LegalBasis, [property: Id(2)] ImmutableArray<string> Categories,
    [property: Id(3)] ImmutableArray<RecipientDeclaration> Recipients, [property: Id(4)] ImmutableArray<NoticeText> Texts);

/// <summary>A data category in an export.</summary>
/// <param name="Category">The category id.</param>
/// <param name="Title">In plain language, the customer's where the catalogue has it.</param>
[GenerateSerializer, Immutable, Alias("exported-category")]
public sealed record ExportedCategory([property: Id(0)] string Category, [property: Id(1)] string Title);
