using System.Collections.Immutable;

namespace Grains.Personalization;

/// <summary>The tiles that a screen can show, in the default order, and the sentences that say why one stands where it does.</summary>
/// <param name="Version">The file's version.</param>
/// <param name="SimpleTiles">How many tiles a customer sees who needs it simple, at most; the pinned ones are shown in any case.</param>
/// <param name="Reasons">The sentences by reason and language; <c>{tile}</c> is the tile's title.</param>
/// <param name="Tiles">The tiles.</param>
internal sealed record TileCatalog(
    string Version, int SimpleTiles, ImmutableDictionary<TileReason, ImmutableDictionary<string, string>> Reasons, ImmutableArray<Tile> Tiles)
{
    /// <summary>The most surfaces.</summary>
    public const int MostSurfaces = 8;

    /// <summary>No tiles.</summary>
    public static TileCatalog Empty { get; } = new(string.Empty, 1, ImmutableDictionary<TileReason, ImmutableDictionary<string, string>>.Empty, []);

    /// <summary>The surfaces that this bank has: where the tiles stand on them is kept.</summary>
    public ImmutableArray<string> Surfaces { get; init; } = [];
}

/// <summary>A tile.</summary>
/// <param name="Id">Its id, kebab-case.</param>
/// <param name="Titles">What it is called, by language.</param>
/// <param name="IsSimple">Whether it says one thing and is easy to read.</param>
/// <param name="Reads">The reads behind it, of <see cref="TileReads"/>.</param>
/// <param name="Surfaces">The surfaces it is shown on; empty for all.</param>
internal sealed record Tile(
    string Id, ImmutableDictionary<string, string> Titles, bool IsSimple, ImmutableArray<string> Reads, ImmutableArray<string> Surfaces)
{
    /// <summary>Whether it is shown on a surface.</summary>
    /// <param name="surface">The surface.</param>
    /// <returns>True where it is.</returns>
    public bool IsShownOn(string surface) => Surfaces.IsEmpty || Surfaces.Contains(surface);
}

/// <summary>Why a tile stands where it does.</summary>
internal enum TileReason
{
    /// <summary>It is its place for everybody.</summary>
    Default,

    /// <summary>The customer pinned it.</summary>
    Pinned,

    /// <summary>The customer needs it simple.</summary>
    Accessibility,

    /// <summary>The customer uses it.</summary>
    Use,
}
