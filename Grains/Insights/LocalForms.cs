using System.Globalization;

namespace Grains.Insights;

/// <summary>How numbers, money and dates are written in a language, by rules of our own (those of Unicode CLDR 46): the platform runs without a
/// culture library, so that every machine writes the same. A language without rules here is written as English.</summary>
internal readonly record struct LocalForms(string Language)
{
    private const char NoBreak = '\u00A0';
    private const char Minus = '\u2212';
    private const int MonthsOfYear = 12;
    private const decimal FirstGroupInSpanish = 10_000;

    private static readonly string[] English =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] German =
        ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];

    private static readonly string[] Spanish =
        ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    private static readonly string[] Czech =
        ["leden", "únor", "březen", "duben", "květen", "červen", "červenec", "srpen", "září", "říjen", "listopad", "prosinec"];

    private static readonly string[] CzechOfMonth =
        ["ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince"];

    /// <summary>The language without its region.</summary>
    private string Main => Language.Split('-', 2)[0];

    /// <summary>A number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="digits">Digits after the point; rounded half away from zero.</param>
    /// <returns>As written.</returns>
    public string Number(decimal number, int digits)
    {
        var rounded = Math.Round(number, digits, MidpointRounding.AwayFromZero);
        var (group, point) = Main switch { "de" => (".", ","), "cs" => ($"{NoBreak}", ","), "es" => (".", ","), _ => (",", ".") };
        var format = new NumberFormatInfo { NumberGroupSeparator = group, NumberDecimalSeparator = point, NumberDecimalDigits = digits };
        if (Main == "es" && Math.Abs(rounded) < FirstGroupInSpanish)
        {
            format.NumberGroupSizes = [0];
        }

        var text = Math.Abs(rounded).ToString("N", format);
        return rounded < 0 ? Minus + text : text;
    }

    /// <summary>An amount of money, in full digits.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="currency">ISO 4217.</param>
    /// <param name="digits">The currency's digits.</param>
    /// <returns>As written.</returns>
    public string Money(decimal amount, string currency, int digits)
    {
        var symbol = currency switch { "EUR" => "€", "GBP" => "£", "CZK" when Main == "cs" => "Kč", _ => currency };
        var isEnglish = Main is not ("de" or "cs" or "es");
        if (!isEnglish)
        {
            return $"{Number(amount, digits)}{NoBreak}{symbol}";
        }

        var text = Number(amount, digits);
        var (sign, bare) = text[0] == Minus ? ($"{Minus}", text[1..]) : (string.Empty, text);
        return symbol.Length == 1 ? $"{sign}{symbol}{bare}" : $"{symbol}{NoBreak}{text}";
    }

    /// <summary>A percentage.</summary>
    /// <param name="percent">12.5 for 12.5 %.</param>
    /// <param name="digits">Digits after the point.</param>
    /// <returns>As written.</returns>
    public string Percent(decimal percent, int digits = 0) => $"{Number(percent, digits)}{(Main is "de" or "cs" or "es" ? $"{NoBreak}" : string.Empty)}%";

    /// <summary>A percentage with its sign, without digits after the point.</summary>
    /// <param name="percent">12.5 for 12.5 %.</param>
    /// <returns>As written.</returns>
    public string SignedPercent(decimal percent)
    {
        var text = Percent(percent);
        return text[0] == Minus ? text : "+" + text;
    }

    /// <summary>A day.</summary>
    /// <param name="date">The day.</param>
    /// <returns>As written, with the month in words.</returns>
    public string Date(DateOnly date)
    {
        var (day, month, year) = (Digits(date.Day), date.Month - 1, Digits(date.Year));
        return Main switch
        {
            "de" => $"{day}.{NoBreak}{German[month]} {year}",
            "cs" => $"{day}.{NoBreak}{CzechOfMonth[month]} {year}",
            "es" => $"{day} de {Spanish[month]} de {year}",
            _ => $"{day}{NoBreak}{English[month]} {year}",
        };
    }

    /// <summary>A month.</summary>
    /// <param name="month">12 × year + month − 1.</param>
    /// <returns>As written, in words.</returns>
    public string Month(int month)
    {
        var (name, year) = (month % MonthsOfYear, Digits(month / MonthsOfYear));
        return Main switch
        {
            "de" => $"{German[name]} {year}",
            "cs" => $"{Czech[name]} {year}",
            "es" => $"{Spanish[name]} de {year}",
            _ => $"{English[name]} {year}",
        };
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
