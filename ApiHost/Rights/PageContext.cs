using Grains.Interfaces.Catalog;
using Grains.Interfaces.Rights;

namespace ApiHost.Rights;

/// <summary>A page in the making: the export, the words and the text.</summary>
/// <param name="Export">The export.</param>
/// <param name="Words">The words.</param>
/// <param name="Html">The text so far.</param>
internal sealed record PageContext(CustomerExport Export, ExportWords Words, HtmlText Html)
{
    /// <summary>The page's title.</summary>
    public string Title => Words.Code("title", Export.Request.Right);

    /// <summary>Adds a table.</summary>
    /// <param name="caption">The key of its caption's word.</param>
    /// <param name="heads">The keys of its heads' words.</param>
    /// <param name="rows">The rows.</param>
    public void Table(string caption, string[] heads, IEnumerable<Cell[]> rows) =>
        Html.Table(Words[$"caption.{caption}"], Array.ConvertAll(heads, head => Words[head]), rows, Words["nothing"]);

    /// <summary>A purpose in the page's language.</summary>
    /// <param name="id">The purpose id.</param>
    /// <returns>Title and description; the id where the catalogue has the purpose no more.</returns>
    public NoticeText Purpose(string id) =>
        Export.Purposes.FirstOrDefault(p => p.Purpose == id)?.Texts is { } texts
            ? texts.FirstOrDefault(t => t.Language == Words.Language) ?? texts[0] : new NoticeText(Words.Language, id, string.Empty);

    /// <summary>Data categories in words.</summary>
    /// <param name="ids">The category ids.</param>
    /// <returns>The words.</returns>
    public string Categories(IEnumerable<string> ids) => string.Join("; ", ids.Select(id => Export.Categories.FirstOrDefault(c => c.Category == id)?.Title ?? id));
}
