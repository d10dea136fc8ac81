using System.Globalization;
using System.Text.RegularExpressions;

namespace Grains.Catalog;

/// <summary>Texts of a declaration that have a form of their own.</summary>
internal static partial class DeclaredForms
{
    /// <summary>A required date.</summary>
    public static DateOnly Date(this DeclarationReader reader, string member)
    {
        var isDate = DateOnly.TryParseExact(reader.Text(member), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        reader.Require(isDate, member, "must be a date as yyyy-MM-dd");
        return date;
    }

    /// <summary>A required country (ISO 3166-1 alpha-2).</summary>
    public static string Country(this DeclarationReader reader, string member) => reader.Matching(member, CountryCode(), CountryReason);

    /// <summary>What is wrong with a country; null for nothing.</summary>
    public static string? CountryFault(string country) => CountryCode().IsMatch(country) ? null : CountryReason;

    /// <summary>A required address on the web.</summary>
    public static string Url(this DeclarationReader reader, string member)
    {
        var text = reader.Text(member);
        var isSecure = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps;
        reader.Require(isSecure, member, "must be an address that begins with https://");
        return text;
    }

    /// <summary>A required e-mail address.</summary>
    public static string Email(this DeclarationReader reader, string member) => reader.Matching(member, Mailbox(), "must be an e-mail address");

    /// <summary>A required term of the Data Privacy Vocabulary.</summary>
    public static string Term(this DeclarationReader reader, string member) => reader.Matching(member, PrefixedTerm(), TermReason);

    /// <summary>What is wrong with a term; null for nothing.</summary>
    public static string? TermFault(string term) => PrefixedTerm().IsMatch(term) ? null : TermReason;

    /// <summary>What is wrong with a language; null for nothing.</summary>
    public static string? LanguageFault(string language) =>
        LanguageTag().IsMatch(language) ? null : LanguageReason;

    /// <summary>What a language must be.</summary>
    public const string LanguageReason = "must be a language as BCP 47 writes it in lower case, for example cs or de-at";

    private const string CountryReason = "must be a country as ISO 3166-1 writes it, for example CZ";
    private const string TermReason = "must be a term of the Data Privacy Vocabulary, for example dpv:Use, pd:Contact or sector-finance:AccountManagement";

    private static string Matching(this DeclarationReader reader, string member, Regex form, string reason)
    {
        var text = reader.Text(member);
        reader.Require(form.IsMatch(text), member, reason);
        return text;
    }

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex CountryCode();

    [GeneratedRegex("^[^@\\s]+@[^@\\s]+$")]
    private static partial Regex Mailbox();

    [GeneratedRegex("^(dpv|pd|tech|sector-finance):[A-Z][A-Za-z0-9]*$")]
    private static partial Regex PrefixedTerm();

    [GeneratedRegex("^[a-z]{2,3}(-[a-z0-9]{2,8})*$")]
    private static partial Regex LanguageTag();
}
