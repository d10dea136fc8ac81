using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Profile;

namespace Grains.Catalog;

/// <summary>Judges a value against its attribute's declaration. Reasons never quote the value: it is personal.</summary>
internal static class AttributeRules
{
    /// <summary>Patterns match in linear time (no backtracking), so this bounds only the absurd.</summary>
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    /// <summary>What is wrong with a value.</summary>
    /// <param name="declaration">The attribute.</param>
    /// <param name="value">The value, not null.</param>
    /// <returns>The reason; null where it is in order.</returns>
    public static string? Fault(AttributeDeclaration declaration, AttributeValue value) => declaration.Type switch
    {
        "text" => value.Kind == AttributeKind.Text ? Text(declaration, value.Text!) : "must be a text",
        "date" => value.Kind == AttributeKind.Text && IsDate(value.Text!) ? Form(declaration, value.Text!) : "must be a date as yyyy-MM-dd",
        "number" => value.Kind == AttributeKind.Number ? Range(declaration, value.Number) : "must be a number",
        "integer" => value.Kind == AttributeKind.Number && decimal.IsInteger(value.Number) ? Range(declaration, value.Number) : "must be a whole number",
        "flag" => value.Kind == AttributeKind.Flag ? null : "must be true or false",
        _ => value.Kind == AttributeKind.List ? List(declaration, value) : "must be a list of texts",
    };

    /// <summary>Whether a text is a regular expression that matches in linear time.</summary>
    /// <param name="pattern">The text.</param>
    /// <returns>True where it is.</returns>
    public static bool IsPattern(string pattern)
    {
        try
        {
            return Whole(pattern) is not null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string? List(AttributeDeclaration declaration, AttributeValue value)
    {
        if (value.Items.Length > declaration.MaxItems)
        {
            return string.Create(CultureInfo.InvariantCulture, $"must have at most {declaration.MaxItems} items");
        }

        foreach (var item in value.Items)
        {
            if (Text(declaration, item) is { } reason)
            {
                return "every item " + reason;
            }
        }

        return null;
    }

    private static string? Text(AttributeDeclaration declaration, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > declaration.MaxLength)
        {
            return string.Create(CultureInfo.InvariantCulture, $"must have 1 to {declaration.MaxLength} characters");
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
            {
                return "must hold no control characters";
            }

            if (char.IsSurrogate(text[i]) && (++i == text.Length || !char.IsSurrogatePair(text[i - 1], text[i])))
            {
                return "must be valid Unicode";
            }
        }

        return Form(declaration, text);
    }

    private static string? Form(AttributeDeclaration declaration, string text)
    {
        if (declaration.Values is { } closed && !closed.Contains(text))
        {
            return "must be one of " + string.Join(", ", closed);
        }

        try
        {
            return declaration.Pattern is not { } pattern || Whole(pattern).IsMatch(text) ? null : "must match " + pattern;
        }
        catch (RegexMatchTimeoutException)
        {
            return "must match " + declaration.Pattern;
        }
    }

    private static string? Range(AttributeDeclaration declaration, decimal number) =>
        number < declaration.Minimum ? string.Create(CultureInfo.InvariantCulture, $"must be at least {declaration.Minimum}")
        : number > declaration.Maximum ? string.Create(CultureInfo.InvariantCulture, $"must be at most {declaration.Maximum}")
        : null;

    private static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static Regex Whole(string pattern) => Compiled.GetOrAdd(
        pattern, static p => new Regex($"\\A(?:{p})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MatchTimeout));
}
