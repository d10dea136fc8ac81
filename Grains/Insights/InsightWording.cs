using System.Collections.Immutable;
using System.Globalization;
using Grains.Interfaces.Insights;

namespace Grains.Insights;

/// <summary>Words an insight in a language, from its template and its figures.</summary>
internal static class InsightWording
{
    private const int DefaultDigits = 2;

    /// <summary>Words what is shown.</summary>
    /// <param name="shown">What is shown.</param>
    /// <param name="currency">ISO 4217, of the picture.</param>
    /// <param name="language">BCP 47, as the customer prefers; null for none.</param>
    /// <param name="catalog">What is declared.</param>
    /// <returns>The same, to read.</returns>
    public static ImmutableArray<Insight> Of(ImmutableArray<StandingInsight> shown, string currency, string? language, InsightCatalog catalog)
    {
        var spoken = catalog.LanguageFor(language);
        var insights = ImmutableArray.CreateBuilder<Insight>(shown.Length);
        foreach (var insight in shown)
        {
            insights.Add(Of(insight, currency, spoken, catalog));
        }

        return insights.MoveToImmutable();
    }

    private static Insight Of(StandingInsight insight, string currency, string language, InsightCatalog catalog)
    {
        var (finding, declared) = (insight.Finding, insight.Finding.Declared);
        var digits = catalog.CurrencyDigits.GetValueOrDefault(currency, DefaultDigits);
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        var figures = ImmutableSortedDictionary.CreateBuilder<string, InsightFigure>(StringComparer.Ordinal);
        for (var i = 0; i < declared.Rule.Figures.Length; i++)
        {
            var (form, value) = (declared.Rule.Figures[i], finding.Figures[i]);
            written[form.Name] = Written(form.Kind, value, new LocalForms(language), currency, digits, catalog);
            figures[form.Name] = Figure(form.Kind, value, digits);
            if (form.Kind == FigureKind.Money)
            {
                figures["currency"] = new InsightFigure(0, currency);
            }
        }

        var template = declared.Texts[language];
        return new Insight
        {
            Id = InsightId.Text(insight.Id),
            Type = declared.Type,
            Title = InsightTemplate.Fill(template.Title, written),
            Text = InsightTemplate.Fill(template.Text, written),
            Figures = figures.ToImmutable(),
            Since = Days.Date(insight.Since),
            ExpiresAt = Days.Date(insight.ExpiresAt),
            Severity = declared.Severity switch { InsightSeverity.Warning => "warning", InsightSeverity.Notice => "notice", _ => "info" },
        };
    }

    private static string Written(FigureKind kind, FigureValue value, LocalForms forms, string currency, int digits, InsightCatalog catalog) => kind switch
    {
        FigureKind.Money => forms.Money(value.Number, currency, digits),
        FigureKind.Percent => forms.Percent(value.Number),
        FigureKind.Change => forms.SignedPercent(value.Number),
        FigureKind.Date => forms.Date(Days.Date((int)value.Number)),
        FigureKind.Month => forms.Month((int)value.Number),
        FigureKind.Count => forms.Number(value.Number, 0),
        FigureKind.Category => CategoryTitle(value.Text!, forms.Language, catalog),
        _ => value.Text!.Trim(),
    };

    private static string CategoryTitle(string category, string language, InsightCatalog catalog) =>
        !catalog.CategoryTitles.TryGetValue(category, out var titles) ? category : titles.GetValueOrDefault(language) ?? titles[InsightCatalog.FallbackLanguage];

    private static InsightFigure Figure(FigureKind kind, FigureValue value, int digits) => kind switch
    {
        FigureKind.Money => new(Rounded(value.Number, digits), null),
        FigureKind.Percent or FigureKind.Change => new(Rounded(value.Number, 1), null),
        FigureKind.Date => new(0, Days.Date((int)value.Number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        FigureKind.Month => new(0, string.Create(CultureInfo.InvariantCulture, $"{(int)value.Number / 12:0000}-{((int)value.Number % 12) + 1:00}")),
        FigureKind.Count => new(value.Number, null),
        _ => new(0, value.Text),
    };

    /// <summary>Rounded half away from zero, as money is.</summary>
    private static decimal Rounded(decimal number, int digits) => Math.Round(number, digits, MidpointRounding.AwayFromZero);
}
