using System.Globalization;

namespace Grains.Personalization;

/// <summary>Figures as people write them, by language.</summary>
internal static class FigureText
{
    private const string NoBreak = "\u00A0";

    private static readonly NumberFormatInfo English = Numbers(".", ",");
    private static readonly NumberFormatInfo Czech = Numbers(",", NoBreak);
    private static readonly NumberFormatInfo Continental = Numbers(",", ".");

    /// <summary>A figure with its unit, where it has one that is written.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="currency">ISO 4217, for money.</param>
    /// <param name="digits">The currency's decimal digits.</param>
    /// <param name="language">The language of the text.</param>
    /// <returns>The text.</returns>
    public static string Of(decimal value, FigureUnit unit, string currency, int digits, string language)
    {
        var numbers = language switch
        {
            "cs" => Czech,
            "de" or "es" => Continental,
            _ => English,
        };
        return unit switch
        {
            FigureUnit.Money => value.ToString(string.Create(CultureInfo.InvariantCulture, $"N{digits}"), numbers) + NoBreak + currency,
            FigureUnit.Share => (value * 100).ToString("#,0.#", numbers) + (ReferenceEquals(numbers, English) ? "%" : NoBreak + "%"),
            FigureUnit.Months => value.ToString("#,0.#", numbers),
            _ => value.ToString("N0", numbers),
        };
    }

    /// <summary>A figure rounded as it is told: money to the currency's digits, shares to a thousandth, months to a tenth.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="digits">The currency's decimal digits.</param>
    /// <returns>The rounded value.</returns>
    public static decimal Round(decimal value, FigureUnit unit, int digits) => decimal.Round(value, unit switch
    {
        FigureUnit.Money => digits,
        FigureUnit.Share => 3,
        FigureUnit.Months => 1,
        _ => 0,
    });

    private static NumberFormatInfo Numbers(string point, string group) => new() { NumberDecimalSeparator = point, NumberGroupSeparator = group };
}
