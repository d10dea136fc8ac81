using Grains.Interfaces.Profile;
using Grains.Interfaces.Rights;

namespace ApiHost.Rights;

/// <summary>The profile on the page: every attribute with its use, basis, source, end and recipients.</summary>
internal static class ProfilePage
{
    /// <summary>Writes it.</summary>
    /// <param name="page">The page.</param>
    public static void Write(PageContext page) => page.Table(
        "profile", ["attribute", "value", "category", "source", "updated", "until", "uses", "recipients"],
        page.Export.Profile.Attributes.Select(a => Row(page, a)));

    /// <summary>A value in words.</summary>
    /// <param name="value">The value.</param>
    /// <param name="words">The words.</param>
    /// <returns>The text.</returns>
    public static string Value(AttributeValue value, ExportWords words) => value.Kind switch
    {
        AttributeKind.Text => value.Text ?? string.Empty,
        AttributeKind.Number => value.Number == decimal.Truncate(value.Number) ? value.Number.ToString("0", null) : words.Number(value.Number),
        AttributeKind.Flag => words[value.Number == 0 ? "no" : "yes"],
        AttributeKind.List => string.Join(", ", value.Items),
        _ => string.Empty,
    };

    private static Cell[] Row(PageContext page, ExportedAttribute held) =>
    [
        held.Title, Value(held.Value, page.Words), page.Categories(held.Category is { } category ? [category] : []), page.Words.Code("source", held.Source),
        page.Words.Instant(held.UpdatedAt), page.Words.Instant(held.RetainedUntil), string.Join("; ", held.Purposes.Select(use => Use(page, use))),
        held.Recipients.IsEmpty ? page.Words["bankOnly"] : string.Join("; ", held.Recipients.Select(r => $"{r.Name} ({page.Words.Code("recipient", r.Role)})")),
    ];

    private static string Use(PageContext page, ExportedUse use) =>
        $"{page.Purpose(use.Purpose).Title} ({page.Words.Code("basis", use.LegalBasis)}{(use.IsPermitted ? string.Empty : $", {page.Words["notPermitted"]}")})";
}
