using Grains.Insights;

namespace Grains.Personalization;

/// <summary>Figures as people write them: each unit in the language's <see cref="LocalForms"/>.</summary>
internal static class FigureText
{
    /// <summary>A figure with its unit, where it has one that is written.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="currency">ISO 4217, for money.</param>
    /// <param name="digits">The currency's decimal digits.</param>
    /// <param name="language">The language of the text.</param>
    /// <returns>The text.</returns>
    public static string Of(decimal value, FigureUnit unit, string currency, int digits, string language)
    {
        var forms = new LocalForms(language);
        return unit switch
        {
            FigureUnit.Money => forms.Money(value, currency, digits),
            FigureUnit.Share => forms.Percent(value * 100, Tenths(value * 100)),
            FigureUnit.Months => forms.Number(value, Tenths(value)),
            _ => forms.Number(value, 0),
        };
    }

    /// <summary>A figure rounded as it is told: money to the currency's digits, shares to a thousandth, months to a tenth.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="digits">The currency's decimal digits.</param>
    /// <returns>The rounded value.</returns>
    public static decimal Round(decimal value, FigureUnit unit, int digits) => decimal.Round(
        value,
        unit switch
        {
            FigureUnit.Money => digits,
            FigureUnit.Share => 3,
            FigureUnit.Months => 1,
            _ => 0,
        },
        MidpointRounding.AwayFromZero); // as the text is

    /// <summary>Tenths are written where there are any.</summary>
    private static int Tenths(decimal value) => decimal.Round(value, 1, MidpointRounding.AwayFromZero) % 1 == 0 ? 0 : 1;
}
