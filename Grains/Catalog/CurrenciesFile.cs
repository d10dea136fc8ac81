using System.Collections.Frozen;

namespace Grains.Catalog;

/// <summary>The currencies in force and their decimal digits (ISO 4217, list one).</summary>
internal sealed record CurrenciesFile(FrozenDictionary<string, int> Digits)
{
    /// <summary>Reads the file.</summary>
    /// <param name="file">Its root.</param>
    /// <returns>What it declares.</returns>
    public static CurrenciesFile Read(DeclarationReader file)
    {
        file.Text("version");
        var digits = file.Numbers("currencies", (code, digits) =>
            code.Length == 3 && code.All(char.IsAsciiLetterUpper) && digits is 0 or 1 or 2 or 3 or 4 ? null : "must be three capitals with 0 to 4 digits");
        file.Done();
        return new(digits.ToFrozenDictionary(d => d.Key, d => (int)d.Value, StringComparer.Ordinal));
    }
}
