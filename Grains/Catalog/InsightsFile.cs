using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Grains.Insights;

namespace Grains.Catalog;

/// <summary>The types of insight in force: thresholds, validity, severity, and title and text in every language.</summary>
internal static class InsightsFile
{
    private const int MostDays = 92;
    private const int MostShown = 50;

    /// <summary>Reads the file.</summary>
    /// <param name="file">Its root.</param>
    /// <param name="categories">The categories of transactions; null where they could not be read.</param>
    /// <param name="currencies">The currencies; null where they could not be read.</param>
    /// <returns>What it declares.</returns>
    public static InsightCatalog Read(DeclarationReader file, CategoriesFile? categories, CurrenciesFile? currencies)
    {
        file.Text("version");
        var languages = file.Texts("languages", DeclaredForms.LanguageFault);
        file.Require(languages.Contains(InsightCatalog.FallbackLanguage), "languages", "must name en, which stands in for every other language");
        var types = new Dictionary<string, InsightDeclaration>(StringComparer.Ordinal);
        foreach (var reader in file.Objects("insights", isRequired: true))
        {
            if (Type(reader, languages, categories) is { } type)
            {
                reader.Require(types.TryAdd(type.Type, type), "type", "is declared twice");
                reader.Done();
            }
        }

        var catalog = new InsightCatalog
        {
            MostShown = file.Integer("mostShown", 10, 1, MostShown),
            Types = [.. types.Values],
            Languages = languages,
            CategoryTitles = CategoryTitles(file, categories),
            CurrencyDigits = currencies?.Digits ?? FrozenDictionary<string, int>.Empty,
        };
        file.Done();
        return catalog;
    }

    private static InsightDeclaration? Type(DeclarationReader reader, ImmutableArray<string> languages, CategoriesFile? categories)
    {
        var rule = InsightRules.Find(reader.Text("type"));
        reader.Require(rule is not null, "type", $"must be an insight the platform can find: {string.Join(", ", InsightRules.All.Select(static r => r.Type))}");
        return rule is null ? null : new InsightDeclaration
        {
            Rule = rule,
            Severity = reader.OneOf("severity", null, "info", "notice", "warning") switch
            {
                "warning" => InsightSeverity.Warning,
                "notice" => InsightSeverity.Notice,
                _ => InsightSeverity.Info,
            },
            ValidDays = reader.Integer("validDays", 0, 1, MostDays) is > 0 and var days ? days : reader.Absent("validDays", 1),
            Thresholds = Thresholds(reader, rule),
            ExceptCategories = reader.Texts(
                "exceptCategories", id => categories?.Categories.Contains(id) != false ? null : $"names \"{id}\", which is no category of the categories file"),
            Texts = Texts(reader, rule, languages),
        };
    }

    private static FrozenDictionary<string, decimal> Thresholds(DeclarationReader reader, InsightRule rule)
    {
        var given = reader.Object("thresholds");
        var thresholds = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var form in rule.Thresholds)
        {
            if (given is null)
            {
                reader.Fault("thresholds", $"misses the thresholds {string.Join(", ", rule.Thresholds.Select(static t => t.Name))}");
                break;
            }

            var value = given.Bound(form.Name) ?? given.Absent(form.Name, form.Least);
            given.Require(
                value >= form.Least && value <= form.Most, form.Name, string.Create(CultureInfo.InvariantCulture, $"must be a number from {form.Least} to {form.Most}"));
            thresholds[form.Name] = value;
        }

        given?.Done();
        return thresholds.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, InsightTemplate> Texts(DeclarationReader reader, InsightRule rule, ImmutableArray<string> languages)
    {
        var figures = rule.Figures.Select(static f => f.Name).ToList();
        var texts = new Dictionary<string, InsightTemplate>(StringComparer.Ordinal);
        foreach (var item in reader.Objects("texts"))
        {
            var (language, template) = (item.Text("language"), new InsightTemplate(item.Text("title"), item.Text("text")));
            item.Require(languages.Contains(language), "language", "must be one of the languages declared above");
            item.Require(texts.TryAdd(language, template), "language", "is declared twice");
            foreach (var (member, text) in new[] { ("title", template.Title), ("text", template.Text) })
            {
                if (InsightTemplate.Fault(text, figures) is { } fault)
                {
                    item.Require(false, member, fault);
                }
            }

            item.Done();
        }

        foreach (var missing in languages.Where(language => !texts.ContainsKey(language)))
        {
            reader.Missing("texts", $"the language \"{missing}\"");
        }

        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>A category without a title here has that of the categories file, in English.</summary>
    private static FrozenDictionary<string, ImmutableDictionary<string, string>> CategoryTitles(DeclarationReader file, CategoriesFile? categories)
    {
        var titles = new Dictionary<string, ImmutableDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (id, title) in categories?.Titles ?? FrozenDictionary<string, string>.Empty)
        {
            titles[id] = ImmutableDictionary<string, string>.Empty.Add(InsightCatalog.FallbackLanguage, title);
        }

        if (file.Object("categories") is { } declared)
        {
            foreach (var id in declared.Members)
            {
                var given = declared.OptionalTitles(id)!;
                titles[id] = titles.GetValueOrDefault(id)?.SetItems(given) ?? given;
                declared.Require(titles[id].ContainsKey(InsightCatalog.FallbackLanguage), id, "misses a title in en");
            }

            declared.Done();
        }

        return titles.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
