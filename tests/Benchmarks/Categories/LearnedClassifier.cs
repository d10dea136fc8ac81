using System.Collections.Immutable;
using System.Globalization;
using Grains.Activity;

namespace Tests.Benchmarks.Categories;

/// <summary>
/// Multinomial logistic regression on hashed text features, learned by AdaGrad and rounded to a byte a weight. A merchant's bookings are one
/// example with the shares of its classes as the answer; it counts as the square root of their number, so that a few large merchants do not
/// drown the many small ones that unseen merchants resemble.
/// </summary>
internal sealed class LearnedClassifier
{
    private const int Rounds = 24;
    private const float Step = 0.12f;
    private const float Decay = 2e-5f;
    private const int Seed = 20_261_101;

    private readonly float[] weights;
    private readonly float[] slopes;
    private readonly float[] bias;
    private readonly int buckets;

    private LearnedClassifier(string[] classes, int buckets)
    {
        (Classes, this.buckets) = (classes, buckets);
        weights = new float[classes.Length * buckets];
        slopes = new float[weights.Length];
        bias = new float[classes.Length];
    }

    /// <summary>The classes.</summary>
    public string[] Classes { get; }

    /// <summary>What a rounded weight of 1 stands for.</summary>
    public float Scale { get; private set; }

    /// <summary>The bias of each class.</summary>
    public float[] Bias => bias;

    /// <summary>The rounded weights, bucket by bucket.</summary>
    public sbyte[] Rounded { get; private set; } = [];

    /// <summary>Learns.</summary>
    /// <param name="lessons">Bookings with their classes.</param>
    /// <param name="buckets">Buckets of features.</param>
    /// <returns>The model.</returns>
    public static LearnedClassifier From(IReadOnlyCollection<Lesson> lessons, int buckets)
    {
        var learned = new LearnedClassifier([.. lessons.Select(static l => l.Answer).Distinct().Order(StringComparer.Ordinal)], buckets);
        var examples = learned.Examples(lessons);
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(examples);
            foreach (var example in examples)
            {
                learned.Learn(example);
            }
        }

        learned.Round();
        return learned;
    }

    /// <summary>The rounded model as a silo has it.</summary>
    /// <param name="threshold">The least probability that is answered.</param>
    /// <returns>The model.</returns>
    public TextClassifier Model(double threshold) => new([.. Classes.Select(static c => (string?)c)], bias, Rounded, Scale, threshold);

    private Example[] Examples(IReadOnlyCollection<Lesson> lessons)
    {
        var places = Classes.Select(static (name, place) => (name, place)).ToDictionary(static c => c.name, static c => c.place);
        Span<char> folded = stackalloc char[FoldedText.Longest];
        Span<int> features = stackalloc int[TextFeatures.Most];
        var examples = new List<Example>();
        foreach (var merchant in lessons.GroupBy(static l => l.Merchant))
        {
            var shares = new float[Classes.Length];
            foreach (var lesson in merchant)
            {
                shares[places[lesson.Answer]]++;
            }

            var count = shares.Sum();
            var length = FoldedText.Append(merchant.Key, folded, 0);
            var found = TextFeatures.Of(folded[..length], buckets, features);
            if (found > 0)
            {
                examples.Add(new(features[..found].ToArray(), Array.ConvertAll(shares, share => share / count), MathF.Sqrt(count)));
            }
        }

        return [.. examples];
    }

    private void Learn(Example example)
    {
        var (unit, classes) = (1 / MathF.Sqrt(example.Features.Length), Classes.Length);
        Span<float> scores = stackalloc float[classes];
        bias.CopyTo(scores);
        foreach (var bucket in example.Features)
        {
            for (var i = 0; i < classes; i++)
            {
                scores[i] += weights[(bucket * classes) + i] * unit;
            }
        }

        var highest = float.MinValue;
        foreach (var score in scores)
        {
            highest = Math.Max(highest, score);
        }

        var total = 0f;
        for (var i = 0; i < classes; i++)
        {
            total += scores[i] = MathF.Exp(scores[i] - highest);
        }

        for (var i = 0; i < classes; i++)
        {
            // Bounded, so that a merchant of thousands of bookings does not throw the weights about.
            var error = Math.Min(example.Weight, 8) * ((scores[i] / total) - example.Shares[i]);
            bias[i] -= 0.01f * error;
            foreach (var bucket in example.Features)
            {
                var at = (bucket * classes) + i;
                var slope = (error * unit) + (Decay * weights[at]);
                slopes[at] += slope * slope;
                weights[at] -= Step * slope / (MathF.Sqrt(slopes[at]) + 1e-6f);
            }
        }
    }

    private void Round()
    {
        Scale = weights.Max(MathF.Abs) / sbyte.MaxValue;
        Scale = float.Parse(Scale.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        Rounded = Array.ConvertAll(weights, weight => (sbyte)Math.Clamp(MathF.Round(weight / Scale), -sbyte.MaxValue, sbyte.MaxValue));
        for (var i = 0; i < bias.Length; i++)
        {
            bias[i] = MathF.Round(bias[i], 4);
        }
    }

    private sealed record Example(int[] Features, float[] Shares, float Weight);
}
