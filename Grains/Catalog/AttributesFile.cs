using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Grains.Interfaces.Catalog;
using Grains.Personalization;

namespace Grains.Catalog;

/// <summary>The attributes the bank may hold.</summary>
internal sealed partial record AttributesFile(AttributeCatalog Catalog, FrozenDictionary<string, AttributeDeclaration> ByName)
{
    /// <summary>Reads the file.</summary>
    /// <param name="file">Its root.</param>
    /// <param name="purposes">The purposes; null where their file could not be read.</param>
    /// <returns>What it declares.</returns>
    public static AttributesFile Read(DeclarationReader file, PurposesFile? purposes)
    {
        var version = file.Text("version");
        var attributes = new Dictionary<string, AttributeDeclaration>(StringComparer.Ordinal);
        foreach (var reader in file.Objects("attributes", isRequired: true))
        {
            var attribute = Attribute(reader, purposes);
            reader.Require(CamelCase().IsMatch(attribute.Name), "name", "must be camelCase, at most 64 letters and digits");
            reader.Require(attributes.TryAdd(attribute.Name, attribute), "name", "is declared twice");
            Judge(attribute, reader);
            reader.Done();
        }

        file.Done();
        return new(new AttributeCatalog(version, [.. attributes.Values]), attributes.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static AttributeDeclaration Attribute(DeclarationReader reader, PurposesFile? purposes)
    {
        var category = reader.Text("category");
        reader.Require(purposes is null || purposes.DataCategories.Contains(category), "category", "is not a data category of the purposes file");
        return new AttributeDeclaration
        {
            Name = reader.Text("name"),
            Title = reader.Text("title"),
            Type = reader.OneOf("type", null, "text", "date", "number", "integer", "flag", "list"),
            Category = category,
            Sensitivity = reader.OneOf("sensitivity", "normal", "normal", "sensitive"),
            Protected = reader.Flag("protected"),
            Purposes = reader.Texts("purposes", id => ReaderFault(id, category, purposes)),
            WritableBy = reader.Texts("writableBy", writer => writer is "bank" or "customer" ? null : "may name bank and customer only"),
            Retention = reader.Duration("retention"),
            MaxLength = reader.Integer("maxLength", 200, 1, 10_000),
            MaxItems = reader.Integer("maxItems", 50, 1, 1_000),
            Pattern = reader.OptionalText("pattern"),
            Values = reader.OptionalTexts("values"),
            Minimum = reader.Bound("minimum"),
            Maximum = reader.Bound("maximum"),
            Titles = reader.OptionalTitles("titles"),
            Safeguard = reader.OptionalText("safeguard"),
        };
    }

    private static string? ReaderFault(string purpose, string category, PurposesFile? purposes)
    {
        if (purposes is null)
        {
            return null;
        }

        return !purposes.ById.TryGetValue(purpose, out var declared) ? $"names the unknown purpose \"{purpose}\""
            : declared.Categories.Contains(category) ? null
            : $"names \"{purpose}\", a purpose that may not use the category \"{category}\"";
    }

    private static void Judge(AttributeDeclaration attribute, DeclarationReader reader)
    {
        var isNumeric = attribute.Type is "number" or "integer";
        reader.Require(attribute.Purposes.Contains("self-service"), "purposes", "must name self-service: customers may read all that is held of them");
        reader.Require(!attribute.WritableBy.IsEmpty, "writableBy", "must name bank, customer or both");
        reader.Require(attribute.Pattern is null || attribute.Type is "text" or "date" or "list", "pattern", "is for text, dates and lists");
        reader.Require(attribute.Values is null || attribute.Type is "text" or "list", "values", "is for text and lists");
        reader.Require(attribute.Safeguard is null or FactReader.Vulnerability or "restriction", "safeguard", "must be vulnerability or restriction");
        reader.Require(attribute.Safeguard is null || (attribute.Type == "list" && !attribute.Protected), "safeguard", "is for lists that are not protected");
        reader.Require(attribute.Minimum is null || isNumeric, "minimum", "is for numbers");
        reader.Require(attribute.Maximum is null || isNumeric, "maximum", "is for numbers");
        reader.Require(attribute.Minimum is null || attribute.Maximum is null || attribute.Minimum <= attribute.Maximum, "maximum", "must not be below the minimum");
        reader.Require(
            attribute.Pattern is null || AttributeRules.IsPattern(attribute.Pattern), "pattern",
            "must be a regular expression without lookarounds and backreferences");
    }

    [GeneratedRegex("^(?=.{1,64}$)[a-z][A-Za-z0-9]*$")]
    private static partial Regex CamelCase();
}
