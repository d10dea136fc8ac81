using System.Collections.Frozen;
using System.Collections.Immutable;
using Grains.Activity;
using Grains.Insights;
using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Grains.Personalization;
using Grains.Rights;

namespace Grains.Catalog;

/// <summary>The declarations in force, looked up by name. One per silo; replaced by the bank through configuration.</summary>
internal sealed class Catalogue
{
    private const string TransactionsCategory = "transactions";

    private Categoriser? categoriser;

    /// <summary>The attributes.</summary>
    public required AttributeCatalog Attributes { get; init; }

    /// <summary>The purposes.</summary>
    public required PurposeCatalog Purposes { get; init; }

    /// <summary>The offers.</summary>
    public required OfferCatalog Offers { get; init; }

    /// <summary>Attributes by name.</summary>
    public required FrozenDictionary<string, AttributeDeclaration> Attribute { get; init; }

    /// <summary>Purposes by id.</summary>
    public required FrozenDictionary<string, PurposeDeclaration> Purpose { get; init; }

    /// <summary>What each data category is called, by its id.</summary>
    public FrozenDictionary<string, string> CategoryTitles { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Decimal digits by ISO 4217 code.</summary>
    public required FrozenDictionary<string, int> CurrencyDigits { get; init; }

    /// <summary>Category ids a transaction may have.</summary>
    public required FrozenSet<string> Categories { get; init; }

    /// <summary>Category id by ISO 18245 merchant category code.</summary>
    public required FrozenDictionary<string, string> CategoryByMcc { get; init; }

    /// <summary>The rules that advice is given by.</summary>
    public AdviceCatalog Advice { get; init; } = AdviceCatalog.Empty;

    /// <summary>The tiles of the screens.</summary>
    public TileCatalog Tiles { get; init; } = TileCatalog.Empty;

    /// <summary>What each category's amounts are, by its id.</summary>
    public FrozenDictionary<string, CategoryKind> CategoryKinds { get; init; } = CategoriesFile.RequiredKinds;

    /// <summary>The words by which the bank knows a category.</summary>
    public CategoryPatterns CategoryPatterns { get; init; } = CategoryPatterns.None;

    /// <summary>The learned model of merchants' texts; null for none.</summary>
    public TextClassifier? Classifier { get; init; }

    /// <summary>Finds the categories of transactions by all of these.</summary>
    public Categoriser Categoriser => categoriser ??= new(CategoryByMcc, CategoryPatterns, Classifier);

    /// <summary>The law of data subjects' rights.</summary>
    public required RightsRules Rights { get; init; }

    /// <summary>The insights.</summary>
    public InsightCatalog Insights { get; init; } = InsightCatalog.Empty;

    /// <summary>What a category's amounts are.</summary>
    /// <param name="category">Its id; one that is not declared any more counts as spending.</param>
    /// <returns>The kind.</returns>
    public CategoryKind KindOf(string category) => CategoryKinds.GetValueOrDefault(category);

    /// <summary>The data categories that a call touches, as far as the catalogue says; the customer's consent may leave some out.</summary>
    /// <param name="scope">The data that the method touches.</param>
    /// <param name="purpose">The purpose that the call runs under.</param>
    /// <returns>The categories, in the order of their declaration.</returns>
    public ImmutableArray<string> Touched(DataScope scope, PurposeDeclaration purpose) => scope switch
    {
        DataScope.Attributes => [.. Attributes.Attributes.Where(a => a.Purposes.Contains(purpose.Id)).Select(static a => a.Category).Distinct()],
        DataScope.Transactions => purpose.Categories.Contains(TransactionsCategory) ? [TransactionsCategory] : [],
        DataScope.Purpose => purpose.Categories,
        _ => [],
    };

    /// <summary>Reads and checks every file.</summary>
    /// <param name="options">Where the bank's own files are; null for the shipped ones.</param>
    /// <returns>The catalogue.</returns>
    /// <exception cref="CatalogueFaultException">Something is wrong with a file; names every fault of all of them.</exception>
    public static Catalogue Load(CatalogueOptions? options = null)
    {
        options ??= new CatalogueOptions();
        var faults = new List<CatalogueFault>();
        var purposes = CatalogueFile.Read("purposes.json", options.Purposes, faults, PurposesFile.Read);
        var attributes = CatalogueFile.Read("attributes.json", options.Attributes, faults, file => AttributesFile.Read(file, purposes));
        var permission = new FeaturePermission(attributes, purposes, Features.Purpose);
        var currencies = CatalogueFile.Read("currencies.json", null, faults, CurrenciesFile.Read);
        var offers = CatalogueFile.Read("offers.json", options.Offers, faults, file => OffersFile.Read(file, permission, currencies));
        var categories = CatalogueFile.Read("categories.json", options.Categories, faults, CategoriesFile.Read);
        var classifier = CatalogueFile.Read(
            "classifier.json", options.Classifier, faults, file => ClassifierFile.Read(file, categories, !string.IsNullOrEmpty(options.Classifier)));
        var rights = CatalogueFile.Read("rights.json", options.Rights, faults, RightsFile.Read);
        var insights = CatalogueFile.Read("insights.json", options.Insights, faults, file => InsightsFile.Read(file, categories, currencies));
        var tiles = CatalogueFile.Read("tiles.json", options.Tiles, faults, TilesFile.Read);
        var advising = new FeaturePermission(attributes, purposes, Advisor.Purpose);
        var advice = CatalogueFile.Read("advice.json", options.Advice, faults, file => AdviceFile.Read(file, advising));
        if (faults.Count > 0)
        {
            throw new CatalogueFaultException([.. faults.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line)]);
        }

        return new Catalogue
        {
            Attributes = attributes!.Catalog,
            Purposes = purposes!.Catalog,
            Offers = offers!,
            Attribute = attributes.ByName,
            Purpose = purposes.ById,
            CategoryTitles = purposes.Catalog.Categories.ToFrozenDictionary(static c => c.Id, static c => c.Title, StringComparer.Ordinal),
            CurrencyDigits = currencies!.Digits,
            Categories = categories!.Categories,
            CategoryByMcc = categories.ByMcc,
            CategoryKinds = categories.Kinds,
            CategoryPatterns = new CategoryPatterns(categories.Patterns),
            Classifier = classifier!.Model,
            Rights = rights!,
            Insights = insights!,
            Advice = advice!,
            Tiles = tiles!,
        };
    }
}
