using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ApiHost.Rights;
using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;

namespace Tests.Unit.Rights;

/// <summary>The export as a page for people.</summary>
public sealed class ExportPageTests
{
    private static readonly string Page = ExportPage.Render(Exports.Of(Exports.Full()));

    [Theory]
    [InlineData("en", "Everything we hold about you")]
    [InlineData("de", "Alles, was wir über Sie gespeichert haben")]
    [InlineData("cs", "Vše, co o vás uchováváme")]
    [InlineData("es", "Todo lo que guardamos sobre usted")]
    public void It_speaks_the_customers_language(string language, string title)
    {
        var page = ExportPage.Render(Exports.Of(Exports.Full(language: language)));
        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
        Assert.Equal(language != "en", page.Contains("<td lang=\"en\"><bdi>An advisor asked", StringComparison.Ordinal)); // what is English only says so
    }

    [Fact]
    public void All_languages_have_the_same_words()
    {
        var english = ExportWords.ByLanguage["en"];
        Assert.Equal(Exports.Catalogue.Purposes.Languages.Order(), ExportWords.ByLanguage.Keys.Order());
        Assert.All(ExportWords.ByLanguage.Values, words => Assert.Equal(english.Keys.Order(), words.Keys.Order()));
        Assert.All(ExportWords.ByLanguage.Values, words => Assert.All(words.Keys, key => Assert.Equal(Places(english[key]), Places(words[key]))));
        Assert.DoesNotContain(Exports.Catalogue.Categories, c => !english.Keys.Contains($"spending.{c}"));
    }

    [Fact]
    public void It_is_well_formed_and_its_tables_say_what_stands_where()
    {
        var body = Body(Page);
        Assert.NotEmpty(body.Descendants("table"));
        Assert.All(body.Descendants("table"), table =>
        {
            Assert.NotEmpty(table.Element("caption")!.Value);
            Assert.All(table.Element("thead")!.Descendants("th"), th => Assert.Equal("col", th.Attribute("scope")!.Value));
            Assert.All(table.Element("tbody")!.Elements("tr"), row =>
            {
                Assert.Equal("row", row.Element("th")!.Attribute("scope")!.Value);
                Assert.Equal(table.Element("thead")!.Descendants("th").Count(), row.Elements().Count());
            });
        });
        Assert.Single(body.Descendants("h1"));
        Assert.All(body.Descendants("a"), link => Assert.Contains(body.Descendants("h2"), h => $"#{h.Attribute("id")!.Value}" == link.Attribute("href")!.Value));
    }

    [Fact]
    public void The_chart_is_told_in_words_and_in_a_table()
    {
        var body = Body(Page);
        XNamespace svg = "http://www.w3.org/2000/svg";
        var chart = body.Descendants(svg + "svg").Single();
        Assert.Equal("img", chart.Attribute("role")!.Value);
        Assert.All(chart.Attribute("aria-labelledby")!.Value.Split(' '), id => Assert.NotEmpty(chart.Elements().Single(e => e.Attribute("id")?.Value == id).Value));
        Assert.Equal(["2026-08", "2026-09", "2026-10", "2026-11"], SpendingPage.Months(Exports.Of(Exports.Full()).Activity.MonthlyTotals, "EUR").Select(m => m.Month));
        Assert.Equal(4, chart.Elements(svg + "rect").Count());
    }

    [Fact]
    public void Nothing_that_somebody_wrote_becomes_markup()
    {
        const string Attack = "</bdi></td><script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u202E";
        var held = Exports.Full();
        held = held with
        {
            Profile = held.Profile with { BankId = Attack, Attributes = held.Profile.Attributes.SetItem("givenName", new(AttributeValue.Of(Attack), true, Exports.Now)).Add(Attack, new(AttributeValue.Of([Attack]), true, Exports.Now)) },
            RightsRequests = [held.RightsRequests[0] with { Details = Attack, Attributes = new() { [Attack] = AttributeValue.Of(Attack) } }],
            Usage = held.Usage with { Entries = [held.Usage.Entries[0] with { Client = Attack, Text = Attack, CaseReference = Attack, Outcome = Attack, Role = Attack }] },
        };
        var page = ExportPage.Render(Exports.Of(held));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Attack, Body(page).Value, StringComparison.Ordinal); // it is shown as it was written
    }

    [Fact]
    public void It_loads_nothing_and_runs_nothing()
    {
        Assert.DoesNotMatch("(?i)<(script|iframe|object|embed|link|form|base)|\\son[a-z]+=|style=|src=|url\\(|@import", Page);
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", ExportPage.ContentPolicy, StringComparison.Ordinal);
        var style = Regex.Match(Page, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(style))), ExportPage.ContentPolicy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_customer_of_whom_nothing_is_held_has_a_page_too()
    {
        var empty = new Grains.Rights.ExportSources(Guid.NewGuid(), new ExportedRequest("r", "access", Exports.Now, Exports.Now), new(), new(), Grains.Activity.ActivitySection.Empty, new())
        {
            Usage = new ExportedUsage(Exports.Now, false, []),
        };
        var body = Body(ExportPage.Render(Exports.Of(empty)));
        Assert.Empty(body.Descendants(XName.Get("svg", "http://www.w3.org/2000/svg")));
        Assert.Contains("nothing is held", body.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_portability_page_says_nothing_of_a_model_or_of_usage()
    {
        var page = ExportPage.Render(Exports.Of(Exports.Full("portability", "en")));
        Assert.Contains("<h1>Your data to take along</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"model\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"usage\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_archive_holds_page_JSON_and_schema()
    {
        using var archive = new ZipArchive(new MemoryStream(new ExportResult(Exports.Of(Exports.Full()), ExportResult.Archive).Body()));
        Assert.Equal(["customer-export.html", "customer-export.json", "export-schema.json"], archive.Entries.Select(e => e.FullName).Order());
        using var page = new StreamReader(archive.GetEntry("customer-export.html")!.Open());
        Assert.StartsWith("<!DOCTYPE html>", page.ReadToEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "1,234.50", "0.1234", "24 Nov 2026 12:00 UTC")]
    [InlineData("de", "1.234,50", "0,1234", "24.11.2026 12:00 UTC")]
    [InlineData("cs", "1\u00a0234,50", "0,1234", "24. 11. 2026 12:00 UTC")]
    public void Numbers_and_days_are_written_as_the_language_does(string language, string grouped, string small, string instant)
    {
        var words = ExportWords.For(language);
        Assert.Equal((grouped, small, instant), (words.Number(1234.5m), words.Number(0.1234m), words.Instant(Exports.Now)));
    }

    private static string Places(string text) => string.Concat(Regex.Matches(text, @"\{\d\}").Select(m => m.Value).Order());

    /// <summary>The page as XML: below its head, what we write is both.</summary>
    private static XElement Body(string page) => XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]);
}
