using System.Text.Json;
using Grains.Interfaces.Consent;

namespace ApiHost.Rights;

/// <summary>The consents on the page: as they stand, and every decision.</summary>
internal static class ConsentPage
{
    /// <summary>Writes them.</summary>
    /// <param name="page">The page.</param>
    public static void Write(PageContext page)
    {
        var (held, words) = (page.Export.Consents, page.Words);
        if (held.GlobalPrivacyControlSince is { } signal)
        {
            page.Html.Paragraph(words.Fill("signal", words.Instant(signal)));
        }

        if (held.RestrictedSince is { } restricted)
        {
            page.Html.Paragraph(words.Fill("restricted", words.Instant(restricted)));
        }

        foreach (var until in held.BrokenGlassUntil ?? [])
        {
            page.Html.Paragraph(words.Fill("glass", words.Instant(until)));
        }

        page.Table(
            "consents", ["purpose", "basis", "state", "since", "expires", "categories", "channels", "notice", "conflict"],
            held.Now.Select(c => (Cell[])
            [
                page.Purpose(c.Purpose).Title, words.Code("basis", c.LegalBasis), State(words, c.State), words.Instant(c.Since), words.Instant(c.ExpiresAt),
                page.Categories(c.Categories), string.Join(", ", c.Channels), c.NoticeVersion ?? string.Empty, c.Conflict ?? string.Empty,
            ]));
        page.Table(
            "history", ["when", "recorded", "purpose", "state", "method", "notice", "language", "limits", "receipt", "record"],
            held.History.Select(e => (Cell[])
            [
                words.Instant(e.At), words.Instant(e.RecordedAt), page.Purpose(e.Purpose).Title, State(words, e.State), e.Method, e.NoticeVersion, e.Language ?? string.Empty,
                string.Join("; ", ((string[])[page.Categories(e.Categories ?? []), string.Join(", ", e.Channels ?? []), words.Instant(e.ExpiresAt), e.Conflict ?? string.Empty]).Where(t => t.Length > 0)),
                e.ReceiptId.ToString(), e.RecordId.ToString(),
            ]));
        if (!held.Repeats.IsEmpty)
        {
            page.Table("repeats", ["purpose", "when"], held.Repeats.Select(r => (Cell[])[page.Purpose(r.Purpose).Title, words.Instant(r.At)]));
        }
    }

    private static string State(ExportWords words, ConsentState state) => words.Code("state", JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString()));
}
