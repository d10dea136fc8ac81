using System.Collections.Immutable;

namespace Grains.Interfaces.Rights;

/// <summary>How a customer's screens are arranged.</summary>
/// <param name="Uses">How much each of the platform's reads was used.</param>
/// <param name="Places">Where the tiles stand.</param>
[GenerateSerializer, Immutable, Alias("exported-screen")]
public sealed record ExportedScreen([property: Id(0)] ImmutableArray<ExportedTileUse> Uses, [property: Id(1)] ImmutableArray<ExportedPlaces> Places);

/// <summary>How much a read was used.</summary>
/// <param name="Read">The read, for example <c>transactions</c>.</param>
/// <param name="Weight">How often; uses count half after 14 days.</param>
/// <param name="Date">When it was last used.</param>
[GenerateSerializer, Immutable, Alias("exported-tile-use")]
public sealed record ExportedTileUse([property: Id(0)] string Read, [property: Id(1)] double Weight, [property: Id(2)] DateOnly Date);

/// <summary>Where the tiles of a screen stand.</summary>
/// <param name="Surface">The screen.</param>
/// <param name="Tiles">In their order.</param>
[GenerateSerializer, Immutable, Alias("exported-places")]
public sealed record ExportedPlaces([property: Id(0)] string Surface, [property: Id(1)] ImmutableArray<ExportedPlace> Tiles);

/// <summary>A tile in its place.</summary>
/// <param name="Tile">The tile's id.</param>
/// <param name="Since">Since when it stands there.</param>
[GenerateSerializer, Immutable, Alias("exported-place")]
public sealed record ExportedPlace([property: Id(0)] string Tile, [property: Id(1)] DateOnly Since);
