using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Grains.Personalization;

namespace Grains.Catalog;

/// <summary>The tiles of the screens.</summary>
internal static partial class TilesFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="file">Its root.</param>
    /// <returns>What it declares.</returns>
    public static TileCatalog Read(DeclarationReader file)
    {
        var version = file.Text("version");
        var simple = file.Integer("simpleTiles", 4, 1, 50);
        var reasons = Reasons(file);
        var tiles = new Dictionary<string, Tile>(StringComparer.Ordinal);
        foreach (var reader in file.Objects("tiles", isRequired: true))
        {
            var tile = Tile(reader);
            reader.Require(tiles.TryAdd(tile.Id, tile), "id", "is declared twice");
            reader.Done();
        }

        file.Done();
        return new TileCatalog(version, simple, reasons, [.. tiles.Values]);
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

    private static Tile Tile(DeclarationReader reader) => new(
        reader.Id("id"),
        reader.Words("titles"),
        reader.Flag("simple"),
        reader.Texts("reads", static read => TileReads.All.Any(known => known.Id == read) ? null
            : $"names \"{read}\", none of the platform's reads: {string.Join(", ", TileReads.All.Select(static known => known.Id))}"),
        reader.Texts("surfaces", static name => Surface().IsMatch(name) ? null : "must be 1 to 32 lower case letters, digits and hyphens each"));

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex Surface();
}
