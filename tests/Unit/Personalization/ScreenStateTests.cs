using System.Collections.Immutable;
using System.Reflection;
using Grains.Access;
using Grains.Interfaces.Access;
using Grains.Interfaces.Personalization;
using Grains.Personalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Serialization;

namespace Tests.Unit.Personalization;

/// <summary>What is kept of a customer's screens.</summary>
public sealed class ScreenStateTests
{
    private const int Day = 740_000;
    private static readonly ImmutableArray<string> Surfaces = Customers.Shipped.Tiles.Surfaces;

    [Fact]
    public void A_use_counts_half_after_two_weeks()
    {
        var state = ScreenState.Empty.Count([0, 0, 4, 0, 0, 0, 0], Day);

        Assert.Equal(4, state.UseOf("advice", Day));
        Assert.Equal(2, state.UseOf("advice", Day + 14), 9);
        Assert.Equal(3, state.Count([0, 0, 1, 0, 0, 0, 0], Day + 14).UseOf("advice", Day + 14), 9);
        Assert.Equal(4, state.UseOf("advice", Day - 5));
        Assert.Equal(0, state.UseOf("forecast", Day));
    }

    [Fact]
    public void A_made_up_surface_is_not_kept_and_moves_no_other()
    {
        var home = ScreenState.Empty.Place("home", [new PlacedTile("a", 1)], Surfaces);
        var state = Enumerable.Range(0, 50).Aggregate(home, (s, i) => s.Place($"s{i}", [new PlacedTile("a", i)], Surfaces));

        Assert.Same(home, state);
        Assert.Same(state, state.Place("home", [new PlacedTile("a", 1)], Surfaces));
    }

    [Fact]
    public void A_surface_that_the_bank_has_no_more_goes_with_the_next_change()
    {
        var state = ScreenState.Empty.Place("old", [new PlacedTile("a", 1)], ["old", "home"]).Place("home", [new PlacedTile("a", 1)], Surfaces);

        Assert.Empty(state.PlacesOn("old"));
        Assert.NotEmpty(state.PlacesOn("home"));
    }

    [Fact]
    public void Preferences_that_leave_the_order_alone_move_nothing()
    {
        var state = ScreenState.Empty.Place("home", [new PlacedTile("a", Day)], Surfaces);

        Assert.NotEmpty(state.Prefer(new() { Language = "cs", Contrast = "high", ReducedMotion = true }).Places);
        Assert.Empty(state.Prefer(new() { TextSize = "large" }).Places);
        Assert.Empty(state.Prefer(new() { PinnedTiles = ["a"] }).Places);
    }

    [Fact]
    public void It_survives_its_storage_and_stays_small()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var tiles = Customers.Shipped.Tiles.Tiles;
        var surfaces = Enumerable.Range(0, TileCatalog.MostSurfaces).Select(i => $"surface-{i}").ToImmutableArray();
        var state = Enumerable.Range(0, TileCatalog.MostSurfaces).Aggregate(
            ScreenState.Empty.Count([9, 8, 7, 6, 5, 4, 3], Day).Prefer(new() { Language = "de-AT", TextSize = "large", PinnedTiles = [.. tiles.Select(t => t.Id)] }),
            (s, i) => s.Place($"surface-{i}", [.. tiles.Select(t => new PlacedTile(t.Id, Day + i))], surfaces));

        var bytes = serializer.SerializeToArray(state);
        var back = serializer.Deserialize<ScreenState>(bytes)!;

        Assert.Equal(state.Uses.ToArray(), back.Uses.ToArray());
        Assert.Equal(state.PlacesOn("surface-7").ToArray(), back.PlacesOn("surface-7").ToArray());
        Assert.Equal(("de-AT", tiles.Length), (back.Stated.Language, back.Stated.PinnedTiles.Length));
        Assert.True(bytes.Length < 2048, $"{bytes.Length} bytes");
    }

    [Fact]
    public void Every_read_behind_a_tile_is_a_method_once_its_interface_is_there()
    {
        var operations = typeof(ICustomerScreen).Assembly.GetTypes().Where(t => t.IsInterface && t.IsAssignableTo(typeof(IGrain)))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance)).Select(m => MethodPolicy.Of(m).Operation).ToHashSet();
        var capabilities = operations.Select(operation => operation.Split('.')[0]).ToHashSet();

        Assert.Subset(operations, TileReads.All.Select(read => read.Operation).Where(operation => capabilities.Contains(operation.Split('.')[0])).ToHashSet());
        Assert.Subset(operations, new HashSet<string> { "activity.read", "personalization.recommend", "advice.advise" });
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("language", "/language")]
    [InlineData("size", "/textSize")]
    [InlineData("contrast", "/contrast")]
    [InlineData("tile", "/pinnedTiles/1")]
    [InlineData("twice", "/pinnedTiles/1")]
    [InlineData("many", "/pinnedTiles")]
    public void Each_fault_of_preferences_has_its_pointer(string fault, string pointer)
    {
        ScreenPreferences stated = fault switch
        {
            "language" => new() { Language = "english!" },
            "size" => new() { TextSize = "huge" },
            "contrast" => new() { Contrast = "low" },
            "tile" => new() { PinnedTiles = ["a", "nothing"] },
            "twice" => new() { PinnedTiles = ["a", "a"] },
            "many" => new() { PinnedTiles = [.. Enumerable.Range(0, 21).Select(i => $"t{i}")] },
            _ => new() { Language = "de-AT", TextSize = "large", Contrast = "high", ReducedMotion = false, PinnedTiles = ["a"] },
        };

        var refusal = LayoutRules.Fault(stated, tile => tile != "nothing");

        Assert.Equal(pointer, string.Join(' ', refusal?.Errors.Select(e => e.Pointer) ?? []));
        Assert.Equal(pointer.Length == 0 ? null : ProblemCode.InvalidValue, refusal?.Code);
    }
}
