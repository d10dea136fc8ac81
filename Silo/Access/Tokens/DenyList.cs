using System.Text;
using System.Text.Unicode;
using Grains.Interfaces.Access;

namespace Silo.Access.Tokens;

/// <summary>
/// Tokens that are refused although they verify, by what they say of themselves: <c>jti ID</c>, <c>sub SUBJECT</c>, <c>client CLIENT-ID</c> or
/// <c>customer PSEUDONYM</c>, one a line. Blank lines and lines that begin with # say nothing. A token is named by its id and not by its
/// text, because an ES256 signature has a second spelling that anyone can compute.
/// </summary>
internal sealed class DenyList
{
    private readonly HashSet<(string Kind, string Name)> entries;

    private DenyList(HashSet<(string Kind, string Name)> entries) => this.entries = entries;

    /// <summary>The list that denies nobody.</summary>
    public static DenyList Empty { get; } = new([]);

    /// <summary>How many entries there are.</summary>
    public int Count => entries.Count;

    /// <summary>Reads a list.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="faults">Takes what is wrong, each with its line; never what the line names, for a subject may be a customer.</param>
    /// <returns>The list, as far as it could be read.</returns>
    public static DenyList Read(ReadOnlySpan<byte> text, ICollection<string> faults)
    {
        var entries = new HashSet<(string, string)>();
        text = text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        var number = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            number++;
            var line = Utf8.IsValid(text[range]) ? Encoding.UTF8.GetString(text[range]).Trim() : null;
            if (line is { Length: 0 } or ['#', ..])
            {
                continue;
            }

            if (FaultOf(line, out var entry) is { } fault)
            {
                faults.Add($"line {number} {fault}");
            }
            else
            {
                entries.Add(entry);
            }
        }

        return new DenyList(entries);
    }

    /// <summary>Whether a token is denied.</summary>
    /// <param name="token">The verified token.</param>
    /// <param name="id">Its <c>jti</c>; null where it has none.</param>
    /// <returns>True where it is.</returns>
    public bool Denies(VerifiedToken token, string? id) =>
        (id is not null && entries.Contains(("jti", id)))
        || entries.Contains(("sub", token.Subject))
        || entries.Contains(("client", token.ClientId))
        || (token.Customer is { } customer && entries.Contains(("customer", customer.ToString())));

    /// <summary>Whether another list denies the same.</summary>
    /// <param name="other">The other list.</param>
    /// <returns>True where it does.</returns>
    public bool IsSameAs(DenyList other) => entries.SetEquals(other.entries);

    /// <summary>Everything that either list denies.</summary>
    /// <param name="other">The other list.</param>
    /// <returns>A new list.</returns>
    public DenyList With(DenyList other) => new([.. entries, .. other.entries]);

    private static string? FaultOf(string? line, out (string Kind, string Name) entry)
    {
        entry = default;
        if (line is null)
        {
            return "is not UTF-8";
        }

        var end = line.AsSpan().IndexOfAny(' ', '\t');
        var (kind, name) = end < 0 ? (line, string.Empty) : (line[..end], line[end..].Trim());
        entry = (kind, kind == "customer" && Guid.TryParse(name, out var customer) ? new CustomerId(customer).ToString() : name);
        return kind is not ("jti" or "sub" or "client" or "customer") ? "must begin with jti, sub, client or customer"
            : name.Length is 0 or > AccessClaims.MaxTextLength ? $"must name something of 1 to {AccessClaims.MaxTextLength} characters"
            : name.Any(char.IsControl) ? "holds a control character"
            : name.Contains(" #", StringComparison.Ordinal) ? "ends in a comment: give that a line of its own"
            : kind != "sub" && name.Any(char.IsWhiteSpace) ? "names more than one: give each a line of its own"
            : kind == "customer" && !Guid.TryParse(name, out _) ? "must name a customer's pseudonym, a GUID"
            : null;
    }
}
