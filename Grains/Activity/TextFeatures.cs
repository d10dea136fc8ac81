namespace Grains.Activity;

/// <summary>What the text classifier looks at: the words of a text and their runs of three to five characters, spaces included, hashed
/// (FNV-1a, 32 bit) into a number of buckets. Words of digits only say nothing of a kind of merchant and are left out.</summary>
internal static class TextFeatures
{
    /// <summary>Features that are looked at of a text.</summary>
    public const int Most = 256;

    private const int Shortest = 3;
    private const int Longest = 5;

    // A word counts apart from a run of the same characters.
    private const uint WordSeed = 0x9E3779B9;
    private const uint Seed = 2166136261;

    /// <summary>Hashes a text.</summary>
    /// <param name="folded">A <see cref="FoldedText"/>.</param>
    /// <param name="buckets">How many there are, a power of two.</param>
    /// <param name="features">Takes the bucket of each feature; <see cref="Most"/> long.</param>
    /// <returns>How many features there are.</returns>
    public static int Of(ReadOnlySpan<char> folded, int buckets, Span<int> features)
    {
        var count = 0;
        for (var start = 0; start < folded.Length;)
        {
            var length = folded[start..].IndexOfAny(' ', FoldedText.Break);
            length = length < 0 ? folded.Length - start : length;
            var word = folded.Slice(start, length);
            if (length > 1 && word.ContainsAnyExceptInRange('0', '9'))
            {
                count = Add(Hash(WordSeed, word), buckets, features, count);

                // Every word stands between spaces, which belong to its runs.
                var spaced = folded.Slice(start - 1, length + 2);
                for (var at = 0; at + Shortest <= spaced.Length; at++)
                {
                    // A longer run's hash goes on where the shorter one's ends.
                    var hash = Hash(Seed, spaced.Slice(at, Shortest));
                    count = Add(hash, buckets, features, count);
                    for (var end = at + Shortest; end < Math.Min(at + Longest, spaced.Length); end++)
                    {
                        hash = Next(hash, spaced[end]);
                        count = Add(hash, buckets, features, count);
                    }
                }
            }

            start += length + 1;
        }

        return count;
    }

    private static int Add(uint hash, int buckets, Span<int> features, int count)
    {
        if (count < features.Length)
        {
            features[count++] = (int)((hash ^ (hash >> 15)) & (uint)(buckets - 1));
        }

        return count;
    }

    private static uint Hash(uint seed, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            seed = Next(seed, c);
        }

        return seed;
    }

    private static uint Next(uint hash, char c) => (hash ^ c) * 16777619;
}
