using System.Collections.Immutable;
using CsCheck;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

/// <summary>A screen stays still: simulated over weeks of rankings that change every day.</summary>
public sealed class TilePlacementTests
{
    private const int Start = 740_000;

    private static readonly ImmutableArray<string> Tiles = ["a", "b", "c", "d", "e", "f", "g"];

    private static readonly Gen<ImmutableArray<string>[]> Rankings = Gen.Shuffle(Tiles.ToArray()).Select(tiles => tiles.ToImmutableArray()).Array[30, 60];

    [Fact]
    public void No_tile_moves_twice_within_a_week() => Rankings.Sample(days =>
    {
        var moved = Tiles.ToDictionary(tile => tile, _ => Start);
        var places = TilePlacement.Place([], days[0], Start);
        for (var day = 1; day < days.Length; day++)
        {
            var next = TilePlacement.Place(places, days[day], Start + day);
            Assert.Equal(Tiles.Order(), next.Select(p => p.Tile).Order());
            for (var i = 0; i < next.Length; i++)
            {
                var tile = next[i].Tile;
                if (places[i].Tile != tile)
                {
                    Assert.True(Start + day - moved[tile] >= TilePlacement.HeldDays);
                    moved[tile] = Start + day;
                }
            }

            places = next;
        }
    });

    [Fact]
    public void A_ranking_that_stays_is_reached() => Gen.Select(Rankings, Gen.Shuffle(Tiles.ToArray())).Sample((days, last) =>
    {
        var places = ImmutableArray<PlacedTile>.Empty;
        for (var day = 0; day < days.Length; day++)
        {
            places = TilePlacement.Place(places, days[day], Start + day);
        }

        for (var day = 0; day < 10 * TilePlacement.HeldDays; day++)
        {
            places = TilePlacement.Place(places, [.. last], Start + days.Length + day);
        }

        Assert.Equal(last, places.Select(p => p.Tile));
    });

    [Fact]
    public void A_ranking_moves_what_is_free_and_leaves_what_is_held()
    {
        ImmutableArray<PlacedTile> before = [new("a", Start), new("b", Start + 5), new("c", Start)];

        Assert.Equal([("c", Start + 7), ("b", Start + 5), ("a", Start + 7)], Placed(before, ["b", "c", "a"], Start + 7));
        Assert.Equal([("a", Start), ("b", Start + 5), ("c", Start)], Placed(before, ["c", "b", "a"], Start + 6));
    }

    [Fact]
    public void Other_tiles_are_placed_anew_and_then_held()
    {
        ImmutableArray<PlacedTile> before = [new("a", Start), new("b", Start)];

        Assert.Equal([("c", Start + 1), ("a", Start + 1)], Placed(before, ["c", "a"], Start + 1));
    }

    [Fact]
    public void A_clock_that_steps_back_moves_nothing() =>
        Assert.Equal([("a", Start), ("b", Start)], Placed([new("a", Start), new("b", Start)], ["b", "a"], Start - 30));

    private static IEnumerable<(string, int)> Placed(ImmutableArray<PlacedTile> before, ImmutableArray<string> ranked, int today) =>
        TilePlacement.Place(before, ranked, today).Select(p => (p.Tile, p.Since));
}
