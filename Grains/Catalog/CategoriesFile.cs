using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Grains.Activity;

namespace Grains.Catalog;

/// <summary>The categories of spending and income, the merchant category codes (ISO 18245) and the words that lead to them.</summary>
internal sealed record CategoriesFile(FrozenDictionary<string, CategoryKind> Kinds, FrozenDictionary<string, string> ByMcc, ImmutableArray<CategoryPattern> Patterns)
{
    /// <summary>What each category is called, in English, by its id.</summary>
    public FrozenDictionary<string, string> Titles { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The categories that the platform's own rules give, and what they must be.</summary>
    public static FrozenDictionary<string, CategoryKind> RequiredKinds { get; } = new Dictionary<string, CategoryKind>
    {
        ["income"] = CategoryKind.Income,
        ["transfer"] = CategoryKind.Transfer,
        ["other"] = CategoryKind.Spending,
        ["uncategorised"] = CategoryKind.Spending,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The categories' ids.</summary>
    public FrozenSet<string> Categories { get; } = Kinds.Keys.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Reads the file.</summary>
    /// <param name="file">Its root.</param>
    /// <returns>What it declares.</returns>
    public static CategoriesFile Read(DeclarationReader file)
    {
        file.Text("version");
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        var kinds = new Dictionary<string, CategoryKind>(StringComparer.Ordinal);
        var byMcc = new Dictionary<string, string>(StringComparer.Ordinal);
        var patterns = new Claims();
        foreach (var reader in file.Objects("categories", isRequired: true))
        {
            var id = reader.Id("id");
            var kind = Enum.TryParse<CategoryKind>(reader.OneOf("kind", "spending", "spending", "income", "transfer"), ignoreCase: true, out var named) ? named : default;
            reader.Require(kinds.TryAdd(id, kind), "id", "is declared twice");
            reader.Require(!RequiredKinds.TryGetValue(id, out var own) || own == kind, "kind", $"of \"{id}\" must be {own.ToString().ToLowerInvariant()}");
            var isInflowOnly = reader.Flag("inflowOnly");
            reader.Require(!isInflowOnly || kind == CategoryKind.Transfer, "inflowOnly", "is for transfers: spending goes out, and income comes in as it is");
            titles[id] = reader.Text("title");
            reader.Texts("mcc", range => Take(range, id, byMcc));
            reader.Texts("patterns", text => patterns.Take(new(text, id, kind) { IsInflowOnly = isInflowOnly }));
            reader.Done();
        }

        foreach (var missing in RequiredKinds.Keys.Where(id => !kinds.ContainsKey(id)).Order(StringComparer.Ordinal))
        {
            file.Missing("categories", $"the category \"{missing}\", which the platform gives itself");
        }

        file.Done();
        return new(kinds.ToFrozenDictionary(StringComparer.Ordinal), byMcc.ToFrozenDictionary(StringComparer.Ordinal), [.. patterns.All])
        {
            Titles = titles.ToFrozenDictionary(StringComparer.Ordinal),
        };
    }

    private static string? Take(string range, string category, Dictionary<string, string> byMcc)
    {
        var parts = range.Split('-');
        if (parts.Length > 2 || !parts.All(IsCode) || string.CompareOrdinal(parts[0], parts[^1]) > 0)
        {
            return $"has \"{range}\": must be four digits, or two such with a hyphen, the lower first";
        }

        for (var code = Code(parts[0]); code <= Code(parts[^1]); code++)
        {
            var mcc = code.ToString("0000", CultureInfo.InvariantCulture);
            if (!byMcc.TryAdd(mcc, category))
            {
                return $"has {mcc}, which belongs to \"{byMcc[mcc]}\" already";
            }
        }

        return null;
    }

    private static bool IsCode(string text) => text.Length == 4 && text.All(char.IsAsciiDigit);

    private static int Code(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Every pattern, none of two categories in the same direction.</summary>
    private sealed class Claims
    {
        private readonly Dictionary<(string, bool IsInflow), string> takers = [];

        public List<CategoryPattern> All { get; } = [];

        public string? Take(CategoryPattern pattern)
        {
            if (CategoryPattern.Fault(pattern.Text) is { } fault)
            {
                return fault;
            }

            var folded = pattern.Folded;
            foreach (var isInflow in (ReadOnlySpan<bool>)[true, false])
            {
                if ((isInflow ? pattern.IsForInflow : pattern.IsForOutflow) && !takers.TryAdd((folded, isInflow), pattern.Category))
                {
                    return $"has \"{pattern.Text}\", which stands at \"{takers[(folded, isInflow)]}\" already";
                }
            }

            All.Add(pattern);
            return null;
        }
    }
}
