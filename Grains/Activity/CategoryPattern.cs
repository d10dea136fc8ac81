using Grains.Catalog;

namespace Grains.Activity;

/// <summary>A word or words by which a bank knows a category.</summary>
/// <param name="Text">As declared; a <c>*</c> at an end lets the word go on there.</param>
/// <param name="Category">The category's id.</param>
/// <param name="Kind">Patterns of spending are looked for in what goes out, of income in what comes in, of transfers in both.</param>
internal readonly record struct CategoryPattern(string Text, string Category, CategoryKind Kind)
{
    private const int Fewest = 2;
    private const int Most = 64;

    /// <summary>Whether it is looked for in what comes in and nowhere else, whatever its kind.</summary>
    public bool IsInflowOnly { get; init; }

    /// <summary>Whether it is looked for in what comes in.</summary>
    public bool IsForInflow => Kind != CategoryKind.Spending;

    /// <summary>Whether it is looked for in what goes out.</summary>
    public bool IsForOutflow => Kind != CategoryKind.Income && !IsInflowOnly;

    /// <summary>What is searched for in <see cref="FoldedText"/>: a space where a word must begin or end.</summary>
    public string Folded
    {
        get
        {
            Span<char> folded = stackalloc char[Most * 2];
            ReadOnlySpan<char> text = folded[..FoldedText.Append(Text, folded, 0)].Trim(' ');
            return $"{(Text[0] == '*' ? string.Empty : " ")}{text}{(Text[^1] == '*' ? string.Empty : " ")}";
        }
    }

    /// <summary>What is wrong with a pattern.</summary>
    /// <param name="text">As declared.</param>
    /// <returns>The reason; null for nothing.</returns>
    public static string? Fault(string text)
    {
        var letters = text.Length is < Fewest or > Most ? 0 : new CategoryPattern(text, string.Empty, CategoryKind.Transfer).Folded.AsSpan().Trim(' ').Length;
        return letters < Fewest || text.AsSpan(1, text.Length - 2).Contains('*')
            ? $"has \"{text}\": must be {Fewest} to {Most} characters with at least {Fewest} letters or digits, and a * only at an end" : null;
    }
}
