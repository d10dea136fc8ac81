using System.Collections.Immutable;
using Grains.Insights;
using Grains.Interfaces.Catalog;

namespace Grains.Personalization;

/// <summary>
/// Says what would change an offer's place: the smallest change of one thing that the customer has in hand, all else the same, that would put the lower of
/// two neighbours above the upper. Scores are linear, so that is a division; the value told is rounded to the far side, and is told only where both offers
/// would still be admitted at it. Only features that the catalogue gives words for are in hand (money saved or spent), never an age.
/// </summary>
internal sealed class Counterfactuals
{
    private readonly Lever[] levers;

    /// <summary>Prepares the words.</summary>
    /// <param name="offers">The features and their words, and the currency of amounts.</param>
    public Counterfactuals(OfferCatalog offers) => levers =
        [.. offers.Features.Where(static f => f.IfChanged is not null).Select(f => new Lever(FactReader.IndexOf(f.Name), f.Mean, f.Scale, f.Form == "percent" ? null : offers.Currency, f.IfChanged!))];

    /// <summary>What would put the lower of two offers above the upper.</summary>
    /// <param name="lower">The lower.</param>
    /// <param name="upper">The upper.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="isAbout">Whether the sentence is about the lower of the two; false where it is about the upper.</param>
    /// <returns>The sentence; null where no single change would, or where exploration has put the worse one above already.</returns>
    public string? Of(in Standing lower, in Standing upper, CustomerVector customer, bool isAbout)
    {
        var (nearest, told, change) = (-1, 0.0, double.PositiveInfinity);
        var gap = upper.Score - lower.Score;
        for (var i = 0; i < levers.Length && gap >= 0; i++)
        {
            if (levers[i].Move(lower, upper, gap, customer) is { } value && levers[i].Distance(value, customer) < change)
            {
                (nearest, told, change) = (i, value, levers[i].Distance(value, customer));
            }
        }

        return nearest < 0 ? null
            : isAbout ? $"If {levers[nearest].Say(told)}, this offer would stand above \"{upper.Offer.Title}\"."
            : $"If {levers[nearest].Say(told)}, \"{lower.Offer.Title}\" would stand above this offer.";
    }

    /// <summary>One thing that a customer has in hand.</summary>
    /// <param name="feature">The feature's index.</param>
    /// <param name="mean">Its mean.</param>
    /// <param name="scale">Its scale.</param>
    /// <param name="currency">ISO 4217, of an amount; null for a share.</param>
    /// <param name="words">What a customer would do to change it.</param>
    private sealed class Lever(int feature, double mean, double scale, string? currency, string words)
    {
        private const string Place = "{value}";

        /// <summary>Steps so near to where the scores are equal stand for equal ones: which of the two a sum of doubles puts above is chance.</summary>
        private const double Tie = 1e-6;

        private static readonly LocalForms Forms = new("en");

        private readonly double step = currency is null ? 0.01 : 100;
        private readonly string before = words[..words.IndexOf(Place, StringComparison.Ordinal)];
        private readonly string after = words[(words.IndexOf(Place, StringComparison.Ordinal) + Place.Length)..];

        public double Distance(double value, CustomerVector customer) => Math.Abs(value - customer.Value(feature)) / scale;

        /// <summary>The value, rounded to the far side, at which the lower offer stands above; null where there is none that makes sense.</summary>
        public double? Move(in Standing lower, in Standing upper, double gap, CustomerVector customer)
        {
            var now = customer.Standard(feature);
            var slope = (lower.Gain * lower.Offer.Weight(feature)) - (upper.Gain * upper.Offer.Weight(feature));
            if (double.IsNaN(customer.Value(feature)) || slope == 0)
            {
                return null;
            }

            var exact = (mean + (scale * (now + (gap / slope)))) / step;
            var value = step * (slope > 0 ? Math.Floor(exact + Tie) + 1 : Math.Ceiling(exact - Tie) - 1);
            return Math.Abs((value - mean) / scale) < FactReader.Bound && value >= 0 && !(currency is null && value > 1)
                && lower.Offer.AdmitsAt(customer, feature, value) && upper.Offer.AdmitsAt(customer, feature, value) ? value : null;
        }

        public string Say(double value) => before + (currency is null ? Forms.Percent((decimal)value * 100) : Forms.Money((decimal)value, currency, 0)) + after;
    }
}

/// <summary>An offer that has a place.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Score">Its score, log-odds.</param>
/// <param name="Gain">By how much its score moves with the shared model's.</param>
internal readonly record struct Standing(OfferModel Offer, double Score, double Gain);
