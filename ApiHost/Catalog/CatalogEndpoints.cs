using Grains.Interfaces.Catalog;

namespace ApiHost.Catalog;

/// <summary>The routes of the catalogue.</summary>
internal static class CatalogEndpoints
{
    /// <summary>Maps them below <c>/v1</c>.</summary>
    /// <param name="v1">The group of the contract's version.</param>
    public static void MapCatalog(this RouteGroupBuilder v1)
    {
        var catalog = v1.MapGroup("/catalog").WithTags("Catalogue");
        catalog.MapGet("/attributes", (IGrainFactory grains) => grains.GetGrain<ICatalog>(0).Attributes().AsTask())
            .WithName("getAttributes").WithSummary("Every profile attribute the bank may hold").Produces<AttributeCatalog>();
        catalog.MapGet("/purposes", (IGrainFactory grains) => grains.GetGrain<ICatalog>(0).Purposes().AsTask())
            .WithName("getPurposes").WithSummary("Every purpose data may be processed for").Produces<PurposeCatalog>();
        catalog.MapGet("/offers", (IGrainFactory grains) => grains.GetGrain<ICatalog>(0).Offers().AsTask())
            .WithName("getOffers").WithSummary("Every offer that may be recommended").Produces<OfferCatalog>();
    }
}
