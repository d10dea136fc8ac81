using System.Xml;

namespace Grains.Catalog;

/// <summary>ISO 8601 durations as the catalogue uses them.</summary>
internal static class Iso8601
{
    /// <summary>Whether a text is a duration above zero, such as <c>P2Y</c> or <c>P45D</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True where it is.</returns>
    public static bool IsPositiveDuration(string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text) > TimeSpan.Zero;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }
}
