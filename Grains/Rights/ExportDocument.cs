using System.Collections.Immutable;
using Grains.Access;
using Grains.Activity;
using Grains.Catalog;
using Grains.Consent;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Rights;
using Grains.Personalization;
using Grains.Profile;

namespace Grains.Rights;

/// <summary>What an export is made of: the customer's sections, opened, and what others hold of them.</summary>
/// <param name="Customer">The pseudonym.</param>
/// <param name="Request">The request that opened it.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Consent">The consents.</param>
/// <param name="Activity">The transactions.</param>
/// <param name="Model">What was learned.</param>
internal sealed record ExportSources(
    Guid Customer, ExportedRequest Request, ProfileSection Profile, ConsentSection Consent, ActivitySection Activity, ModelSection Model)
{
    /// <summary>Who used the data.</summary>
    public required ExportedUsage Usage { get; init; }

    /// <summary>The rights requests, newest first.</summary>
    public ImmutableArray<ExportedRightsRequest> RightsRequests { get; init; } = [];
}

/// <summary>
/// Makes an export of what is held. Access (GDPR, article 15) gives everything; portability (article 20) what the customer provided and what was
/// observed of them, and not what was inferred (WP 242 rev.01, II): the model and the averages that suggestions look at are left out, as is the
/// bank's own log.
/// </summary>
internal static class ExportDocument
{
    private const string Portability = "portability";
    private static readonly string ForgottenAfter = System.Xml.XmlConvert.ToString(OperationJournal.Kept);

    /// <summary>Makes the export.</summary>
    /// <param name="held">What is held.</param>
    /// <param name="catalogue">What it means.</param>
    /// <param name="now">Now.</param>
    /// <returns>The export.</returns>
    public static CustomerExport Of(ExportSources held, Catalogue catalogue, DateTimeOffset now)
    {
        var isEverything = held.Request.Right != Portability;
        var language = LanguageOf(held.Profile, catalogue.Purposes.Languages);
        return new CustomerExport
        {
            CreatedAt = now,
            Language = language,
            Request = held.Request,
            Subject = new ExportedSubject(held.Profile.BankId, held.Customer),
            Controller = catalogue.Purposes.Controller,
            Purposes = [.. catalogue.Purposes.Purposes.Select(purpose => Purpose(purpose, now))],
            Categories = [.. catalogue.Purposes.Categories.Select(c => new ExportedCategory(c.Id, c.Titles.In(language) ?? c.Title))],
            Profile = ProfileExport.Of(held.Profile, held.Consent, catalogue, language, now),
            Consents = ConsentExport.Of(held.Consent, catalogue, now),
            Activity = ActivityExport.Of(held.Activity, isEverything, catalogue, now),
            Model = isEverything ? ModelExport.Of(held.Model, catalogue, now) : null,
            Usage = isEverything ? held.Usage : null,
            RightsRequests = held.RightsRequests,
            Preferences = held.Model.Screen?.Stated,
            Journal = new ExportedJournal(held.Consent.Operations.Length, ForgottenAfter),
        };
    }

    /// <summary>The text of a language.</summary>
    /// <param name="texts">The texts by language; null for none.</param>
    /// <param name="language">The language.</param>
    /// <returns>The text; null where there is none.</returns>
    public static string? In(this ImmutableDictionary<string, string>? texts, string language) => texts?.GetValueOrDefault(language);

    /// <summary>The customer's own language where the notices have it, else the default one: de-AT is served by de.</summary>
    private static string LanguageOf(ProfileSection profile, ImmutableArray<string> languages)
    {
        var own = profile.Attributes.GetValueOrDefault("language")?.Value.Text?.ToLowerInvariant();
        return languages.FirstOrDefault(l => l == own) ?? languages.FirstOrDefault(l => own?.Split('-')[0] == l) ?? languages.FirstOrDefault() ?? "en";
    }

    private static ExportedPurpose Purpose(PurposeDeclaration purpose, DateTimeOffset now) => new(
        purpose.Id, purpose.LegalBasis, purpose.Categories, purpose.Recipients,
        purpose.NoticeAt(now).Texts is { IsEmpty: false } texts ? texts : [new NoticeText("en", purpose.Title, purpose.Description)]);
}
