using System.Collections.Immutable;
using Grains.Catalog;
using Grains.Consent;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Rights;
using Grains.Profile;

namespace Grains.Rights;

/// <summary>The profile in an export: each attribute with what article 15(1) asks to say of it.</summary>
internal static class ProfileExport
{
    /// <summary>Makes it. What the catalogue does not declare any more comes last, by name: it is held all the same.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="consent">The consents.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <param name="language">The customer's language.</param>
    /// <param name="now">Now.</param>
    /// <returns>The profile as exported.</returns>
    public static ExportedProfile Of(ProfileSection profile, ConsentSection consent, Catalogue catalogue, string language, DateTimeOffset now)
    {
        var declared = catalogue.Attributes.Attributes.Where(a => profile.Attributes.ContainsKey(a.Name))
            .Select(a => Declared(a, profile.Attributes[a.Name], consent, catalogue, language, now));
        var others = profile.Attributes.Where(a => !catalogue.Attribute.ContainsKey(a.Key)).OrderBy(static a => a.Key, StringComparer.Ordinal)
            .Select(static a => Bare(a.Key, a.Key, a.Value));
        return new ExportedProfile(profile.Version, [.. declared, .. others]);
    }

    private static ExportedAttribute Bare(string name, string title, HeldAttribute held) => new()
    {
        Name = name,
        Title = title,
        Value = held.Value,
        Source = held.ByCustomer ? "customer" : "bank",
        UpdatedAt = held.UpdatedAt,
    };

    private static ExportedAttribute Declared(
        AttributeDeclaration declared, HeldAttribute held, ConsentSection consent, Catalogue catalogue, string language, DateTimeOffset now)
    {
        var purposes = declared.Purposes.Where(catalogue.Purpose.ContainsKey).Select(id => catalogue.Purpose[id]).ToList();
        return Bare(declared.Name, declared.Titles.In(language) ?? declared.Title, held) with
        {
            Category = declared.Category,
            Retention = declared.Retention,
            RetainedUntil = AttributeRetention.End(declared, held),
            Purposes = [.. purposes.Select(p => new ExportedUse(p.Id, p.LegalBasis, consent.Covers(p, declared.Category, now)))],
            Recipients = Recipients(purposes),
        };
    }

    private static ImmutableArray<ExportedRecipient> Recipients(List<PurposeDeclaration> purposes) =>
    [
        .. purposes.SelectMany(static p => p.Recipients.Select(r => (Key: (r.Party.Name, r.Role), Purpose: p.Id)))
            .GroupBy(static r => r.Key, static r => r.Purpose).Select(static g => new ExportedRecipient(g.Key.Name, g.Key.Role, [.. g])),
    ];
}
