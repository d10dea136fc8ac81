using Grains.Interfaces.Catalog;
using Grains.Personalization;

namespace Grains.Catalog;

/// <summary>What offers or advice may read: never a protected attribute, never one that the purpose may not read; a safeguard only for suitability.</summary>
internal sealed class FeaturePermission(AttributesFile? attributes, PurposesFile? purposes, string purpose)
{
    /// <summary>The attribute of a name; null where there is none, or where its file could not be read.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The declaration.</returns>
    public AttributeDeclaration? Attribute(string name) => attributes?.ByName.GetValueOrDefault(name);

    /// <summary>Why a source may not be read.</summary>
    /// <param name="source">An attribute's name, or <see cref="Features.Transactions"/>.</param>
    /// <returns>The reason; null where it may, or where that cannot be told because another file could not be read.</returns>
    public string? Fault(string source)
    {
        if (source == Features.Transactions)
        {
            return purposes?.ById.GetValueOrDefault(purpose)?.Categories.Contains(source) == false
                ? $"reads {source}, which the purpose {purpose} may not use" : null;
        }

        if (attributes is null)
        {
            return null;
        }

        return Attribute(source) is not { } attribute ? $"reads \"{source}\", neither a feature nor an attribute of the attributes file"
            : attribute.Safeguard is not null ? $"reads \"{source}\", a safeguard: only suitability may, by noneOf"
            : attribute.Protected ? $"reads \"{source}\", a protected attribute: never a feature"
            : !attribute.Purposes.Contains(purpose) ? $"reads \"{source}\", which the purpose {purpose} may not read"
            : null;
    }
}
