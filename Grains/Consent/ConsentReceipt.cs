using Grains.Catalog;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>
/// All that a receipt is computed from: the ledger's event, what the catalogue says of its purpose, and who the controller is. Nothing of it
/// changes with the clock, so that a receipt is the same whenever it is asked for.
/// </summary>
internal sealed record ConsentReceipt
{
    /// <summary>The event.</summary>
    public required ConsentEvent Event { get; init; }

    /// <summary>Whether it renewed a consent given before.</summary>
    public required bool IsRenewal { get; init; }

    /// <summary>The customer's pseudonym.</summary>
    public required Guid Principal { get; init; }

    /// <summary>The purpose.</summary>
    public required PurposeDeclaration Purpose { get; init; }

    /// <summary>The data categories it is about.</summary>
    public required IReadOnlyList<CategoryDeclaration> Categories { get; init; }

    /// <summary>The notice, as far as the catalogue knows it.</summary>
    public required PurposeNotice? Notice { get; init; }

    /// <summary>The notice's text in the customer's language, else in the default one, else the purpose's own.</summary>
    public required NoticeText Text { get; init; }

    /// <summary>The bank.</summary>
    public required ControllerDeclaration Controller { get; init; }

    /// <summary>The catalogue's default language.</summary>
    public required string StandardLanguage { get; init; }

    /// <summary>The language of the communication: the event's, else the default one.</summary>
    public string Language => Event.Language ?? StandardLanguage;

    /// <summary>Whether the customer said it, and not the platform in their stead.</summary>
    public bool IsCustomersWord => Event.Method != ConsentWithdrawals.Restored;

    /// <summary>Whether anything special (GDPR, article 9) is among the data.</summary>
    public bool IsSpecial => Categories.Any(static category => category.Special);

    /// <summary>The channels it is about.</summary>
    public IReadOnlyList<string> Channels => Event.CoveredChannels(Purpose);

    /// <summary>Finds the event of a receipt and what belongs to it.</summary>
    /// <param name="section">The customer's ledger.</param>
    /// <param name="receiptId">The receipt's id.</param>
    /// <param name="customer">The customer's pseudonym.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <returns>The receipt; null where the customer has no such one.</returns>
    public static ConsentReceipt? Find(ConsentSection section, Guid receiptId, Guid customer, Catalogue catalogue)
    {
        var index = IndexOf(section, receiptId);
        if (index < 0)
        {
            return null;
        }

        var found = section.Events[index];
        var purpose = catalogue.Purpose.GetValueOrDefault(found.Purpose) ?? Undeclared(found);
        var notice = purpose.Notice(found.NoticeVersion);
        var standard = catalogue.Purposes.Languages[0];
        var about = found.CoveredCategories(purpose);
        return new ConsentReceipt
        {
            Event = found,
            IsRenewal = found.State == ConsentState.Given && Before(section, index)?.State == ConsentState.Given,
            Principal = customer,
            Purpose = purpose,
            Categories = [.. catalogue.Purposes.Categories.Where(category => about.Contains(category.Id))],
            Notice = notice,
            Text = TextOf(notice, found.Language, standard) ?? new NoticeText(standard, purpose.Title, purpose.Description),
            Controller = catalogue.Purposes.Controller!,
            StandardLanguage = standard,
        };
    }

    private static int IndexOf(ConsentSection section, Guid receiptId)
    {
        for (var i = 0; i < section.Events.Length; i++)
        {
            if (section.Events[i].ReceiptId == receiptId)
            {
                return i;
            }
        }

        return -1;
    }

    private static ConsentEvent? Before(ConsentSection section, int index) =>
        section.Events.Take(index).LastOrDefault(earlier => earlier.Purpose == section.Events[index].Purpose);

    /// <summary>A text in the language that was shown (de for de-at), else in the default one.</summary>
    private static NoticeText? TextOf(PurposeNotice? notice, string? shown, string standard) =>
        In(notice, shown) ?? In(notice, shown?.Split('-')[0]) ?? In(notice, standard);

    private static NoticeText? In(PurposeNotice? notice, string? language) =>
        notice?.Texts.FirstOrDefault(text => text.Language.Equals(language, StringComparison.OrdinalIgnoreCase));

    /// <summary>A purpose that the bank no longer declares: what was decided about it can still be proved.</summary>
    private static PurposeDeclaration Undeclared(ConsentEvent decided) => new()
    {
        Id = decided.Purpose,
        Title = decided.Purpose,
        Description = decided.Purpose,
        LegalBasis = "consent",
        DpvTerm = "dpv:Purpose",
        NoticeVersion = decided.NoticeVersion,
    };
}
