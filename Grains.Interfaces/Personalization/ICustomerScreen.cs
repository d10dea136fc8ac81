using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Access;

namespace Grains.Interfaces.Personalization;

/// <summary>How a customer's screen is arranged: by what they stated, what they need and what they use; the default one where they have not
/// consented.</summary>
[Alias("ICustomerScreen")]
public interface ICustomerScreen : IGrainWithGuidKey
{
    /// <summary>The tiles of a screen, in their order.</summary>
    /// <param name="query">The screen.</param>
    /// <returns>The layout; <see cref="ScreenLayout.Personalised"/> is false without consent.</returns>
    [Allow(Role.Customer, Role.Frontend, Purpose = "ui-personalisation", Consent = ConsentRule.Optional, Data = DataScope.Purpose, Does = "arrange the screen"), Alias("Layout")]
    ValueTask<Reply<ScreenLayout>> Layout(Input<LayoutQuery> query);

    /// <summary>Keeps what the customer states of their screens; it replaces all that was stated before.</summary>
    /// <param name="preferences">The preferences.</param>
    /// <returns>The layout of the home screen after it.</returns>
    [Allow(Role.Customer, Role.Frontend, Purpose = "ui-personalisation", Data = DataScope.Purpose, Does = "change the preferences for the screen"), Alias("Prefer")]
    ValueTask<Reply<ScreenLayout>> Prefer(Input<ScreenPreferences> preferences);
}

/// <summary>Which screen is asked for.</summary>
/// <param name="Surface">The screen, 1 to 32 of <c>[a-z0-9-]</c>.</param>
[GenerateSerializer, Immutable, Alias("layout-query")]
public sealed record LayoutQuery([property: Id(0)] string Surface = "home");

/// <summary>A screen's tiles.</summary>
/// <param name="Personalised">Whether the customer's data was used.</param>
/// <param name="Tiles">In their order.</param>
/// <param name="Preferences">What the customer stated; empty where they stated nothing or have not consented.</param>
[GenerateSerializer, Immutable, Alias("screen-layout")]
public sealed record ScreenLayout(
    [property: Id(0)] bool Personalised, [property: Id(1)] ImmutableArray<ShownTile> Tiles, [property: Id(2)] ScreenPreferences Preferences);

/// <summary>A tile in its place.</summary>
/// <param name="Tile">The tile's id.</param>
/// <param name="Position">Its place, from 1.</param>
/// <param name="Reason">Why it stands there, as a sentence.</param>
[GenerateSerializer, Immutable, Alias("shown-tile")]
public sealed record ShownTile([property: Id(0)] string Tile, [property: Id(1)] int Position, [property: Id(2)] string Reason);

/// <summary>What a customer states of their screens; what is null was not stated.</summary>
[GenerateSerializer, Immutable, Alias("screen-preferences")]
public sealed record ScreenPreferences
{
    /// <summary>Nothing was stated.</summary>
    public static ScreenPreferences None { get; } = new();

    /// <summary>BCP 47.</summary>
    [Id(0), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Language { get; init; }

    /// <summary><c>small</c>, <c>normal</c>, <c>large</c> or <c>extra-large</c>.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TextSize { get; init; }

    /// <summary><c>normal</c> or <c>high</c>.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Contrast { get; init; }

    /// <summary>Whether things should not move.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ReducedMotion { get; init; }

    /// <summary>The tiles to stand first, in this order.</summary>
    [Id(4)]
    public ImmutableArray<string> PinnedTiles { get; init; } = [];
}
