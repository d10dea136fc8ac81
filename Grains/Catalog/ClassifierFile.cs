using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Grains.Activity;

namespace Grains.Catalog;

/// <summary>The model that sorts transactions by their text: weights and the card that says what they were learned of and how good they are;
/// no text of any merchant. <c>tests/Benchmarks -- categories --write</c> makes it.</summary>
internal sealed record ClassifierFile(TextClassifier? Model)
{
    private const int MostClasses = 64;
    private const int FewestBuckets = 64;
    private const int MostBuckets = 1 << 16;

    /// <summary>Reads the file.</summary>
    /// <param name="file">Its root.</param>
    /// <param name="declared">The categories; null where their file could not be read.</param>
    /// <param name="isOwn">Whether the file is the bank's own. The shipped one may know categories that the bank's do not: they are never answered.</param>
    /// <returns>The model; without one where something is wrong.</returns>
    public static ClassifierFile Read(DeclarationReader file, CategoriesFile? declared, bool isOwn)
    {
        file.Text("version");
        ReadCard(file);
        var threshold = file.Number("threshold");
        file.Require(threshold is > 0 and <= 1, "threshold", "must be above 0 and at most 1");
        var scale = (float)file.Number("scale");
        file.Require(float.IsFinite(scale) && scale > 0, "scale", "must be above 0");
        var buckets = Math.Clamp(file.Integer("buckets", 0, FewestBuckets, MostBuckets), 0, MostBuckets);
        file.Require(BitOperations.IsPow2(buckets), "buckets", "must be a power of two");
        var (classes, bias) = ReadClasses(file, declared, isOwn);
        var weights = ReadWeights(file, buckets * classes.Length);
        file.Done();
        return new(weights is null || classes.IsEmpty ? null : new TextClassifier(classes, bias, weights, scale, threshold));
    }

    private static void ReadCard(DeclarationReader file)
    {
        if (file.Object("card") is not { } card)
        {
            file.Fault("card", "misses the member \"card\"");
            return;
        }

        card.Text("data");
        card.Text("licence");
        var learned = card.Text("learnedOn");
        card.Require(DateOnly.TryParseExact(learned, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), "learnedOn", "must be a date, yyyy-MM-dd");
        card.Numbers("figures", static (_, figure) => figure >= 0 ? null : "must not be below 0");
        card.Text("limits");
        card.Done();
    }

    /// <summary>The classes in the order of the weights, each with its bias.</summary>
    private static (ImmutableArray<string?> Classes, float[] Bias) ReadClasses(DeclarationReader file, CategoriesFile? declared, bool isOwn)
    {
        var given = file.Object("classes");
        file.Require(given?.Members.Count() is >= 2 and <= MostClasses, "classes", $"must be an object of 2 to {MostClasses} categories, each with its bias");
        var classes = ImmutableArray.CreateBuilder<string?>();
        var bias = new List<float>();
        foreach (var category in given?.Members.Take(MostClasses).ToList() ?? [])
        {
            var isKnown = declared is null || (declared.Kinds.TryGetValue(category, out var kind) && kind == CategoryKind.Spending);
            given!.Require(isKnown || !isOwn, category, "must be a category of spending in the categories file");
            classes.Add(isKnown ? category : null);
            bias.Add((float)given.Number(category));
        }

        return (classes.ToImmutable(), [.. bias]);
    }

    private static sbyte[]? ReadWeights(DeclarationReader file, int expected)
    {
        var text = file.Text("weights");
        var bytes = new byte[expected];
        var fits = Convert.TryFromBase64String(text, bytes, out var written) && written == expected && expected > 0;
        file.Require(fits, "weights", $"must be base64 of one byte for each bucket and class, {expected.ToString(CultureInfo.InvariantCulture)} in all");
        return fits ? Array.ConvertAll(bytes, static weight => unchecked((sbyte)weight)) : null;
    }
}
