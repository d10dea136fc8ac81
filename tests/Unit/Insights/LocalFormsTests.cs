using System.Text.Json;
using Grains.Insights;
using Grains.Interfaces.Insights;
using static Tests.Unit.Insights.Pictures;

namespace Tests.Unit.Insights;

public sealed class LocalFormsTests
{
    [Theory]
    [InlineData("en", 1234.5, "EUR", 2, "€1,234.50")]
    [InlineData("en", -1234.5, "EUR", 2, "−€1,234.50")]
    [InlineData("en", -1234567, "CZK", 2, "CZK −1,234,567.00")]
    [InlineData("de", 1234.5, "EUR", 2, "1.234,50 €")]
    [InlineData("de-at", -0.005, "EUR", 2, "−0,01 €")]
    [InlineData("cs", 1234567.5, "CZK", 2, "1 234 567,50 Kč")]
    [InlineData("es", 1234.5, "EUR", 2, "1234,50 €")]
    [InlineData("es", 12345.5, "EUR", 2, "12.345,50 €")]
    [InlineData("de", 1234.5, "JPY", 0, "1.235 JPY")]
    [InlineData("fr", 1234.5, "BHD", 3, "BHD 1,234.500")]
    public void Money_is_written_as_the_language_does(string language, double amount, string currency, int digits, string written) =>
        Assert.Equal(written.Replace(' ', '\u00A0'), new LocalForms(language).Money((decimal)amount, currency, digits));

    [Theory]
    [InlineData("en", "3 November 2026", "November 2026", "+12%")]
    [InlineData("de", "3. November 2026", "November 2026", "+12 %")]
    [InlineData("cs", "3. listopadu 2026", "listopad 2026", "+12 %")]
    [InlineData("es", "3 de noviembre de 2026", "noviembre de 2026", "+12 %")]
    public void Dates_months_and_percentages_too(string language, string date, string month, string percent)
    {
        var forms = new LocalForms(language);
        Assert.Equal(date, forms.Date(new DateOnly(2026, 11, 3)).Replace('\u00A0', ' '));
        Assert.Equal(month, forms.Month((2026 * 12) + 10));
        Assert.Equal(percent, forms.SignedPercent(12.4m).Replace('\u00A0', ' '));
        Assert.Equal('\u2212', forms.SignedPercent(-12.4m)[0]);
    }

    [Fact]
    public void Figures_are_bare_numbers_and_texts_in_JSON_and_no_value_is_printed()
    {
        var insight = Assert.Single(Usual.With(Stream(-15, 3, "Music").After(-12, -12.5m)).Find("price-rise"));
        Assert.Equal(
            """{"amount":15,"counterparty":"Music","currency":"EUR","date":"2026-11-17","percent":25.0,"previous":12}""", JsonSerializer.Serialize(insight.Figures));
        var read = JsonSerializer.Deserialize<Dictionary<string, InsightFigure>>(JsonSerializer.Serialize(insight.Figures))!;
        Assert.Equal((new InsightFigure(15, null), new InsightFigure(0, "Music")), (read["amount"], read["counterparty"]));
        Assert.Equal(("Number", "Text"), (read["amount"].ToString(), read["counterparty"].ToString()));
    }

    [Fact]
    public void A_customer_reads_their_own_language_else_English()
    {
        var view = View(Usual.With(Stream(-15, 3, "Music").After(-12, -12.5m)));
        Assert.Equal("Music kostet seit dem 17.\u00A0November 2026 15,00\u00A0€ statt 12,00\u00A0€, 25\u00A0% mehr.", view.Words("de-AT")[0].Text);
        Assert.Equal(view.Words("en")[0].Text, view.Words("fr")[0].Text);
        Assert.Equal(view.Words("cs")[0].Id, view.Words("es")[0].Id);
    }
}
