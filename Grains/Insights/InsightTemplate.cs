using System.Text;

namespace Grains.Insights;

/// <summary>A title and a text in one language, with placeholders such as <c>{amount}</c>.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Text">A sentence or two.</param>
internal sealed record InsightTemplate(string Title, string Text)
{
    /// <summary>What is wrong with a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="figures">The figures it may name.</param>
    /// <returns>Null for nothing.</returns>
    public static string? Fault(string text, IReadOnlyCollection<string> figures)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '}')
            {
                return "has a } that closes nothing";
            }

            if (text[at] == '{')
            {
                var end = text.IndexOf('}', at);
                var name = end < 0 ? text[(at + 1)..] : text[(at + 1)..end];
                if (end < 0 || !figures.Contains(name))
                {
                    return $"has the placeholder \"{{{name}}}\"; known are {string.Join(", ", figures.Select(static f => $"{{{f}}}"))}";
                }

                at = end;
            }
        }

        return null;
    }

    /// <summary>Fills the placeholders of a text that has no fault.</summary>
    /// <param name="text">The text.</param>
    /// <param name="values">What stands for each figure, as written.</param>
    /// <returns>The text to read.</returns>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values)
    {
        var filled = new StringBuilder(text.Length + 32);
        for (var at = 0; at < text.Length;)
        {
            var start = text.IndexOf('{', at);
            if (start < 0)
            {
                filled.Append(text, at, text.Length - at);
                break;
            }

            var end = text.IndexOf('}', start);
            filled.Append(text, at, start - at).Append(values[text[(start + 1)..end]]);
            at = end + 1;
        }

        return filled.ToString();
    }
}
