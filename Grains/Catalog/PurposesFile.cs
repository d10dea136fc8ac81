using System.Collections.Frozen;
using System.Collections.Immutable;
using Grains.Interfaces.Catalog;

namespace Grains.Catalog;

/// <summary>The purposes and the data categories they may use.</summary>
internal sealed record PurposesFile(PurposeCatalog Catalog, FrozenDictionary<string, PurposeDeclaration> ById, FrozenSet<string> DataCategories)
{
    /// <summary>What each data category is called, by its id.</summary>
    public required FrozenDictionary<string, string> CategoryTitles { get; init; }

    /// <summary>The purposes that routes of the platform run under: without one of them a route could never be allowed.</summary>
    private static readonly ImmutableArray<string> Required =
    [
        "servicing", "self-service", "legal-compliance", "personalised-offers", "financial-insights", "advice", "ui-personalisation", "model-improvement",
    ];

    /// <summary>Reads the file.</summary>
    /// <param name="file">Its root.</param>
    /// <returns>What it declares.</returns>
    public static PurposesFile Read(DeclarationReader file)
    {
        var version = file.Text("version");
        var categories = new HashSet<string>(StringComparer.Ordinal);
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var category in file.Objects("categories", isRequired: true))
        {
            var id = category.Id("id");
            category.Require(categories.Add(id), "id", "is declared twice");
            titles[id] = category.Text("title");
            category.Done();
        }

        var purposes = new Dictionary<string, PurposeDeclaration>(StringComparer.Ordinal);
        foreach (var reader in file.Objects("purposes", isRequired: true))
        {
            var purpose = Purpose(reader, categories);
            reader.Require(purposes.TryAdd(purpose.Id, purpose), "id", "is declared twice");
        }

        foreach (var missing in Required.Where(id => !purposes.ContainsKey(id)))
        {
            file.Missing("purposes", $"the purpose \"{missing}\", which the platform's own routes run under");
        }

        file.Done();
        return new(new PurposeCatalog(version, [.. purposes.Values]), purposes.ToFrozenDictionary(StringComparer.Ordinal), categories.ToFrozenSet(StringComparer.Ordinal))
        {
            CategoryTitles = titles.ToFrozenDictionary(StringComparer.Ordinal),
        };
    }

    private static PurposeDeclaration Purpose(DeclarationReader reader, HashSet<string> categories)
    {
        var purpose = new PurposeDeclaration
        {
            Id = reader.Id("id"),
            Title = reader.Text("title"),
            Description = reader.Text("description"),
            LegalBasis = reader.OneOf("legalBasis", null, "consent", "contract", "legal-obligation", "legitimate-interest"),
            DpvTerm = reader.Text("dpvTerm"),
            Categories = reader.Texts("categories", name => categories.Contains(name) ? null : $"names \"{name}\", which \"categories\" above does not declare"),
            Channels = reader.Texts("channels"),
            Validity = reader.OptionalDuration("validity"),
            NoticeVersion = reader.Text("noticeVersion"),
            WithdrawnByPrivacyControl = reader.Flag("withdrawnByPrivacyControl"),
        };
        reader.Require(!purpose.Categories.IsEmpty, "categories", "must name a data category at least");
        reader.Require(purpose.Validity is null || purpose.NeedsConsent, "validity", "is for purposes that rest on consent");
        reader.Require(
            !purpose.WithdrawnByPrivacyControl || purpose.NeedsConsent, "withdrawnByPrivacyControl", "is for purposes that rest on consent");
        reader.Done();
        return purpose;
    }
}
