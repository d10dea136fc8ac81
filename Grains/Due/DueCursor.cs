using System.Globalization;

namespace Grains.Due;

/// <summary>Names where a page of a due list ends: time and id of its last item.</summary>
internal static class DueCursor
{
    /// <summary>Names the page that follows an item.</summary>
    /// <param name="last">The last item of the page.</param>
    /// <returns>The cursor.</returns>
    public static string Of(DueItem last) => string.Create(CultureInfo.InvariantCulture, $"{last.At.ToUnixTimeSeconds()}.{last.Id:N}");

    /// <summary>Reads a cursor.</summary>
    /// <param name="cursor">The text; null for the first page.</param>
    /// <param name="after">The item that the page comes after; null for the first.</param>
    /// <returns>False where the text is no cursor.</returns>
    public static bool TryRead(string? cursor, out DueItem? after)
    {
        after = null;
        if (cursor is null)
        {
            return true;
        }

        if (cursor.Split('.') is not [var at, var id] || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds() || !Guid.TryParseExact(id, "N", out var item))
        {
            return false;
        }

        after = new DueItem(string.Empty, Guid.Empty, DateTimeOffset.FromUnixTimeSeconds(seconds)) { Id = item };
        return true;
    }
}
