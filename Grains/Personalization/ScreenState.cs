using System.Collections.Immutable;
using Grains.Interfaces.Personalization;

namespace Grains.Personalization;

/// <summary>What is kept of a customer's screens, under the consent to ui-personalisation and as long as it stands.</summary>
[GenerateSerializer, Immutable, Alias("screen-state")]
internal sealed record ScreenState
{
    /// <summary>After so many days a use counts half.</summary>
    public const double HalfLifeDays = 14;

    /// <summary>Nothing is kept.</summary>
    public static ScreenState Empty { get; } = new();

    /// <summary>What the customer stated.</summary>
    [Id(0)]
    public ScreenPreferences Stated { get; init; } = ScreenPreferences.None;

    /// <summary>How much each of the platform's reads was used.</summary>
    [Id(1)]
    public ImmutableArray<TileUse> Uses { get; init; } = [];

    /// <summary>Where the tiles stand, by surface.</summary>
    [Id(2)]
    public ImmutableArray<PlacedTiles> Places { get; init; } = [];

    /// <summary>Whether the customer asked for large text: then fewer tiles are shown.</summary>
    public bool IsLarge => Stated.TextSize is "large" or "extra-large";

    /// <summary>How much a read was used until a day, each use counted half after <see cref="HalfLifeDays"/>.</summary>
    /// <param name="read">One of <see cref="TileReads"/>.</param>
    /// <param name="today">The day number.</param>
    /// <returns>The weight; 0 for never.</returns>
    public double UseOf(string read, int today)
    {
        foreach (var use in Uses)
        {
            if (use.Read == read)
            {
                return use.Weight * Math.Pow(0.5, Math.Max(today - use.Day, 0) / HalfLifeDays);
            }
        }

        return 0;
    }

    /// <summary>Counts uses.</summary>
    /// <param name="fresh">How often each read was used, in the order of <see cref="TileReads.All"/>.</param>
    /// <param name="today">The day number.</param>
    /// <returns>The next state.</returns>
    public ScreenState Count(ReadOnlySpan<int> fresh, int today)
    {
        var uses = Uses;
        for (var i = 0; i < fresh.Length; i++)
        {
            if (fresh[i] > 0)
            {
                var read = TileReads.All[i].Id;
                uses = uses.RemoveAll(use => use.Read == read).Add(new TileUse(read, UseOf(read, today) + fresh[i], today));
            }
        }

        return this with { Uses = uses };
    }

    /// <summary>Where the tiles of a surface stand.</summary>
    /// <param name="surface">The surface.</param>
    /// <returns>The places; empty where they were never arranged.</returns>
    public ImmutableArray<PlacedTile> PlacesOn(string surface)
    {
        foreach (var placed in Places)
        {
            if (placed.Surface == surface)
            {
                return placed.Tiles;
            }
        }

        return [];
    }

    /// <summary>Keeps where the tiles of a surface stand, if it is one of the bank's; what stands on others goes, so that there are never more.</summary>
    /// <param name="surface">The surface.</param>
    /// <param name="tiles">The places.</param>
    /// <param name="surfaces">The surfaces that the bank has.</param>
    /// <returns>The next state; this one where nothing moved.</returns>
    public ScreenState Place(string surface, ImmutableArray<PlacedTile> tiles, ImmutableArray<string> surfaces)
    {
        if (!surfaces.Contains(surface) || PlacesOn(surface).AsSpan().SequenceEqual(tiles.AsSpan()))
        {
            return this;
        }

        return this with { Places = Places.RemoveAll(placed => placed.Surface == surface || !surfaces.Contains(placed.Surface)).Add(new PlacedTiles(surface, tiles)) };
    }

    /// <summary>Takes what the customer states. Where it changes the order, the tiles are arranged anew at once: it is the customer's own act.</summary>
    /// <param name="stated">The preferences, judged.</param>
    /// <returns>The next state.</returns>
    public ScreenState Prefer(ScreenPreferences stated)
    {
        var next = this with { Stated = stated };
        return next.IsLarge == IsLarge && stated.PinnedTiles.AsSpan().SequenceEqual(Stated.PinnedTiles.AsSpan()) ? next : next with { Places = [] };
    }
}

/// <summary>How much a read was used.</summary>
/// <param name="Read">One of <see cref="TileReads"/>.</param>
/// <param name="Weight">Uses, older ones counted less, as of <paramref name="Day"/>.</param>
/// <param name="Day">The day number of the last use.</param>
[GenerateSerializer, Immutable, Alias("tile-use")]
internal readonly record struct TileUse([property: Id(0)] string Read, [property: Id(1)] double Weight, [property: Id(2)] int Day);

/// <summary>Where the tiles of a surface stand.</summary>
/// <param name="Surface">The surface.</param>
/// <param name="Tiles">In their order.</param>
[GenerateSerializer, Immutable, Alias("placed-tiles")]
internal sealed record PlacedTiles([property: Id(0)] string Surface, [property: Id(1)] ImmutableArray<PlacedTile> Tiles);

/// <summary>A tile in its place.</summary>
/// <param name="Tile">The tile's id.</param>
/// <param name="Since">The day number on which it came there.</param>
[GenerateSerializer, Immutable, Alias("placed-tile")]
internal readonly record struct PlacedTile([property: Id(0)] string Tile, [property: Id(1)] int Since);
