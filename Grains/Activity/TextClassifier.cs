using System.Collections.Immutable;

namespace Grains.Activity;

/// <summary>
/// A small learned model of what a merchant's text is about: multinomial logistic regression on <see cref="TextFeatures"/>, its weights rounded
/// to a byte each. It answers only above its declared confidence and is used for what goes out only.
/// </summary>
internal sealed class TextClassifier
{
    private readonly ImmutableArray<string?> categories;
    private readonly float[] bias;
    private readonly sbyte[] weights;
    private readonly int buckets;
    private readonly float scale;

    /// <summary>Takes a model.</summary>
    /// <param name="categories">The category of each class; null where the catalogue has none such and the class is never answered. At most 64.</param>
    /// <param name="bias">Of each class, log-odds.</param>
    /// <param name="weights">Bucket by bucket, one of each class.</param>
    /// <param name="scale">What a weight of 1 stands for, log-odds.</param>
    /// <param name="threshold">The least probability that is answered.</param>
    public TextClassifier(ImmutableArray<string?> categories, float[] bias, sbyte[] weights, float scale, double threshold)
    {
        (this.categories, this.bias, this.weights, this.scale, Threshold) = (categories, bias, weights, scale, threshold);
        buckets = weights.Length / categories.Length;
    }

    /// <summary>The least probability that is answered.</summary>
    public double Threshold { get; }

    /// <summary>What a text is about.</summary>
    /// <param name="folded">A <see cref="FoldedText"/>.</param>
    /// <returns>The category; null where the model is not sure enough.</returns>
    public string? Of(ReadOnlySpan<char> folded)
    {
        var (category, probability) = Best(folded);
        return probability >= Threshold ? category : null;
    }

    /// <summary>The likeliest class, however unlikely.</summary>
    /// <param name="folded">A <see cref="FoldedText"/>.</param>
    /// <returns>Its category, null where the catalogue has none such or the text says nothing; its probability.</returns>
    public (string? Category, double Probability) Best(ReadOnlySpan<char> folded)
    {
        Span<int> features = stackalloc int[TextFeatures.Most];
        features = features[..TextFeatures.Of(folded, buckets, features)];
        if (features.IsEmpty)
        {
            return (null, 0);
        }

        Span<int> sums = stackalloc int[categories.Length];
        sums.Clear();
        foreach (var bucket in features)
        {
            var row = weights.AsSpan(bucket * sums.Length, sums.Length);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += row[i];
            }
        }

        return Likeliest(sums, scale / MathF.Sqrt(features.Length));
    }

    private (string? Category, double Probability) Likeliest(ReadOnlySpan<int> sums, float unit)
    {
        var best = 0;
        for (var i = 1; i < sums.Length; i++)
        {
            best = Score(sums, unit, i) > Score(sums, unit, best) ? i : best;
        }

        var (highest, total) = (Score(sums, unit, best), 0d);
        for (var i = 0; i < sums.Length; i++)
        {
            total += Math.Exp(Score(sums, unit, i) - highest);
        }

        return (categories[best], 1 / total);
    }

    private float Score(ReadOnlySpan<int> sums, float unit, int i) => bias[i] + (unit * sums[i]);
}
