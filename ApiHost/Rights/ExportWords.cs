using System.Globalization;
using System.Text.Json;

namespace ApiHost.Rights;

/// <summary>The words, numbers and dates of the page, in one language; <c>export-words.json</c> holds them all.</summary>
internal sealed class ExportWords
{
    private const string Default = "en";

    /// <summary>The words by language.</summary>
    public static IReadOnlyDictionary<string, ExportWords> ByLanguage { get; } = Load();

    private readonly Dictionary<string, string> words;
    private readonly NumberFormatInfo numbers;

    private ExportWords(string language, Dictionary<string, string> words)
    {
        Language = language;
        this.words = words;
        numbers = new NumberFormatInfo { NumberDecimalSeparator = words["number.decimal"], NumberGroupSeparator = words["number.group"] };
    }

    /// <summary>The language, BCP 47.</summary>
    public string Language { get; }

    /// <summary>The keys of all words.</summary>
    public IReadOnlyCollection<string> Keys => words.Keys;

    /// <summary>A word.</summary>
    /// <param name="key">Its key.</param>
    public string this[string key] => words[key];

    /// <summary>The words for a language: its own, those of the language it is a variety of, else English.</summary>
    /// <param name="language">BCP 47.</param>
    /// <returns>The words.</returns>
    public static ExportWords For(string language) =>
        ByLanguage.GetValueOrDefault(language) ?? ByLanguage.GetValueOrDefault(language.Split('-')[0]) ?? ByLanguage[Default];

    /// <summary>What a code of the contract or the catalogue is called.</summary>
    /// <param name="kind">The kind of code.</param>
    /// <param name="code">The code.</param>
    /// <returns>The word; the code itself where there is none.</returns>
    public string Code(string kind, string code) => words.GetValueOrDefault($"{kind}.{code}", code);

    /// <summary>A word with something filled in.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="values">What replaces <c>{0}</c> and so on.</param>
    /// <returns>The text.</returns>
    public string Fill(string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, words[key], values);

    /// <summary>A number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>Grouped, with two decimals at least.</returns>
    public string Number(decimal number) => number.ToString(decimal.Round(number, 2) == number ? "N2" : "#,0.00##", numbers);

    /// <summary>A day.</summary>
    /// <param name="day">The day.</param>
    /// <returns>As the language writes it.</returns>
    public string Day(DateOnly day) => day.ToString(words["date"], CultureInfo.InvariantCulture);

    /// <summary>An instant.</summary>
    /// <param name="instant">The instant.</param>
    /// <returns>Day and time in UTC; empty for none.</returns>
    public string Instant(DateTimeOffset? instant) => instant is not { } at ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"{Day(DateOnly.FromDateTime(at.UtcDateTime))} {at.UtcDateTime:HH:mm} UTC");

    private static Dictionary<string, ExportWords> Load()
    {
        using var stream = typeof(ExportWords).Assembly.GetManifestResourceStream("ApiHost.Rights.export-words.json")!;
        using var file = JsonDocument.Parse(stream);
        return file.RootElement.EnumerateObject().ToDictionary(
            static language => language.Name,
            static language => new ExportWords(language.Name, language.Value.EnumerateObject().ToDictionary(static w => w.Name, static w => w.Value.GetString()!)));
    }
}
