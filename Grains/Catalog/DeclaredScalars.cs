using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Grains.Catalog;

/// <summary>Single values of a declaration.</summary>
internal static partial class DeclaredScalars
{
    /// <summary>A required text that is not blank.</summary>
    public static string Text(this DeclarationReader reader, string member) => reader.OptionalText(member) ?? reader.Absent(member, string.Empty);

    /// <summary>A text that is not blank; null where absent.</summary>
    public static string? OptionalText(this DeclarationReader reader, string member)
    {
        var text = reader.Find(member, JsonTokenType.String, "a text")?.Text;
        reader.Require(text is null || !string.IsNullOrWhiteSpace(text), member, "must not be blank");
        return text;
    }

    /// <summary>A required kebab-case id.</summary>
    public static string Id(this DeclarationReader reader, string member)
    {
        var id = reader.Text(member);
        reader.Require(KebabCase().IsMatch(id), member, "must be lower case letters, digits and single hyphens, at most 64");
        return id;
    }

    /// <summary>A text of a closed list; required where there is no fallback.</summary>
    public static string OneOf(this DeclarationReader reader, string member, string? fallback, params ReadOnlySpan<string> values)
    {
        var text = fallback is null ? reader.Text(member) : reader.OptionalText(member) ?? fallback;
        reader.Require(values.Contains(text), member, $"must be one of {string.Join(", ", values)}");
        return text;
    }

    /// <summary>A required ISO 8601 duration above zero.</summary>
    public static string Duration(this DeclarationReader reader, string member) => reader.OptionalDuration(member) ?? reader.Absent(member, string.Empty);

    /// <summary>An ISO 8601 duration above zero; null where absent.</summary>
    public static string? OptionalDuration(this DeclarationReader reader, string member)
    {
        var text = reader.OptionalText(member);
        reader.Require(text is null || Iso8601.IsPositiveDuration(text), member, "must be an ISO 8601 duration above zero, for example P2Y");
        return text;
    }

    /// <summary>A flag; false where absent.</summary>
    public static bool Flag(this DeclarationReader reader, string member)
    {
        var found = reader.Find(member, null, string.Empty);
        reader.Require(found is null || found.Kind is JsonTokenType.True or JsonTokenType.False, member, "must be true or false");
        return found?.Kind == JsonTokenType.True;
    }

    /// <summary>A required finite number.</summary>
    public static double Number(this DeclarationReader reader, string member)
    {
        var number = reader.Find(member, JsonTokenType.Number, "a number") is { } found ? Finite(found) : reader.Absent<double?>(member, 0);
        reader.Require(number is not null, member, "must be a number that a double can hold");
        return number ?? 0;
    }

    /// <summary>A number that fits a decimal; null where absent.</summary>
    public static decimal? Bound(this DeclarationReader reader, string member)
    {
        if (reader.Find(member, JsonTokenType.Number, "a number") is not { } found)
        {
            return null;
        }

        var fits = decimal.TryParse(found.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound);
        reader.Require(fits, member, "must be a number that a decimal can hold");
        return bound;
    }

    /// <summary>A whole number within limits; the fallback where absent.</summary>
    public static int Integer(this DeclarationReader reader, string member, int fallback, int least, int most)
    {
        if (reader.Find(member, JsonTokenType.Number, "a number") is not { } found)
        {
            return fallback;
        }

        var isWhole = int.TryParse(found.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        var limits = string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}");
        reader.Require(isWhole && number >= least && number <= most, member, limits);
        return number;
    }

    /// <summary>A JSON number as a double; null where none can hold it.</summary>
    public static double? Finite(LinedJson value) =>
        double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    [GeneratedRegex("^(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();
}
