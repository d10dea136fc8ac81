using System.Collections.Immutable;

namespace Grains.Personalization;

/// <summary>
/// Keeps a screen still: a tile that moved stays where it is for a week. The held tiles keep their places; the others fill the free ones in
/// the order of the ranking, and those that thereby move are held from then on. So no tile moves twice within a week.
/// </summary>
internal static class TilePlacement
{
    /// <summary>How many days a tile stays where it came.</summary>
    public const int HeldDays = 7;

    /// <summary>Places tiles.</summary>
    /// <param name="before">Where they stood.</param>
    /// <param name="ranked">The tiles in the order of the ranking.</param>
    /// <param name="today">The day number.</param>
    /// <returns>Where they stand; all in the order of the ranking where they are not the same tiles as before.</returns>
    public static ImmutableArray<PlacedTile> Place(ImmutableArray<PlacedTile> before, ImmutableArray<string> ranked, int today)
    {
        if (!AreTheSame(before, ranked))
        {
            return ImmutableArray.CreateRange(ranked, tile => new PlacedTile(tile, today));
        }

        var next = before.ToBuilder();
        var free = 0;
        foreach (var tile in ranked)
        {
            if (before.Any(placed => placed.Tile == tile && IsHeld(placed, today)))
            {
                continue;
            }

            while (IsHeld(before[free], today))
            {
                free++;
            }

            next[free] = before[free].Tile == tile ? before[free] : new PlacedTile(tile, today);
            free++;
        }

        return next.MoveToImmutable();
    }

    private static bool IsHeld(PlacedTile placed, int today) => today - placed.Since < HeldDays;

    private static bool AreTheSame(ImmutableArray<PlacedTile> before, ImmutableArray<string> ranked) =>
        before.Length == ranked.Length && ranked.All(tile => before.Any(placed => placed.Tile == tile));
}
