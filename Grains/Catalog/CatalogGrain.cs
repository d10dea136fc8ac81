using Grains.Interfaces.Catalog;
using Orleans.Concurrency;

namespace Grains.Catalog;

/// <summary>Answers what this silo has in force; holds nothing.</summary>
[StatelessWorker]
internal sealed class CatalogGrain(Catalogue catalogue) : Grain, ICatalog
{
    /// <inheritdoc/>
    public ValueTask<AttributeCatalog> Attributes() => ValueTask.FromResult(catalogue.Attributes);

    /// <inheritdoc/>
    public ValueTask<PurposeCatalog> Purposes() => ValueTask.FromResult(catalogue.Purposes);

    /// <inheritdoc/>
    public ValueTask<OfferCatalog> Offers() => ValueTask.FromResult(catalogue.Offers);
}
