using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Grains.Personalization;

namespace Grains.Catalog;

/// <summary>The rules that advice is given by.</summary>
internal static partial class AdviceFile
{
    private static readonly ImmutableDictionary<string, string> NoWords = ImmutableDictionary<string, string>.Empty;
    private static readonly string[] Kinds = [.. Enum.GetNames<AdviceKind>().Select(static kind => kind.ToLowerInvariant())];

    /// <summary>Reads the file.</summary>
    /// <param name="file">Its root.</param>
    /// <param name="permission">Says what a condition may read.</param>
    /// <returns>What it declares.</returns>
    public static AdviceCatalog Read(DeclarationReader file, FeaturePermission permission)
    {
        var version = file.Text("version");
        var (atLeast, below) = WayOut(file);
        var titles = Titles(file);
        var rules = new Dictionary<string, AdviceRule>(StringComparer.Ordinal);
        foreach (var reader in file.Objects("rules", isRequired: true))
        {
            var rule = Rule(reader, permission);
            reader.Require(rules.TryAdd(rule.Id, rule), "id", "is declared twice");
            reader.Done();
        }

        file.Done();
        return new AdviceCatalog(version, atLeast, below, titles, [.. rules.Values]);
    }

    private static (ImmutableDictionary<string, string> AtLeast, ImmutableDictionary<string, string> Below) WayOut(DeclarationReader file)
    {
        if (file.Object("wayOut") is not { } reader)
        {
            return file.Absent("wayOut", (NoWords, NoWords));
        }

        var words = (reader.Words("atLeast"), reader.Words("below"));
        reader.Done();
        return words;
    }

    private static ImmutableDictionary<string, ImmutableDictionary<string, string>> Titles(DeclarationReader file)
    {
        var titles = ImmutableDictionary.CreateBuilder<string, ImmutableDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var reader in file.Objects("figures", isRequired: true))
        {
            var name = reader.Text("name");
            reader.Require(Figures.Find(name) is not null, "name", FigureReason);
            reader.Require(titles.TryAdd(name, reader.Words("titles")), "name", "is declared twice");
            reader.Done();
        }

        foreach (var missing in Figures.All.Where(figure => !titles.ContainsKey(figure.Name)))
        {
            file.Missing("figures", $"the figure \"{missing.Name}\", which must have a title");
        }

        return titles.ToImmutable();
    }

    private static AdviceRule Rule(DeclarationReader reader, FeaturePermission permission)
    {
        var id = reader.Id("id");
        var kind = reader.OneOf("kind", null, Kinds);
        ImmutableArray<FigureCondition> when = [.. reader.Objects("when", isRequired: true).Select(Condition).OfType<FigureCondition>()];
        var texts = reader.Words("texts");
        var told = Told(reader, texts);
        return new AdviceRule
        {
            Id = id,
            Kind = Enum.TryParse<AdviceKind>(kind, ignoreCase: true, out var known) ? known : AdviceKind.Credit,
            Priority = reader.Integer("priority", 0, 0, 100),
            When = when,
            Customer = [.. reader.Objects("customer").Select(condition => Trait(condition, permission))],
            UnsuitableFor = reader.Texts("unsuitableFor", flag => FlagFault(flag, permission)),
            Action = reader.OptionalText("action") is null ? null : reader.Id("action"),
            Titles = reader.Words("titles"),
            Texts = texts,
            Figures = [.. when.Select(static condition => condition.Figure).Concat(told).Distinct()],
        };
    }

    private static FigureCondition? Condition(DeclarationReader reader)
    {
        var figure = Figures.Find(reader.Text("figure"));
        reader.Require(figure is not null, "figure", FigureReason);
        var (atLeast, below) = (reader.Bound("atLeast"), reader.Bound("below"));
        reader.Require((atLeast ?? below) is not null, "figure", "needs atLeast or below");
        reader.Require(!(below <= atLeast), "below", "must be above atLeast");
        reader.Done();
        return figure is null ? null : new FigureCondition(figure, atLeast, below);
    }

    private static TraitCondition Trait(DeclarationReader reader, FeaturePermission permission)
    {
        var name = reader.Text("attribute");
        var attribute = permission.Attribute(name);
        string? ValueFault(string value) => attribute?.Values is { } closed && !closed.Contains(value) ? $"has \"{value}\", which the attribute cannot have" : null;

        var condition = new TraitCondition(name, reader.OptionalTexts("anyOf", ValueFault), reader.OptionalTexts("noneOf", ValueFault));
        if (permission.Fault(name) is { } fault)
        {
            reader.Fault("attribute", $"\"{name}\" {fault}");
        }

        reader.Require(attribute is null or { Type: "text" or "list" }, "attribute", "is neither a text nor a list");
        reader.Require(attribute?.Sensitivity != "sensitive", "attribute", "is sensitive: use unsuitableFor, for what guards a customer, and nothing else of the kind");
        reader.Require((condition.AnyOf ?? condition.NoneOf) is not null, "attribute", "needs anyOf or noneOf");
        reader.Done();
        return condition;
    }

    /// <summary>Where one of the attributes has no closed list of values, any flag may stand.</summary>
    private static string? FlagFault(string flag, FeaturePermission permission)
    {
        var closed = AdviceSuitability.Safeguards.Select(name => permission.Attribute(name)?.Values).ToList();
        return closed.TrueForAll(values => values is { } known && !known.Contains(flag))
            ? $"names \"{flag}\", which none of {string.Join(" and ", AdviceSuitability.Safeguards)} can have" : null;
    }

    private static HashSet<Figure> Told(DeclarationReader reader, ImmutableDictionary<string, string> texts)
    {
        var told = new HashSet<Figure>();
        foreach (Match place in texts.Values.SelectMany(static text => Place().Matches(text)))
        {
            var figure = Figures.Find(place.Groups[1].Value);
            reader.Require(figure is not null, "texts", $"tells {place.Value}: {FigureReason}");
            if (figure is not null)
            {
                told.Add(figure);
            }
        }

        return told;
    }

    private static readonly string FigureReason = $"must be a figure the platform can compute: {string.Join(", ", Figures.All.Select(static f => f.Name))}";

    [GeneratedRegex("\\{([^}]*)\\}")]
    private static partial Regex Place();
}
