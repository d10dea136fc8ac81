using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Grains.Catalog;
using Grains.Insights;
using Grains.Interfaces.Personalization;
using Grains.Interfaces.Profile;

namespace Grains.Personalization;

/// <summary>What advice may look at of a customer beside their money. Nothing of it is kept.</summary>
/// <param name="Language">BCP 47; null where unknown.</param>
/// <param name="Age">Completed years; null where unknown.</param>
/// <param name="Safeguards">The flags that guard them, empty for none; null where the bank keeps no such flags.</param>
/// <param name="Attribute">Reads an attribute that the purpose and the consent open; null where unknown.</param>
internal sealed record AdviceTraits(string? Language, int? Age, ImmutableArray<string>? Safeguards, Func<string, AttributeValue?> Attribute);

/// <summary>
/// Advises by declared rules: suitability first, then the conditions, then the order: by priority, and among neighbours by how far beyond
/// its bounds a figure lies. One per silo; knows no customer.
/// </summary>
internal sealed class Advisor(Catalogue catalogue)
{
    /// <summary>The purpose under which advice is given.</summary>
    public const string Purpose = "advice";

    /// <summary>By how much of a priority severity can lift a rule.</summary>
    private const double MostLift = 10;

    private const int UsualDigits = 2;

    private readonly AdviceCatalog declared = catalogue.Advice;

    /// <summary>Advises.</summary>
    /// <param name="picture">The customer's money; null where nothing is known of it or may be used.</param>
    /// <param name="traits">What else is known of the customer.</param>
    /// <param name="asOf">The day that counts as today.</param>
    /// <returns>The advice that fits, most important first.</returns>
    public AdviceList Advise(FinancialPicture? picture, AdviceTraits traits, DateOnly asOf)
    {
        var source = new FigureSource(picture, traits.Age);
        var values = Figures.All.ToFrozenDictionary(static figure => figure.Name, figure => figure.Of(source), StringComparer.Ordinal);
        decimal? ValueOf(string name) => values[name];

        var fired = declared.Rules
            .Where(rule => rule.Suits(traits.Safeguards, ValueOf) && Fires(rule, ValueOf, traits))
            .OrderByDescending(rule => rule.Priority + (MostLift * rule.When.Max(condition => condition.Severity(values[condition.Figure.Name]!.Value))))
            .ThenBy(static rule => rule.Id, StringComparer.Ordinal);
        var advice = ImmutableArray.CreateRange(fired.Select(rule => Of(rule, values, picture?.Currency ?? string.Empty, traits.Language, asOf)));
        return new AdviceList(advice, !advice.IsEmpty ? null : source.MonthsKnown is null ? "nothing-known-yet" : "nothing-to-advise");
    }

    private static bool Fires(AdviceRule rule, Func<string, decimal?> valueOf, AdviceTraits traits) =>
        rule.Figures.All(figure => valueOf(figure.Name) is not null)
        && rule.When.All(condition => condition.IsMetBy(valueOf(condition.Figure.Name)))
        && rule.Customer.All(condition => IsMet(condition, traits.Attribute(condition.Attribute)));

    private static bool IsMet(TraitCondition condition, AttributeValue? value)
    {
        ReadOnlySpan<string> held = value switch
        {
            { Kind: AttributeKind.Text, Text: { } text } => new[] { text },
            { Kind: AttributeKind.List } => value.Items.AsSpan(),
            _ => default,
        };
        var (isWanted, isBarred) = (condition.AnyOf is null, false);
        foreach (var item in held)
        {
            isWanted |= condition.AnyOf?.Contains(item) == true;
            isBarred |= condition.NoneOf?.Contains(item) == true;
        }

        return value is { Kind: AttributeKind.Text or AttributeKind.List } && isWanted && !isBarred;
    }

    private Advice Of(AdviceRule rule, FrozenDictionary<string, decimal?> values, string currency, string? language, DateOnly asOf)
    {
        var spoken = rule.Texts.LanguageFor(language);
        var digits = catalogue.CurrencyDigits.GetValueOrDefault(currency, UsualDigits);
        string Say(decimal value, FigureUnit unit) => FigureText.Of(value, unit, currency, digits, spoken);

        var text = rule.Texts[spoken];
        var figures = ImmutableDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal);
        foreach (var figure in rule.Figures)
        {
            var value = values[figure.Name]!.Value;
            text = text.Replace($"{{{figure.Name}}}", Say(value, figure.Unit), StringComparison.Ordinal);
            figures[figure.Name] = FigureText.Round(value, figure.Unit, digits);
        }

        return new Advice
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{rule.Id}-{asOf:yyyy-MM}"),
            Rule = rule.Id,
            Kind = rule.Kind.ToString().ToLowerInvariant(),
            Title = rule.Titles.In(spoken),
            Text = text,
            Figures = figures.ToImmutable(),
            WouldGoAway = [.. rule.When.Where(static c => c.Figure.CanChange).SelectMany(c => WaysOut(c, values[c.Figure.Name]!.Value, digits, spoken, Say))],
            Action = rule.Action,
            Currency = rule.Figures.Any(static figure => figure.Unit == FigureUnit.Money) ? currency : null,
        };
    }

    private IEnumerable<WayOut> WaysOut(FigureCondition condition, decimal value, int digits, string language, Func<decimal, FigureUnit, string> say)
    {
        var figure = condition.Figure;
        if (condition.Below is { } below)
        {
            yield return Way("at-least", below, declared.AtLeast);
        }

        if (condition.AtLeast is { } least)
        {
            yield return Way("below", least, declared.Below);
        }

        WayOut Way(string becomes, decimal threshold, ImmutableDictionary<string, string> sentence) => new(
            figure.Name, becomes, threshold, FigureText.Round(threshold - value, figure.Unit, digits),
            sentence.In(language).Replace("{figure}", declared.FigureTitles[figure.Name].In(language), StringComparison.Ordinal)
                .Replace("{threshold}", say(threshold, figure.Unit), StringComparison.Ordinal));
    }
}
