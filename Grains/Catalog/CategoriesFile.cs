using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Grains.Catalog;

/// <summary>The categories of spending and income, and the merchant category codes (ISO 18245) that lead to them.</summary>
internal sealed record CategoriesFile(FrozenSet<string> Categories, FrozenDictionary<string, string> ByMcc)
{
    /// <summary>What each category is called, in English, by its id.</summary>
    public FrozenDictionary<string, string> Titles { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The categories that the platform's own rules give.</summary>
    private static readonly ImmutableArray<string> Required = ["income", "transfer", "other", "uncategorised"];

    /// <summary>Reads the file.</summary>
    /// <param name="file">Its root.</param>
    /// <returns>What it declares.</returns>
    public static CategoriesFile Read(DeclarationReader file)
    {
        file.Text("version");
        var categories = new HashSet<string>(StringComparer.Ordinal);
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        var byMcc = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var reader in file.Objects("categories", isRequired: true))
        {
            var id = reader.Id("id");
            reader.Require(categories.Add(id), "id", "is declared twice");
            titles[id] = reader.Text("title");
            reader.Texts("mcc", range => Take(range, id, byMcc));
            reader.Done();
        }

        foreach (var missing in Required.Where(id => !categories.Contains(id)))
        {
            file.Missing("categories", $"the category \"{missing}\", which the platform gives itself");
        }

        file.Done();
        return new(categories.ToFrozenSet(StringComparer.Ordinal), byMcc.ToFrozenDictionary(StringComparer.Ordinal)) { Titles = titles.ToFrozenDictionary(StringComparer.Ordinal) };
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
}
