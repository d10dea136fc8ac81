using System.Collections.Frozen;
using System.Collections.Immutable;
using Grains.Interfaces.Catalog;

namespace Grains.Catalog;

/// <summary>The purposes and the data categories they may use.</summary>
internal sealed record PurposesFile(PurposeCatalog Catalog, FrozenDictionary<string, PurposeDeclaration> ById, FrozenSet<string> DataCategories)
{
    /// <summary>The purposes that routes of the platform run under: without one of them a route could never be allowed.</summary>
    private static readonly ImmutableArray<string> Required =
    [
        "servicing", "self-service", "legal-compliance", "personalised-offers", "financial-insights", "advice", "ui-personalisation", "model-improvement",
    ];

    /// <summary>What every notice must be in where the bank declares no languages of its own; the first is the default.</summary>
    private static readonly ImmutableArray<string> Languages = ["en", "de", "cs", "es"];

    /// <summary>Reads the file.</summary>
    /// <param name="file">Its root.</param>
    /// <returns>What it declares.</returns>
    public static PurposesFile Read(DeclarationReader file)
    {
        var version = file.Text("version");
        var languages = file.OptionalTexts("languages", DeclaredForms.LanguageFault) ?? Languages;
        var controller = file.Controller();
        var categories = Categories(file);
        var purposes = new Dictionary<string, PurposeDeclaration>(StringComparer.Ordinal);
        foreach (var reader in file.Objects("purposes", isRequired: true))
        {
            var purpose = Purpose(reader, categories, languages);
            reader.Require(purposes.TryAdd(purpose.Id, purpose), "id", "is declared twice");
        }

        foreach (var missing in Required.Where(id => !purposes.ContainsKey(id)))
        {
            file.Missing("purposes", $"the purpose \"{missing}\", which the platform's own routes run under");
        }

        file.Done();
        return new(
            new PurposeCatalog(version, [.. purposes.Values]) { Categories = [.. categories.Values], Languages = languages, Controller = controller },
            purposes.ToFrozenDictionary(StringComparer.Ordinal),
            categories.Keys.ToFrozenSet(StringComparer.Ordinal));
    }

    private static Dictionary<string, CategoryDeclaration> Categories(DeclarationReader file)
    {
        var categories = new Dictionary<string, CategoryDeclaration>(StringComparer.Ordinal);
        foreach (var reader in file.Objects("categories", isRequired: true))
        {
            var category = new CategoryDeclaration(reader.Id("id"), reader.Text("title"), reader.Term("dpvTerm"), reader.Flag("special"))
            {
                Titles = reader.OptionalTitles("titles"),
            };
            reader.Require(categories.TryAdd(category.Id, category), "id", "is declared twice");
            reader.Done();
        }

        return categories;
    }

    private static PurposeDeclaration Purpose(DeclarationReader reader, Dictionary<string, CategoryDeclaration> declared, ImmutableArray<string> languages)
    {
        var categories = reader.Texts(
            "categories", name => declared.ContainsKey(name) ? null : $"names \"{name}\", which \"categories\" above does not declare");
        var channels = reader.Texts("channels");
        var notices = reader.Notices(categories, channels, languages);
        var purpose = new PurposeDeclaration
        {
            Id = reader.Id("id"),
            Title = reader.Text("title"),
            Description = reader.Text("description"),
            LegalBasis = reader.OneOf("legalBasis", null, "consent", "contract", "legal-obligation", "legitimate-interest"),
            DpvTerm = reader.Term("dpvTerm"),
            Categories = categories,
            Channels = channels,
            Validity = reader.OptionalDuration("validity"),
            NoticeVersion = notices.IsEmpty ? reader.OptionalText("noticeVersion") ?? string.Empty : notices[0].Version,
            WithdrawnByPrivacyControl = reader.Flag("withdrawnByPrivacyControl"),
            Notices = notices,
            Processing = Processing(reader),
            Recipients = reader.Recipients(),
            DirectMarketing = reader.Flag("directMarketing"),
        };
        Judge(purpose, reader);
        reader.Done();
        return purpose;
    }

    private static PurposeProcessing? Processing(DeclarationReader purpose)
    {
        if (purpose.Object("processing") is not { } reader)
        {
            return null;
        }

        var processing = new PurposeProcessing(reader.Texts("operations", DeclaredForms.TermFault), reader.Term("automation"), reader.Duration("retention"));
        reader.Require(!processing.Operations.IsEmpty, "operations", "must name a processing operation at least");
        reader.Done();
        return processing;
    }

    private static void Judge(PurposeDeclaration purpose, DeclarationReader reader)
    {
        reader.Require(!purpose.Categories.IsEmpty, "categories", "must name a data category at least");
        reader.Require(purpose.Validity is null || purpose.NeedsConsent, "validity", "is for purposes that rest on consent");
        reader.Require(
            !purpose.WithdrawnByPrivacyControl || purpose.NeedsConsent, "withdrawnByPrivacyControl", "is for purposes that rest on consent");
        if (purpose.NeedsConsent)
        {
            reader.Require(!purpose.Notices.IsEmpty, "notices", "must have a notice at least: consent is given to what was shown");
            reader.Require(purpose.Processing is not null, "processing", "must say what is done with the data: receipts tell the customer");
        }
        else
        {
            reader.Require(purpose.NoticeVersion.Length > 0, "notices", "must have a notice at least, or noticeVersion must name one");
        }
    }
}
