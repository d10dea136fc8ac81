using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Rights;

namespace ApiHost.Rights;

/// <summary>
/// An export as a page for people: no script, nothing from elsewhere, to be read, printed and kept. Headings, captions and scopes say what stands
/// where (WCAG 2.2, 1.3.1), what is in another language says so (3.1.2), the chart is told in words and in a table (1.1.1).
/// </summary>
internal static class ExportPage
{
    private const string Style = """
        body{font:1rem/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
        h1,h2,h3{line-height:1.2}h2{margin-top:2.5rem;border-bottom:2px solid #1f4e8c;padding-bottom:.25rem}
        a{color:#0b4a9e}table{width:100%;border-collapse:collapse;margin:1rem 0;font-size:.9rem}
        caption{text-align:left;font-weight:600;padding:.5rem 0}th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border:1px solid #767676;overflow-wrap:anywhere}
        thead th{background:#e8eef7}tbody th{font-weight:400}figure{margin:1rem 0}svg{max-width:100%;height:auto}
        @media print{body{max-width:none;padding:0;font-size:10pt}nav{display:none}thead{display:table-header-group}tr{break-inside:avoid}h2,h3,caption{break-after:avoid}}
        """;

    /// <summary>What the page may load: its own style and nothing else. It also stands in the page itself, for when it is opened from a file.</summary>
    public static readonly string ContentPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'";

    private static readonly (string Id, Action<PageContext> Write)[] Sections =
    [
        ("you", WriteSubject), ("controller", WriteController), ("purposes", WritePurposes), ("profile", ProfilePage.Write), ("consents", ConsentPage.Write), ("screens", ScreenPage.Write),
        ("spending", SpendingPage.Write), ("payments", PaymentsPage.Write), ("model", UsagePage.WriteModel), ("usage", UsagePage.Write),
        ("requests", UsagePage.WriteRequests), ("journal", UsagePage.WriteJournal),
    ];

    /// <summary>Makes the page, in the customer's language.</summary>
    /// <param name="export">The export.</param>
    /// <returns>The page.</returns>
    public static string Render(CustomerExport export)
    {
        var page = new PageContext(export, ExportWords.For(export.Language), new HtmlText());
        var (html, words) = (page.Html, page.Words);
        var sections = Sections.Where(s => (s.Id != "model" || export.Model is not null) && (s.Id != "usage" || export.Usage is not null)).ToList();
        html.Markup("<!DOCTYPE html>\n<html lang=\"").Say(words.Language).Markup("\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n")
            .Markup("<meta http-equiv=\"Content-Security-Policy\" content=\"").Say(ContentPolicy).Markup("\">\n<title>").Say(page.Title)
            .Markup("</title>\n<style>").Markup(Style).Markup("</style>\n</head>\n<body>\n<header>\n<h1>").Say(page.Title).Markup("</h1>\n")
            .Paragraph(words.Fill("intro", words.Instant(export.CreatedAt), words.Instant(export.Request.ReceivedAt), words.Instant(export.Request.ExpiresAt)))
            .Markup("</header>\n<nav aria-label=\"").Say(words["contents"]).Markup("\">\n<ul>\n");
        foreach (var (id, _) in sections)
        {
            html.Markup("<li><a href=\"#").Say(id).Markup("\">").Say(words[id]).Markup("</a></li>\n");
        }

        html.Markup("</ul>\n</nav>\n<main>\n");
        foreach (var (id, write) in sections)
        {
            html.Markup("<section aria-labelledby=\"").Say(id).Markup("\">\n<h2 id=\"").Say(id).Markup("\">").Say(words[id]).Markup("</h2>\n");
            write(page);
            html.Markup("</section>\n");
        }

        return html.Markup("</main>\n</body>\n</html>\n").ToString();
    }

    private static void WriteSubject(PageContext page) => page.Table(
        "you", ["what", "value"],
        [[page.Words["customerId"], page.Export.Subject.CustomerId], [page.Words["pseudonym"], page.Export.Subject.Pseudonym.ToString()]]);

    private static void WriteController(PageContext page)
    {
        if (page.Export.Controller is not { } controller)
        {
            return;
        }

        Cell[] Row(string key, PartyDeclaration party) => [page.Words[key], party.Name, $"{party.Address}, {party.Country}", party.Email, party.Phone, party.Url];
        page.Table(
            "controller", ["what", "name", "address", "email", "phone", "url"],
            [Row("bank", controller.Party), Row("officer", controller.DataProtectionOfficer), Row("authority", controller.SupervisoryAuthority)]);
        page.Html.Paragraph(page.Words.Fill("links", controller.RightsUrl, controller.WithdrawalUrl, controller.PolicyUrl));
        page.Html.Paragraph(page.Words.Fill("locations", string.Join(", ", controller.StorageLocations), controller.Jurisdiction));
    }

    private static void WritePurposes(PageContext page) => page.Table(
        "purposes", ["purpose", "description", "basis", "categories", "recipients"],
        page.Export.Purposes.Select(p => (Cell[])
        [
            page.Purpose(p.Purpose).Title, page.Purpose(p.Purpose).Description, page.Words.Code("basis", p.LegalBasis), page.Categories(p.Categories),
            p.Recipients.IsEmpty ? page.Words["bankOnly"] : string.Join("; ", p.Recipients.Select(r => $"{r.Party.Name} ({page.Words.Code("recipient", r.Role)})")),
        ]));
}
