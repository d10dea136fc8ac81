using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ApiHost.Rights;

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says, not yet encoded.</param>
/// <param name="Language">Its language where it is not the page's, BCP 47; null where it is.</param>
internal readonly record struct Cell(string Text, string? Language = null)
{
    /// <summary>A cell in the page's language.</summary>
    /// <param name="text">What it says.</param>
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>HTML in the making. Markup can only be a constant of our source (CA1857 breaks the build otherwise); whatever else is said is encoded, and
/// what somebody wrote stands apart from our own words, whatever its direction.</summary>
internal sealed class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder text = new();

    /// <summary>Adds markup of ours.</summary>
    /// <param name="markup">The markup.</param>
    /// <returns>This.</returns>
    public HtmlText Markup([ConstantExpected] string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>Adds text.</summary>
    /// <param name="said">The text.</param>
    /// <returns>This.</returns>
    public HtmlText Say(string said)
    {
        text.Append(Encoder.Encode(said));
        return this;
    }

    /// <summary>Adds a paragraph.</summary>
    /// <param name="said">The text.</param>
    /// <returns>This.</returns>
    public HtmlText Paragraph(string said) => Markup("<p>").Say(said).Markup("</p>\n");

    /// <summary>Adds a table; a paragraph where it has no rows.</summary>
    /// <param name="caption">What it is.</param>
    /// <param name="heads">The columns' heads; the first is of the rows' own heads.</param>
    /// <param name="rows">The rows; the first cell of each is its head.</param>
    /// <param name="nothing">What is said where there are no rows.</param>
    public void Table(string caption, ReadOnlySpan<string> heads, IEnumerable<Cell[]> rows, string nothing)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            Markup("<p><strong>").Say(caption).Markup("</strong>: ").Say(nothing).Markup("</p>\n");
            return;
        }

        Markup("<table>\n<caption>").Say(caption).Markup("</caption>\n<thead><tr>");
        foreach (var head in heads)
        {
            Markup("<th scope=\"col\">").Say(head).Markup("</th>");
        }

        Markup("</tr></thead>\n<tbody>\n");
        foreach (var row in all)
        {
            Markup("<tr><th scope=\"row\"");
            Add(row[0]).Markup("</th>");
            foreach (var cell in row.AsSpan(1))
            {
                Markup("<td");
                Add(cell).Markup("</td>");
            }

            Markup("</tr>\n");
        }

        Markup("</tbody>\n</table>\n");
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private HtmlText Add(Cell cell)
    {
        if (cell.Language is { } language)
        {
            Markup(" lang=\"").Say(language).Markup("\"");
        }

        return Markup("><bdi>").Say(cell.Text).Markup("</bdi>");
    }
}
