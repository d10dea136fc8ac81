using System.Collections.Immutable;
using Grains.Interfaces.Catalog;
using Grains.Personalization;

namespace Grains.Catalog;

/// <summary>The offers and the features their scores are made of.</summary>
internal static class OffersFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="file">Its root.</param>
    /// <param name="permission">Says what a feature or a condition may read.</param>
    /// <param name="currencies">The currencies; null where they could not be read.</param>
    /// <returns>What it declares.</returns>
    public static OfferCatalog Read(DeclarationReader file, FeaturePermission permission, CurrenciesFile? currencies)
    {
        var version = file.Text("version");
        var currency = file.Text("currency");
        file.Require(currencies?.Digits.ContainsKey(currency) != false, "currency", "must be a currency that the platform knows");
        var surfaces = file.Surfaces();
        var features = new Dictionary<string, FeatureDeclaration>(StringComparer.Ordinal);
        foreach (var reader in file.Objects("features", isRequired: true))
        {
            var feature = Feature(reader, permission);
            reader.Require(features.TryAdd(feature.Name, feature), "name", "is declared twice");
            reader.Done();
        }

        var offers = new Dictionary<string, OfferDeclaration>(StringComparer.Ordinal);
        var tags = new HashSet<uint>();
        foreach (var reader in file.Objects("offers", isRequired: true))
        {
            var offer = Offer(reader, features, surfaces, permission);
            reader.Require(offers.TryAdd(offer.Id, offer), "id", "is declared twice");
            reader.Require(tags.Add(OfferTag.Of(offer.Id)), "id", "has the same four-byte tag as another offer: rename one");
            reader.Done();
        }

        file.Done();
        return new OfferCatalog(version, [.. offers.Values]) { Features = [.. features.Values], Currency = currency, Surfaces = surfaces };
    }

    private static FeatureDeclaration Feature(DeclarationReader reader, FeaturePermission permission)
    {
        var name = reader.Text("name");
        var source = Features.Find(name)?.Source;
        reader.Require(source is not null, "name", $"must be a feature the platform can compute: {string.Join(", ", Features.All.Select(f => f.Name))}");
        if (source is not null && permission.Fault(source) is { } fault)
        {
            reader.Fault("name", $"\"{name}\" {fault}");
        }

        var feature = new FeatureDeclaration
        {
            Name = name,
            Source = source ?? string.Empty,
            Mean = reader.Number("mean"),
            Scale = reader.Number("scale"),
            Above = reader.Text("above"),
            Below = reader.Text("below"),
            IfChanged = reader.OptionalText("ifChanged"),
            Form = reader.OptionalText("form"),
        };
        reader.Require(feature.Scale > 0, "scale", "must be above 0");
        reader.Require(feature.Form is null or "amount" or "percent", "form", "must be amount or percent");
        reader.Require((feature.Form is null) == (feature.IfChanged is null), "form", "goes with \"ifChanged\", and only with it");
        reader.Require(feature.IfChanged?.Contains("{value}", StringComparison.Ordinal) != false, "ifChanged", "must have {value} in it");
        reader.Require(feature.IfChanged is null || source == Features.Transactions, "ifChanged", "is for what customers do with their money: they cannot change what they are");
        return feature;
    }

    private static OfferDeclaration Offer(
        DeclarationReader reader, Dictionary<string, FeatureDeclaration> features, ImmutableArray<string> surfaces, FeaturePermission permission) => new()
    {
        Id = reader.Id("id"),
        Title = reader.Text("title"),
        Product = reader.Id("product"),
        Surfaces = reader.SurfacesOf(surfaces),
        Kind = reader.OptionalText("kind") is null ? null : reader.OneOf("kind", null, OfferDeclaration.Credit),
        Eligibility = [.. reader.Objects("eligibility").Select(condition => Condition(condition, permission))],
        Suitability = [.. reader.Objects("suitability").Select(condition => Condition(condition, permission, isSuitability: true))],
        Intercept = reader.Number("intercept"),
        Weights = reader.Numbers("weights", (name, _) => features.ContainsKey(name) ? null : "is not a feature declared above"),
    };

    private static OfferCondition Condition(DeclarationReader reader, FeaturePermission permission, bool isSuitability = false)
    {
        var name = reader.Text("attribute");
        var attribute = permission.Attribute(name);
        string? ValueFault(string value) =>
            attribute?.Values is { } closed && !closed.Contains(value) ? $"has \"{value}\", which the attribute cannot have" : null;

        var condition = new OfferCondition
        {
            Attribute = name,
            Minimum = reader.Bound("minimum"),
            Maximum = reader.Bound("maximum"),
            AnyOf = reader.OptionalTexts("anyOf", ValueFault),
            NoneOf = reader.OptionalTexts("noneOf", ValueFault),
        };
        Judge(condition, reader, permission, attribute, isSuitability && attribute?.Safeguard is not null && condition.AnyOf is null);
        reader.Done();
        return condition;
    }

    private static void Judge(OfferCondition condition, DeclarationReader reader, FeaturePermission permission, AttributeDeclaration? attribute, bool isGuarded)
    {
        var feature = Features.Find(condition.Attribute);
        if (!isGuarded && permission.Fault(feature?.Source ?? condition.Attribute) is { } fault)
        {
            reader.Fault("attribute", $"\"{condition.Attribute}\" {fault}");
        }

        var isNumeric = feature is not null || attribute?.Type is "number" or "integer";
        var isText = feature is null && attribute?.Type is "text" or "list";
        var isKnown = feature is not null || attribute is not null;
        reader.Require(!isKnown || isNumeric || isText, "attribute", "can hold no condition: dates have features, such as age, for that");
        reader.Require(!isKnown || isNumeric || (condition.Minimum ?? condition.Maximum) is null, "attribute", "is no number: use anyOf or noneOf");
        reader.Require(!isKnown || isText || (condition.AnyOf ?? condition.NoneOf) is null, "attribute", "is a number: use minimum or maximum");
        reader.Require(condition.Minimum is null || condition.Maximum is null || condition.Minimum <= condition.Maximum, "maximum", "must not be below the minimum");
        reader.Require(
            condition.Minimum is not null || condition.Maximum is not null || condition.AnyOf is not null || condition.NoneOf is not null,
            "attribute", "needs minimum, maximum, anyOf or noneOf");
    }
}
