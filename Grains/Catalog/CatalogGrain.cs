using Grains.Interfaces.Catalog;
using Orleans.Concurrency;

namespace Grains.Catalog;

/// <summary>Answers what this silo has in force; holds nothing.</summary>
[StatelessWorker]
internal sealed class CatalogGrain(Catalogue catalogue, TimeProvider clock) : Grain, ICatalog
{
    /// <inheritdoc/>
    public ValueTask<AttributeCatalog> Attributes() => ValueTask.FromResult(catalogue.Attributes);

    /// <inheritdoc/>
    public ValueTask<PurposeCatalog> Purposes()
    {
        var (declared, now) = (catalogue.Purposes, clock.GetUtcNow());
        return ValueTask.FromResult(declared with { Purposes = [.. declared.Purposes.Select(p => p with { NoticeVersion = p.NoticeAt(now).Version })] });
    }

    /// <inheritdoc/>
    public ValueTask<OfferCatalog> Offers() => ValueTask.FromResult(catalogue.Offers);
}
