using Grains.Interfaces.Rights;

namespace ApiHost.Rights;

/// <summary>What the platform made of the data, on the page: what it learned, who used it, what was asked for, what is kept of calls.</summary>
internal static class UsagePage
{
    private const string English = "en";

    /// <summary>Writes who used the data.</summary>
    /// <param name="page">The page.</param>
    public static void Write(PageContext page)
    {
        var (held, words) = (page.Export.Usage!, page.Words);
        page.Html.Paragraph(words.Fill(held.IsComplete ? "usage.all" : "usage.newest", words.Instant(held.From)));
        page.Table(
            "usage", ["when", "who", "purpose", "categories", "what", "outcome", "count"],
            held.Entries.Select(e => (Cell[])
            [
                words.Instant(e.At), $"{words.Code("role", e.Role)} ({e.Client})", e.Purpose is { } purpose ? page.Purpose(purpose).Title : string.Empty,
                page.Categories(e.Categories), In(words, string.Join(" ", ((string?[])[e.Text, e.CaseReference, e.BreakGlass]).OfType<string>())),
                words.Code("outcome", e.Outcome), $"{e.Count}",
            ]));
    }

    /// <summary>Writes what was learned.</summary>
    /// <param name="page">The page.</param>
    public static void WriteModel(PageContext page)
    {
        var (held, words) = (page.Export.Model!, page.Words);
        page.Html.Paragraph(words.Fill("model.how", held.ConsentEpoch));
        if (held.ForgottenBefore is { } forgotten)
        {
            page.Html.Paragraph(words.Fill("model.forgotten", words.Instant(forgotten)));
        }

        page.Table(
            "learned", ["offer", "bias", "factor"],
            held.Offers.Select(o => (Cell[])[In(words, o.Title), words.Number((decimal)o.Bias), words.Number(decimal.Round((decimal)o.OddsFactor, 4))]));
        page.Table(
            "outcomes", ["when", "offer", "reaction", "decision"],
            held.Outcomes.Select(o => (Cell[])[words.Instant(o.ShownAt), Title(held, words, o.Offer), words.Code("reaction", o.Outcome), o.Decision]));
        page.Table(
            "decisions", ["when", "shownLast", "offer", "why"],
            held.Decisions.SelectMany(d => d.Items.Select(i => (Cell[])
                [words.Instant(d.At), words.Instant(d.LastAt), In(words, i.Title), In(words, string.Join(" ", i.Reasons.Select(r => r.Text)))])));
    }

    /// <summary>Writes the rights requests.</summary>
    /// <param name="page">The page.</param>
    public static void WriteRequests(PageContext page) => page.Table(
        "requests", ["when", "right", "status", "due", "steps", "said", "id"],
        page.Export.RightsRequests.Select(r => (Cell[])
        [
            page.Words.Instant(r.Request.ReceivedAt), page.Words.Code("right", r.Request.Right), page.Words.Code("status", r.Request.Status),
            page.Words.Instant(r.Request.DueAt), string.Join("; ", r.Request.Steps.Select(s => $"{s.Step}: {page.Words.Instant(s.At)}")), Said(page, r), r.Request.RequestId,
        ]));

    /// <summary>Writes what is kept of calls.</summary>
    /// <param name="page">The page.</param>
    public static void WriteJournal(PageContext page) => page.Html.Paragraph(page.Words.Fill("journal.text", page.Export.Journal.Operations));

    private static string Said(PageContext page, ExportedRightsRequest held) => string.Join(
        "; ", (held.Details is { } details ? [details] : Enumerable.Empty<string>())
            .Concat(held.Attributes?.Select(a => $"{a.Key}: {ProfilePage.Value(a.Value, page.Words)}") ?? []).Concat(held.Request.Reason is { } reason ? [reason] : []));

    private static Cell Title(ExportedModel model, ExportWords words, string offer) => In(words, model.Offers.FirstOrDefault(o => o.Offer == offer)?.Title ?? offer);

    /// <summary>What the platform says in English only.</summary>
    private static Cell In(ExportWords words, string text) => new(text, words.Language == English ? null : English);
}
