using System.Text;

namespace Silo.Access;

/// <summary>A table in Markdown whose columns are as wide as their widest cell, to be read as it is or rendered.</summary>
internal static class MarkdownTable
{
    /// <summary>Writes a table.</summary>
    /// <param name="text">Takes it.</param>
    /// <param name="head">The columns' titles.</param>
    /// <param name="rows">The rows, each with as many cells.</param>
    public static void Table(this StringBuilder text, IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. head.Select((title, at) => rows.Select(row => row[at].Length).Append(title.Length).Max())];
        Row(text, head, widths, ' ');
        Row(text, [.. widths.Select(static width => new string('-', width))], widths, '-');
        foreach (var row in rows)
        {
            Row(text, row, widths, ' ');
        }
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells, int[] widths, char edge)
    {
        for (var at = 0; at < cells.Count; at++)
        {
            text.Append('|').Append(edge).Append(cells[at].PadRight(widths[at])).Append(edge);
        }

        text.Append("|\n");
    }
}
