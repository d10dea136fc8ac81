using System.Collections.Immutable;
using Grains.Personalization;

namespace Grains.Catalog;

/// <summary>The tiles of the screens.</summary>
internal static class TilesFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="file">Its root.</param>
    /// <returns>What it declares.</returns>
    public static TileCatalog Read(DeclarationReader file)
    {
        var version = file.Text("version");
        var surfaces = file.Surfaces(TileCatalog.MostSurfaces);
        var simple = file.Integer("simpleTiles", 4, 1, 50);
        var reasons = Reasons(file);
        var tiles = new Dictionary<string, Tile>(StringComparer.Ordinal);
        foreach (var reader in file.Objects("tiles", isRequired: true))
        {
            var tile = Tile(reader, surfaces);
            reader.Require(tiles.TryAdd(tile.Id, tile), "id", "is declared twice");
            reader.Done();
        }

        file.Done();
        return new TileCatalog(version, simple, reasons, [.. tiles.Values]) { Surfaces = surfaces };
    }

    private static ImmutableDictionary<TileReason, ImmutableDictionary<string, string>> Reasons(DeclarationReader file)
    {
        if (file.Object("reasons") is not { } reader)
        {
            return file.Absent("reasons", ImmutableDictionary<TileReason, ImmutableDictionary<string, string>>.Empty);
        }

        var reasons = Enum.GetValues<TileReason>().ToImmutableDictionary(static r => r, r => reader.Words(r.ToString().ToLowerInvariant()));
        reader.Done();
        return reasons;
    }

    private static Tile Tile(DeclarationReader reader, ImmutableArray<string> surfaces) => new(
        reader.Id("id"),
        reader.Words("titles"),
        reader.Flag("simple"),
        reader.Texts("reads", static read => TileReads.All.Any(known => known.Id == read) ? null
            : $"names \"{read}\", none of the platform's reads: {string.Join(", ", TileReads.All.Select(static known => known.Id))}"),
        reader.SurfacesOf(surfaces));
}
