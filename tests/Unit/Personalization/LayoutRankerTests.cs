using Grains.Interfaces.Personalization;
using Grains.Personalization;

namespace Tests.Unit.Personalization;

/// <summary>Which tiles a customer sees, in which order, and why.</summary>
public sealed class LayoutRankerTests
{
    private const int Day = 740_000;

    private static readonly LayoutRanker Ranker = new(Customers.Shipped);
    private static readonly string[] Default = ["balance", "payments", "transfer", "upcoming", "forecast", "spending", "insights", "advice", "offers", "help"];

    [Fact]
    public void The_default_layout_has_the_declared_order_and_says_why()
    {
        var layout = Ranker.General("home");

        Assert.Equal((false, ScreenPreferences.None), (layout.Personalised, layout.Preferences));
        Assert.Equal(Default, Tiles(layout));
        Assert.Equal(Enumerable.Range(1, Default.Length), layout.Tiles.Select(t => t.Position));
        Assert.Equal("“Balance” stands here for everybody.", layout.Tiles[0].Reason);
    }

    [Fact]
    public void Pinned_tiles_come_first_in_their_order()
    {
        var layout = Arrange(new ScreenState { Stated = new() { PinnedTiles = ["offers", "balance"] } });

        Assert.Equal(["offers", "balance", "payments", "transfer"], Tiles(layout).Take(4));
        Assert.Equal(["You put “Offers” here yourself.", "You put “Balance” here yourself."], layout.Tiles.Take(2).Select(t => t.Reason));
    }

    [Theory]
    [InlineData("large", false)]
    [InlineData("extra-large", false)]
    [InlineData("normal", true)]
    public void Who_needs_it_simple_sees_few_tiles_simple_ones_first(string size, bool needsSimple)
    {
        var state = new ScreenState { Stated = new() { TextSize = size, PinnedTiles = ["forecast"] } }.Count([0, 9, 0, 0, 0, 0, 0], Day);

        var layout = Arrange(state, new(null, needsSimple));

        Assert.Equal(["forecast", "balance", "payments", "transfer"], Tiles(layout));
        Assert.Equal("“Balance” is easy to read, as you asked for.", layout.Tiles[1].Reason);
    }

    [Fact]
    public void Normal_text_shows_all_tiles() => Assert.Equal(Default, Tiles(Arrange(new ScreenState { Stated = new() { TextSize = "normal" } })));

    [Fact]
    public void What_is_used_rises_with_its_reason_and_falls_when_it_is_not_used_any_more()
    {
        var used = new ScreenState().Count([0, 1, 3, 0, 0, 0, 0], Day);

        var layout = Arrange(used);
        Assert.Equal(["advice", "offers", "balance"], Tiles(layout).Take(3));
        Assert.Equal("“Advice for you” is here because you look at it often.", layout.Tiles[0].Reason);
        Assert.Equal(Default, Tiles(Ranker.Personal("home", used, default, Day + 365).Layout));
    }

    [Fact]
    public void A_week_passes_before_use_moves_a_tile()
    {
        var state = ScreenState.Empty;
        state = state.Place("home", Ranker.Personal("home", state, default, Day).Places, Customers.Shipped.Tiles.Surfaces).Count([0, 0, 5, 0, 0, 0, 0], Day + 1);

        Assert.Equal(Default, Tiles(Ranker.Personal("home", state, default, Day + 6).Layout));
        Assert.Equal("advice", Tiles(Ranker.Personal("home", state, default, Day + 7).Layout)[0]);
    }

    [Fact]
    public void What_the_customer_states_is_done_at_once()
    {
        var state = ScreenState.Empty;
        state = state.Place("home", Ranker.Personal("home", state, default, Day).Places, Customers.Shipped.Tiles.Surfaces).Prefer(new() { PinnedTiles = ["help"] });

        Assert.Equal("help", Tiles(Ranker.Personal("home", state, default, Day + 1).Layout)[0]);
    }

    [Theory]
    [InlineData("de", null, "„Kontostand“ steht hier für alle.")]
    [InlineData(null, "cs-CZ", "„Zůstatek“ je zde pro všechny.")]
    [InlineData("es", "cs", "«Saldo» está aquí para todos.")]
    [InlineData("fr", null, "“Balance” stands here for everybody.")]
    [InlineData(null, null, "“Balance” stands here for everybody.")]
    public void Reasons_are_in_the_customers_language_as_far_as_there_are_words(string? stated, string? known, string reason) =>
        Assert.Equal(reason, Arrange(new ScreenState { Stated = new() { Language = stated } }, new(known, false)).Tiles[0].Reason);

    [Fact]
    public void A_surface_shows_its_own_tiles_only() => Assert.Equal(["payments", "upcoming", "offers", "help"], Tiles(Ranker.General("loans")));

    private static ScreenLayout Arrange(ScreenState state, ScreenNeeds needs = default) => Ranker.Personal("home", state, needs, Day).Layout;

    private static string[] Tiles(ScreenLayout layout) => [.. layout.Tiles.Select(t => t.Tile)];
}
