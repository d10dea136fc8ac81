using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Profile;

namespace Grains.Profile;

/// <summary>Reads and writes a profile by the rules of the catalogue. Writers answer the next section, the same instance where nothing
/// changed, or a refusal with every fault.</summary>
internal static class ProfileDocument
{
    private const string Bank = "bank";
    private const string Customer = "customer";

    /// <summary>Replaces what the bank wrote; what the customer wrote stays.</summary>
    /// <param name="section">The section.</param>
    /// <param name="draft">The attributes; null leaves one out.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section.</returns>
    public static Reply<ProfileSection> Put(this ProfileSection section, ProfileDraft draft, Catalogue catalogue, DateTimeOffset now) =>
        Faults(draft, catalogue, Bank) is { } refusal
            ? refusal
            : section.Write(section.Attributes.RemoveRange(section.Attributes.Where(a => !a.Value.ByCustomer && !Named(draft, a.Key)).Select(a => a.Key)),
                draft, byCustomer: false, overCustomer: false, now);

    /// <summary>Merges what the bank sends in an import, never over what the customer wrote.</summary>
    /// <param name="section">The section.</param>
    /// <param name="draft">The attributes; null removes.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section.</returns>
    public static Reply<ProfileSection> Merge(this ProfileSection section, ProfileDraft draft, Catalogue catalogue, DateTimeOffset now) =>
        Faults(draft, catalogue, Bank) is { } refusal
            ? refusal
            : section.Write(section.Attributes, draft, byCustomer: false, overCustomer: false, now);

    /// <summary>Changes single attributes for the caller.</summary>
    /// <param name="section">The section.</param>
    /// <param name="draft">The attributes; null removes.</param>
    /// <param name="role">Customer or front end.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section.</returns>
    public static Reply<ProfileSection> Patch(
        this ProfileSection section, ProfileDraft draft, Role role, Catalogue catalogue, DateTimeOffset now) =>
        Faults(draft, catalogue, role == Role.Customer ? Customer : Bank) is { } refusal
            ? refusal
            : section.Write(section.Attributes, draft, role == Role.Customer, overCustomer: true, now);

    /// <summary>The profile as a purpose may read it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose id.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <param name="covers">Whether the customer's consent covers a data category; null where the purpose needs none.</param>
    /// <returns>The view.</returns>
    public static CustomerProfile View(this ProfileSection section, string purpose, Catalogue catalogue, Func<string, bool>? covers)
    {
        var visible = new Dictionary<string, ProfileAttribute>(StringComparer.Ordinal);
        foreach (var declaration in catalogue.Attributes.Attributes)
        {
            if (declaration.Purposes.Contains(purpose) && (covers is null || covers(declaration.Category))
                && section.Attributes.TryGetValue(declaration.Name, out var held))
            {
                visible[declaration.Name] = new ProfileAttribute(held.Value, declaration.Category, held.ByCustomer ? Customer : Bank, held.UpdatedAt);
            }
        }

        return new CustomerProfile(section.BankId, section.Version, visible);
    }

    /// <summary>The JSON Pointer (RFC 6901) to an attribute as sent.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <returns>The pointer.</returns>
    public static string Pointer(string name) =>
        "/attributes/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Writes what the customer says of themselves, the attributes that only the bank may write as well.</summary>
    /// <param name="section">The section.</param>
    /// <param name="draft">The attributes; null removes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section.</returns>
    public static ProfileSection Rectify(this ProfileSection section, ProfileDraft draft, DateTimeOffset now) =>
        section.Write(section.Attributes, draft, byCustomer: true, overCustomer: true, now).Value!;

    private static bool Named(ProfileDraft draft, string name) =>
        draft.Attributes.TryGetValue(name, out var sent) && sent.Kind != AttributeKind.Null;

    private static Reply<ProfileSection> Write(
        this ProfileSection section, ImmutableDictionary<string, HeldAttribute> held, ProfileDraft draft, bool byCustomer, bool overCustomer, DateTimeOffset now)
    {
        var next = held.ToBuilder();
        foreach (var (name, value) in draft.Attributes)
        {
            if (held.TryGetValue(name, out var old) && ((old.ByCustomer && !overCustomer) || (old.Value == value && old.ByCustomer == byCustomer)))
            {
                continue;
            }

            if (value.Kind == AttributeKind.Null)
            {
                next.Remove(name);
            }
            else
            {
                next[name] = new HeldAttribute(value, byCustomer, now);
            }
        }

        var written = next.ToImmutable();
        return ReferenceEquals(written, section.Attributes) && section.Version > 0
            ? section
            : section with { Attributes = written, Version = section.Version + 1 };
    }

    private static Refusal? Faults(ProfileDraft draft, Catalogue catalogue, string writer)
    {
        var faults = ImmutableArray.CreateBuilder<Fault>();
        var undeclared = false;
        foreach (var (name, value) in draft.Attributes)
        {
            var pointer = Pointer(name);
            if (!catalogue.Attribute.TryGetValue(name, out var declaration))
            {
                undeclared = true;
                faults.Add(new Fault(pointer, "not declared in the catalogue"));
            }
            else if (!declaration.WritableBy.Contains(writer))
            {
                faults.Add(new Fault(pointer, $"written by {string.Join(" and ", declaration.WritableBy)} only"));
            }
            else if (value.Kind != AttributeKind.Null && AttributeRules.Fault(declaration, value) is { } reason)
            {
                faults.Add(new Fault(pointer, reason));
            }
        }

        return (faults.Count, undeclared) switch
        {
            (0, _) => null,
            (_, true) => new Refusal(ProblemCode.UndeclaredAttribute, "Send only attributes of GET /v1/catalog/attributes.") { Errors = faults.DrainToImmutable() },
            _ => Refusal.Invalid(faults.DrainToImmutable()),
        };
    }
}
