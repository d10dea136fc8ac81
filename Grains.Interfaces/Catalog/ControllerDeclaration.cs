using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Grains.Interfaces.Catalog;

/// <summary>The data controller: the bank as its customers, their receipts and an authority know it (GDPR, article 13).</summary>
[GenerateSerializer, Immutable, Alias("controller-declaration")]
public sealed record ControllerDeclaration
{
    /// <summary>Name, address and contact.</summary>
    [Id(0)]
    public required PartyDeclaration Party { get; init; }

    /// <summary>The data protection officer.</summary>
    [Id(1)]
    public required PartyDeclaration DataProtectionOfficer { get; init; }

    /// <summary>The authority that takes complaints.</summary>
    [Id(2)]
    public required PartyDeclaration SupervisoryAuthority { get; init; }

    /// <summary>Whose law applies, ISO 3166-1 alpha-2.</summary>
    [Id(3)]
    public required string Jurisdiction { get; init; }

    /// <summary>Where data is stored and processed, ISO 3166-1 alpha-2.</summary>
    [Id(4)]
    public ImmutableArray<string> StorageLocations { get; init; } = [];

    /// <summary>Where a consent is given and withdrawn.</summary>
    [Id(5)]
    public required string WithdrawalUrl { get; init; }

    /// <summary>Where the other rights are exercised.</summary>
    [Id(6)]
    public required string RightsUrl { get; init; }

    /// <summary>The privacy policy.</summary>
    [Id(7)]
    public required string PolicyUrl { get; init; }
}

/// <summary>A legal or natural person and how to reach it.</summary>
[GenerateSerializer, Immutable, Alias("party-declaration")]
public sealed record PartyDeclaration
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Its address on the web, which also identifies it.</summary>
    [Id(1)]
    public required string Url { get; init; }

    /// <summary>Street, number, postal code and town.</summary>
    [Id(2)]
    public required string Address { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [Id(3)]
    public required string Country { get; init; }

    /// <summary>An e-mail address.</summary>
    [Id(4)]
    public required string Email { get; init; }

    /// <summary>A telephone number.</summary>
    [Id(5)]
    public required string Phone { get; init; }
}

/// <summary>Somebody who gets data for a purpose.</summary>
/// <param name="Role"><c>processor</c> or <c>third-party</c>.</param>
/// <param name="Party">Who.</param>
[GenerateSerializer, Immutable, Alias("recipient-declaration")]
public sealed record RecipientDeclaration([property: Id(0)] string Role, [property: Id(1)] PartyDeclaration Party);

/// <summary>A category of personal data.</summary>
/// <param name="Id">The id, kebab-case.</param>
/// <param name="Title">In plain language.</param>
/// <param name="DpvTerm">The DPV 2.3 term, e.g. <c>pd:Contact</c>.</param>
/// <param name="Special">Whether it is of a special category (GDPR, article 9).</param>
[GenerateSerializer, Immutable, Alias("category-declaration")]
public sealed record CategoryDeclaration(
    [property: Id(0)] string Id, [property: Id(1)] string Title, [property: Id(2)] string DpvTerm, [property: Id(3)] bool Special)
{
    /// <summary>The title in other languages, by BCP 47 tag; null for none.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableDictionary<string, string>? Titles { get; init; }
}
