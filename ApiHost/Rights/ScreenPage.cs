using Grains.Interfaces.Personalization;

namespace ApiHost.Rights;

/// <summary>The customer's screens on the page: what they asked for, what they look at, where the tiles stand.</summary>
internal static class ScreenPage
{
    /// <summary>Writes it.</summary>
    /// <param name="page">The page.</param>
    public static void Write(PageContext page)
    {
        var words = page.Words;
        page.Table("settings", ["what", "value"], Settings(page.Export.Preferences ?? ScreenPreferences.None, words));
        if (page.Export.Model?.Screen is not { } screen)
        {
            return;
        }

        page.Table("looks", ["what", "weight", "day"], screen.Uses.Select(u => (Cell[])[u.Read, words.Number(decimal.Round((decimal)u.Weight, 2)), words.Day(u.Date)]));
        page.Table(
            "places", ["surface", "tile", "since"],
            screen.Places.SelectMany(places => places.Tiles.Select(p => (Cell[])[places.Surface, p.Tile, words.Day(p.Since)])));
    }

    private static IEnumerable<Cell[]> Settings(ScreenPreferences stated, ExportWords words)
    {
        var pinned = stated.PinnedTiles.IsEmpty ? null : string.Join(", ", stated.PinnedTiles);
        var motion = stated.ReducedMotion is { } reduced ? words[reduced ? "yes" : "no"] : null;
        return new (string Key, string? Value)[]
        {
            ("language", stated.Language), ("textSize", stated.TextSize), ("contrast", stated.Contrast), ("reducedMotion", motion), ("pinnedTiles", pinned),
        }.Where(static setting => setting.Value is not null).Select(setting => (Cell[])[words[$"setting.{setting.Key}"], setting.Value!]);
    }
}
