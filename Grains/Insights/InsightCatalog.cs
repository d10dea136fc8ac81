using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Grains.Insights;

/// <summary>What is declared of insights: which types there are, what they are tuned by and how they are worded.</summary>
internal sealed record InsightCatalog
{
    /// <summary>The language that everything has a text in.</summary>
    public const string FallbackLanguage = "en";

    /// <summary>Nothing is declared, so nothing is found.</summary>
    public static InsightCatalog Empty { get; } = new();

    /// <summary>The most that are shown at once.</summary>
    public int MostShown { get; init; }

    /// <summary>The types in force.</summary>
    public ImmutableArray<InsightDeclaration> Types { get; init; } = [];

    /// <summary>The languages that every text has.</summary>
    public ImmutableArray<string> Languages { get; init; } = [FallbackLanguage];

    /// <summary>What a category is called within a sentence, by its id and then by language; English always.</summary>
    public FrozenDictionary<string, ImmutableDictionary<string, string>> CategoryTitles { get; init; } =
        FrozenDictionary<string, ImmutableDictionary<string, string>>.Empty;

    /// <summary>Decimal digits by ISO 4217 code.</summary>
    public FrozenDictionary<string, int> CurrencyDigits { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>Whether a type is declared.</summary>
    /// <param name="type">Its name.</param>
    /// <returns>Whether it is.</returns>
    public bool Has(string type)
    {
        foreach (var declared in Types)
        {
            if (declared.Type == type)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The language to write in: the one asked for, its main one (<c>de</c> for <c>de-AT</c>) or English.</summary>
    /// <param name="asked">BCP 47; null for none.</param>
    /// <returns>A declared language.</returns>
    public string LanguageFor(string? asked)
    {
        var language = asked?.ToLowerInvariant() ?? FallbackLanguage;
        var main = language.Split('-', 2)[0];
        return Languages.Contains(language) ? language : Languages.Contains(main) ? main : FallbackLanguage;
    }
}

/// <summary>What is declared of one type.</summary>
internal sealed record InsightDeclaration
{
    /// <summary>When it is true.</summary>
    public required InsightRule Rule { get; init; }

    /// <summary>The type's name.</summary>
    public string Type => Rule.Type;

    /// <summary>How pressing it is.</summary>
    public required InsightSeverity Severity { get; init; }

    /// <summary>For how many days it is shown at most.</summary>
    public required int ValidDays { get; init; }

    /// <summary>The rule's thresholds by name.</summary>
    public required FrozenDictionary<string, decimal> Thresholds { get; init; }

    /// <summary>Categories it never speaks of.</summary>
    public ImmutableArray<string> ExceptCategories { get; init; } = [];

    /// <summary>Title and text by language.</summary>
    public required FrozenDictionary<string, InsightTemplate> Texts { get; init; }

    /// <summary>A threshold.</summary>
    /// <param name="threshold">Its name.</param>
    public decimal this[string threshold] => Thresholds[threshold];

    /// <summary>Whether it never speaks of a category.</summary>
    /// <param name="category">The category's id; null where unknown, of which it speaks.</param>
    /// <returns>Whether it does not.</returns>
    public bool Excepts(string? category) => category is not null && ExceptCategories.Contains(category);
}

/// <summary>How pressing an insight is.</summary>
internal enum InsightSeverity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Worth a look.</summary>
    Notice,

    /// <summary>Something has to be done.</summary>
    Warning,
}
