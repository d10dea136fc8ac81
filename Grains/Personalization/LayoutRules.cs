using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Grains.Interfaces.Access;
using Grains.Interfaces.Personalization;

namespace Grains.Personalization;

/// <summary>Judges what was asked for and what was stated of screens, as sent.</summary>
internal static partial class LayoutRules
{
    /// <summary>The most tiles that can be pinned.</summary>
    public const int MostPinned = 20;

    private static readonly ImmutableArray<string> TextSizes = ["small", "normal", "large", "extra-large"];
    private static readonly ImmutableArray<string> Contrasts = ["normal", "high"];

    /// <summary>What is wrong with a query.</summary>
    /// <param name="query">The query.</param>
    /// <returns>The refusal; null where it is in order.</returns>
    public static Refusal? Fault(LayoutQuery query) =>
        query.Surface is { } surface && Surface().IsMatch(surface) ? null : Refusal.Invalid("surface", "1 to 32 lower case letters, digits and hyphens");

    /// <summary>Every fault of preferences.</summary>
    /// <param name="stated">The preferences.</param>
    /// <param name="isTile">Whether there is a tile of an id.</param>
    /// <returns>The refusal; null where they are in order.</returns>
    public static Refusal? Fault(ScreenPreferences stated, Func<string, bool> isTile)
    {
        var faults = ImmutableArray.CreateBuilder<Fault>();
        Require(stated.Language is not { } language || (language.Length <= 35 && Language().IsMatch(language)), "/language", "a language as BCP 47 writes it, for example cs or de-AT");
        Require(stated.TextSize is not { } size || TextSizes.Contains(size), "/textSize", $"one of {string.Join(", ", TextSizes)}");
        Require(stated.Contrast is not { } contrast || Contrasts.Contains(contrast), "/contrast", $"one of {string.Join(", ", Contrasts)}");
        Require(stated.PinnedTiles.Length <= MostPinned, "/pinnedTiles", "at most 20 tiles");
        for (var i = 0; i < Math.Min(stated.PinnedTiles.Length, MostPinned); i++)
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"/pinnedTiles/{i}");
            Require(isTile(stated.PinnedTiles[i]), pointer, "the id of a tile of GET layout");
            Require(stated.PinnedTiles.IndexOf(stated.PinnedTiles[i]) == i, pointer, "each tile once");
        }

        return faults.Count == 0 ? null : Refusal.Invalid(faults.DrainToImmutable());

        void Require(bool holds, string pointer, string expected)
        {
            if (!holds)
            {
                faults.Add(new Fault(pointer, expected));
            }
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,32}\\z")]
    private static partial Regex Surface();

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\\z")]
    private static partial Regex Language();
}
