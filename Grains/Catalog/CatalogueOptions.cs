namespace Grains.Catalog;

/// <summary>Where the bank keeps its own declarations; section <c>Catalog</c>. Each file replaces the shipped one as a whole.</summary>
public sealed class CatalogueOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Catalog";

    /// <summary>Path of the attributes file. Default: the shipped <c>attributes.json</c>.</summary>
    public string? Attributes { get; set; }

    /// <summary>Path of the purposes file. Default: the shipped <c>purposes.json</c>.</summary>
    public string? Purposes { get; set; }

    /// <summary>Path of the offers file. Default: the shipped <c>offers.json</c>.</summary>
    public string? Offers { get; set; }

    /// <summary>Path of the merchant categories file. Default: the shipped <c>categories.json</c>.</summary>
    public string? Categories { get; set; }

    /// <summary>Path of the model that sorts transactions by their text; every class of it must be a category. Default: the shipped
    /// <c>classifier.json</c>.</summary>
    public string? Classifier { get; set; }

    /// <summary>Path of the file of data subjects' rights. Default: the shipped <c>rights.json</c>.</summary>
    public string? Rights { get; set; }

    /// <summary>Path of the insights file. Default: the shipped <c>insights.json</c>.</summary>
    public string? Insights { get; set; }

    /// <summary>Path of the file of advice rules. Default: the shipped <c>advice.json</c>.</summary>
    public string? Advice { get; set; }

    /// <summary>Path of the file of screen tiles. Default: the shipped <c>tiles.json</c>.</summary>
    public string? Tiles { get; set; }
}
