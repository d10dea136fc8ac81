using CsCheck;
using Grains.Activity;
using Grains.Catalog;

namespace Tests.Unit.Activity;

/// <summary>The automaton beside looking for each pattern in turn.</summary>
public sealed class CategoryPatternProperties
{
    private static readonly Gen<string> Words = Gen.Char["aab  *"].Array[2, 7].Select(letters => new string(letters)).Where(text => CategoryPattern.Fault(text) is null);

    [Fact]
    public void It_finds_what_a_plain_search_finds() =>
        Gen.Select(Words.Array[0, 12], Gen.Char["aaabb  "].Array[0, 20].Select(letters => new string(letters)), Gen.Bool).Sample(
            (declared, text, isInflow) =>
            {
                var all = declared.Select((pattern, i) => new CategoryPattern(pattern, $"c{i}", (CategoryKind)(i % 3))).DistinctBy(p => p.Folded).ToList();
                Span<char> folded = stackalloc char[FoldedText.Longest];
                var searched = folded[..FoldedText.Append(text, folded, 0)].ToString();
                var expected = all.Where(p => (isInflow ? p.IsForInflow : p.IsForOutflow) && searched.Contains(p.Folded, StringComparison.Ordinal))
                    .OrderByDescending(p => p.Folded.Length).ThenBy(p => searched.IndexOf(p.Folded, StringComparison.Ordinal)).Select(p => p.Category).FirstOrDefault();
                Assert.Equal(expected, new CategoryPatterns([.. all]).Find(searched, isInflow));
            },
            iter: 20_000);

    [Fact]
    public void Text_of_any_length_fits_and_ends_with_a_space() =>
        Gen.String[0, 700].Array[1, 3].Sample(
            fields =>
            {
                Span<char> folded = stackalloc char[FoldedText.Longest];
                var length = 0;
                foreach (var field in fields)
                {
                    length = FoldedText.Append(field, folded, length);
                }

                Assert.True(length == 0 || (folded[0] == ' ' && folded[length - 1] == ' '));
                Assert.Equal(-1, folded[..length].IndexOf("  "));
                Span<int> features = stackalloc int[TextFeatures.Most];
                Assert.All(features[..TextFeatures.Of(folded[..length], 64, features)].ToArray(), bucket => Assert.InRange(bucket, 0, 63));
            },
            iter: 5000);
}
