using System.Globalization;

namespace ApiHost.Rights;

/// <summary>What was spent in a month.</summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Amount">The amount, not below 0.</param>
internal readonly record struct MonthlySpending(string Month, decimal Amount);

/// <summary>A bar for each month, as SVG within the page. Its title and description say in words what it shows; the table below has every figure.</summary>
internal static class SpendingChart
{
    private const int BarWidth = 40;
    private const int Gap = 14;
    private const int Height = 200;
    private const int Top = 24;
    private const int Bottom = 28;

    /// <summary>Draws it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="months">The months, oldest first; one at least.</param>
    /// <param name="currency">ISO 4217.</param>
    public static void Draw(PageContext page, IReadOnlyList<MonthlySpending> months, string currency)
    {
        var (html, words) = (page.Html, page.Words);
        var (most, least) = (months.MaxBy(static m => m.Amount), months.MinBy(static m => m.Amount));
        var width = (months.Count * (BarWidth + Gap)) + Gap;
        html.Markup("<figure>\n<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"chart-title chart-text\" viewBox=\"0 0 ").Say(Text(width)).Markup(" ")
            .Say(Text(Top + Height + Bottom)).Markup("\" width=\"").Say(Text(width)).Markup("\" height=\"").Say(Text(Top + Height + Bottom))
            .Markup("\">\n<title id=\"chart-title\">").Say(words.Fill("chart.title", currency)).Markup("</title>\n<desc id=\"chart-text\">")
            .Say(words.Fill("chart.text", most.Month, words.Number(most.Amount), least.Month, words.Number(least.Amount), currency)).Markup("</desc>\n");
        for (var i = 0; i < months.Count; i++)
        {
            Bar(html, months[i], Gap + (i * (BarWidth + Gap)), most.Amount);
        }

        html.Markup("<line x1=\"0\" x2=\"").Say(Text(width)).Markup("\" y1=\"").Say(Text(Top + Height)).Markup("\" y2=\"").Say(Text(Top + Height))
            .Markup("\" stroke=\"#1a1a1a\"/>\n</svg>\n<figcaption>").Say(words.Fill("chart.title", currency)).Markup("</figcaption>\n</figure>\n");
    }

    private static void Bar(HtmlText html, MonthlySpending month, int left, decimal most)
    {
        var height = most == 0 ? 0 : (int)(month.Amount / most * Height);
        html.Markup("<rect x=\"").Say(Text(left)).Markup("\" y=\"").Say(Text(Top + Height - height)).Markup("\" width=\"").Say(Text(BarWidth)).Markup("\" height=\"")
            .Say(Text(height)).Markup("\" fill=\"#1f4e8c\"/>\n");
        Label(html, left + (BarWidth / 2), Top + Height - height - 6, decimal.Round(month.Amount).ToString("0", CultureInfo.InvariantCulture));
        Label(html, left + (BarWidth / 2), Top + Height + 18, month.Month);
    }

    private static void Label(HtmlText html, int x, int y, string text) =>
        html.Markup("<text x=\"").Say(Text(x)).Markup("\" y=\"").Say(Text(y)).Markup("\" font-size=\"11\" text-anchor=\"middle\" fill=\"#1a1a1a\">").Say(text).Markup("</text>\n");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
