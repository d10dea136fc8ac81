using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Interfaces.Personalization;

namespace Grains.Personalization;

/// <summary>What is known of a customer's needs beside what they stated of their screens.</summary>
/// <param name="Language">BCP 47; null where unknown.</param>
/// <param name="NeedsSimple">Whether they told the bank that they need something to use its services.</param>
internal readonly record struct ScreenNeeds(string? Language, bool NeedsSimple);

/// <summary>
/// Ranks the tiles of a screen: what the customer pinned, in their order; then, for who needs it simple, the simple tiles; then by use;
/// then in the declared order. Who needs it simple is shown few tiles. Which ones those are does not depend on use, so that none comes and
/// goes by itself. One per silo; knows no customer.
/// </summary>
internal sealed class LayoutRanker(Catalogue catalogue)
{
    /// <summary>The purpose under which screens are arranged.</summary>
    public const string Purpose = "ui-personalisation";

    /// <summary>Below this weight a tile counts as not used.</summary>
    private const double LeastUse = 0.5;

    private readonly TileCatalog declared = catalogue.Tiles;

    /// <summary>Whether there is a tile of an id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>True where there is.</returns>
    public bool IsKnown(string id) => declared.Tiles.Any(tile => tile.Id == id);

    /// <summary>The default layout, without looking at the customer.</summary>
    /// <param name="surface">The surface.</param>
    /// <returns>The layout.</returns>
    public ScreenLayout General(string surface) => new(
        false, [.. Shown(surface).Select((tile, i) => new ShownTile(tile.Id, i + 1, Sentence(tile, TileReason.Default, null)))], ScreenPreferences.None);

    /// <summary>The layout for the customer, whose consent has been checked.</summary>
    /// <param name="surface">The surface.</param>
    /// <param name="state">What is kept of their screens.</param>
    /// <param name="needs">What they need.</param>
    /// <param name="today">The day number.</param>
    /// <returns>Where the tiles stand now, to be kept, and the layout.</returns>
    public (ImmutableArray<PlacedTile> Places, ScreenLayout Layout) Personal(string surface, ScreenState state, ScreenNeeds needs, int today)
    {
        var ranked = Ranked(surface, state, state.IsLarge || needs.NeedsSimple, today);
        var places = TilePlacement.Place(state.PlacesOn(surface), [.. ranked.Select(static r => r.Tile.Id)], today);
        var language = state.Stated.Language ?? needs.Language;
        var tiles = ImmutableArray.CreateBuilder<ShownTile>(places.Length);
        foreach (var place in places)
        {
            var (tile, reason, _) = ranked.Find(r => r.Tile.Id == place.Tile);
            tiles.Add(new ShownTile(tile.Id, tiles.Count + 1, Sentence(tile, reason, language)));
        }

        return (places, new ScreenLayout(true, tiles.MoveToImmutable(), state.Stated));
    }

    private List<(Tile Tile, TileReason Reason, double Use)> Ranked(string surface, ScreenState state, bool isSimple, int today)
    {
        var pinned = state.Stated.PinnedTiles;
        var shown = Shown(surface).ToList();
        if (isSimple)
        {
            shown = [.. shown.OrderByDescending(tile => pinned.Contains(tile.Id)).ThenByDescending(static tile => tile.IsSimple)
                .Take(Math.Max(declared.SimpleTiles, shown.Count(tile => pinned.Contains(tile.Id))))];
        }

        var ranked = shown.ConvertAll(tile =>
        {
            var use = tile.Reads.Sum(read => state.UseOf(read, today));
            var reason = pinned.Contains(tile.Id) ? TileReason.Pinned
                : isSimple && tile.IsSimple ? TileReason.Accessibility
                : use >= LeastUse ? TileReason.Use
                : TileReason.Default;
            return (Tile: tile, Reason: reason, Use: use >= LeastUse ? use : 0);
        });
        return
        [
            .. ranked.OrderBy(r => r.Reason == TileReason.Pinned ? pinned.IndexOf(r.Tile.Id) : int.MaxValue)
                .ThenByDescending(static r => r.Reason == TileReason.Accessibility).ThenByDescending(static r => r.Use)
                .ThenBy(r => declared.Tiles.IndexOf(r.Tile)),
        ];
    }

    private IEnumerable<Tile> Shown(string surface) => declared.Tiles.Where(tile => tile.IsShownOn(surface));

    private string Sentence(Tile tile, TileReason reason, string? language) =>
        declared.Reasons[reason].In(language).Replace("{tile}", tile.Titles.In(language), StringComparison.Ordinal);
}
