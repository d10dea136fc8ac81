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
    [Allow(Role.Customer, Role.Frontend, Role.Advisor, Role.Officer, Role.Auditor, Role.Operator, IsRecorded = false, Does = "list the attributes"), Alias("Attributes")]
    ValueTask<AttributeCatalog> Attributes();

    /// <summary>Every purpose data may be processed for.</summary>
    /// <returns>The declarations.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Advisor, Role.Officer, Role.Auditor, Role.Operator, IsRecorded = false, Does = "list the purposes"), Alias("Purposes")]
    ValueTask<PurposeCatalog> Purposes();

    /// <summary>Every offer that may be recommended.</summary>
    /// <returns>The declarations.</returns>
    [Allow(Role.Customer, Role.Frontend, Role.Advisor, Role.Officer, Role.Auditor, Role.Operator, IsRecorded = false, Does = "list the offers"), Alias("Offers")]
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
public sealed record PurposeCatalog([property: Id(0)] string Version, [property: Id(1)] ImmutableArray<PurposeDeclaration> Purposes)
{
    /// <summary>The data categories, in the file's order.</summary>
    [Id(2)]
    public ImmutableArray<CategoryDeclaration> Categories { get; init; } = [];

    /// <summary>The languages that every notice has; the first is the default.</summary>
    [Id(3)]
    public ImmutableArray<string> Languages { get; init; } = [];

    /// <summary>The bank. Null only where nobody is asked for consent, as in a test.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ControllerDeclaration? Controller { get; init; }
}

/// <summary>The offers in force.</summary>
/// <param name="Version">The catalogue file's version.</param>
/// <param name="Offers">In the file's order.</param>
[GenerateSerializer, Immutable, Alias("offer-catalog")]
public sealed record OfferCatalog([property: Id(0)] string Version, [property: Id(1)] ImmutableArray<OfferDeclaration> Offers)
{
    /// <summary>What the offers' weights apply to: enough to recompute any reason given.</summary>
    [Id(2)]
    public ImmutableArray<FeatureDeclaration> Features { get; init; } = [];

    /// <summary>ISO 4217, of the means, scales and bounds that are amounts of transactions. Of who has their money in another, such amounts are unknown.</summary>
    [Id(3)]
    public string Currency { get; init; } = string.Empty;

    /// <summary>The surfaces that this bank has: what is shown on them is kept as a decision.</summary>
    [Id(4)]
    public ImmutableArray<string> Surfaces { get; init; } = [];
}
