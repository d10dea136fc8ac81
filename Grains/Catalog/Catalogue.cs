using System.Collections.Frozen;
using Grains.Interfaces.Catalog;

namespace Grains.Catalog;

/// <summary>The declarations in force, looked up by name. One per silo; replaced by the bank through configuration.</summary>
internal sealed class Catalogue
{
    /// <summary>The attributes.</summary>
    public required AttributeCatalog Attributes { get; init; }

    /// <summary>The purposes.</summary>
    public required PurposeCatalog Purposes { get; init; }

    /// <summary>The offers.</summary>
    public required OfferCatalog Offers { get; init; }

    /// <summary>Attributes by name.</summary>
    public required FrozenDictionary<string, AttributeDeclaration> Attribute { get; init; }

    /// <summary>Purposes by id.</summary>
    public required FrozenDictionary<string, PurposeDeclaration> Purpose { get; init; }

    /// <summary>Decimal digits by ISO 4217 code.</summary>
    public required FrozenDictionary<string, int> CurrencyDigits { get; init; }

    /// <summary>Category ids a transaction may have.</summary>
    public required FrozenSet<string> Categories { get; init; }

    /// <summary>Category id by ISO 18245 merchant category code.</summary>
    public required FrozenDictionary<string, string> CategoryByMcc { get; init; }
}
