using System.Globalization;
using Grains.Catalog;
using Grains.Insights;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Rights;
using Grains.Personalization;

namespace Grains.Rights;

/// <summary>What was learned and how the screens are arranged, in a form that explains itself.</summary>
internal static class ModelExport
{
    private const string Explanation =
        "Every offer has a score in log-odds: a value for the average customer, plus a declared weight for each of your features, plus what the bias below "
        + "adds, which was learned from your own reactions alone; the less they tell, the less it counts. The weights are in GET /v1/catalog/offers. A bias of "
        + "0.69 is a taste that doubles the odds, one of -0.69 a taste that halves them. It is never larger than 5, and it is forgotten when you withdraw your consent, "
        + "together with the decisions, which say what you were shown and why.";

    /// <summary>Makes it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="catalogue">The offers.</param>
    /// <param name="now">Now.</param>
    /// <returns>The model as exported.</returns>
    public static ExportedModel Of(ModelSection section, Catalogue catalogue, DateTimeOffset now)
    {
        var words = new DecisionWords(catalogue, new OfferRanker(catalogue));
        var offers = catalogue.Offers.Offers.ToDictionary(static o => OfferTag.Of(o.Id));
        return new ExportedModel(
            Explanation,
            [.. section.Offers.Select(o => new ExportedLearning(Id(offers, o.Offer), offers.GetValueOrDefault(o.Offer)?.Title ?? Id(offers, o.Offer), o.Bias, Math.Exp(o.Bias)) { Certainty = 1 / o.Belief.Variance })],
            [.. section.Outcomes.OrderByDescending(static o => o.Minute).Select(o =>
                new ExportedOutcome(Minute(o.Minute), o.Decision.ToString("x16", CultureInfo.InvariantCulture), Id(offers, o.Offer), o.Outcome.ToString().ToLowerInvariant()))])
        {
            ConsentEpoch = section.ConsentEpoch,
            Screen = section.Screen is { } screen ? Of(screen) : null,
            Insights = section.Insights is { } insights ? Of(insights) : null,
            Decisions = [.. section.Decisions.Read(now).Select(words.Tell).Reverse()],
            ForgottenBefore = section.Floor == 0 ? null : Minute(section.Floor),
        };
    }

    private static ExportedInsights Of(InsightState insights) => new(
        [.. insights.Known.Select(static known => new ExportedInsight(
            InsightId.Text(known.Id), DateOnly.FromDayNumber(known.Since), DateOnly.FromDayNumber(known.ExpiresAt), known.IsAcknowledged))],
        insights.Muted);

    private static ExportedScreen Of(ScreenState screen) => new(
        [.. screen.Uses.Select(static use => new ExportedTileUse(use.Read, use.Weight, DateOnly.FromDayNumber(use.Day)))],
        [.. screen.Places.Select(static places => new ExportedPlaces(
            places.Surface, [.. places.Tiles.Select(static placed => new ExportedPlace(placed.Tile, DateOnly.FromDayNumber(placed.Since)))]))]);

    private static DateTimeOffset Minute(uint minute) => DateTimeOffset.UnixEpoch.AddMinutes(minute);

    private static string Id(Dictionary<uint, OfferDeclaration> offers, uint tag) =>
        offers.GetValueOrDefault(tag)?.Id ?? tag.ToString("x8", CultureInfo.InvariantCulture);
}
