using System.Xml;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>Records single decisions. Each method answers the next section, the same instance where nothing changed, or a refusal.</summary>
internal static class ConsentDecisions
{
    private const string SelfService = "self-service";
    private const string FrontEnd = "front-end";

    /// <summary>Records a decision expressed now.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purposeId">The purpose id.</param>
    /// <param name="decision">The decision as sent.</param>
    /// <param name="role">Who sent it; a customer's method is self-service.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section.</returns>
    public static Reply<ConsentSection> Decide(
        this ConsentSection section, string purposeId, ConsentDecision decision, Role role, Catalogue catalogue, DateTimeOffset now) =>
        section.Record(purposeId, decision with { At = null, NoticeVersion = null }, role, catalogue, section.After(purposeId, now), now);

    /// <summary>Records a decision of an import, placed by the time it was expressed; a duplicate changes nothing.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purposeId">The purpose id.</param>
    /// <param name="decision">The decision as sent.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section.</returns>
    public static Reply<ConsentSection> Import(
        this ConsentSection section, string purposeId, ConsentDecision decision, Catalogue catalogue, DateTimeOffset now)
    {
        var recorded = section.Record(purposeId, decision, Role.Frontend, catalogue, decision.At ?? now, now);
        var isDuplicate = section.LastExpressed(purposeId) is { } last && (decision.At is not { } at || at <= last);
        return recorded.Refusal is null && isDuplicate ? section : recorded;
    }

    /// <summary>The time of a decision made now: after every one before it, also where another silo's clock ran ahead.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purpose">The purpose id.</param>
    /// <param name="now">Now.</param>
    /// <returns>The instant, UTC.</returns>
    public static DateTimeOffset After(this ConsentSection section, string purpose, DateTimeOffset now) =>
        section.LastExpressed(purpose) is { } last && last >= now ? last.AddTicks(1) : now;

    /// <summary>How a decision was expressed.</summary>
    /// <param name="method">As sent; null where not said.</param>
    /// <param name="role">Who sent it.</param>
    /// <returns>The method.</returns>
    public static string MethodOf(string? method, Role role) => method ?? (role == Role.Customer ? SelfService : FrontEnd);

    private static Reply<ConsentSection> Record(
        this ConsentSection section, string purposeId, ConsentDecision decision, Role role, Catalogue catalogue, DateTimeOffset at, DateTimeOffset now)
    {
        if (!catalogue.Purpose.TryGetValue(purposeId, out var purpose))
        {
            return new Refusal(ProblemCode.UnknownPurpose, "Name a purpose of GET /v1/catalog/purposes.");
        }

        var faults = ConsentRules.Faults(decision, purpose, role, now);
        return faults.IsEmpty ? section.Append(Event(decision, purpose, role, at, now) with { Conflict = section.Conflict(decision, purpose, at) })
            : Refusal.Invalid(faults);
    }

    private static ConsentEvent Event(ConsentDecision decision, PurposeDeclaration purpose, Role role, DateTimeOffset at, DateTimeOffset now)
    {
        var state = ConsentRules.StateOf(decision.State)!.Value;
        return new ConsentEvent
        {
            Purpose = purpose.Id,
            State = state,
            At = at,
            RecordedAt = now,
            Method = MethodOf(decision.Method, role),
            NoticeVersion = decision.NoticeVersion ?? purpose.NoticeAt(decision.At ?? now).Version,
            RecordId = Guid.NewGuid(),
            ReceiptId = Guid.NewGuid(),
            Categories = decision.Categories is { } categories ? [.. categories.Distinct()] : null,
            Channels = decision.Channels is { } channels ? [.. channels.Distinct()] : null,
            Language = decision.Language,
            ExpiresAt = state == ConsentState.Given ? decision.ExpiresAt ?? ValidUntil(purpose, at) : null,
        };
    }

    /// <summary>A consent given by name stands against the privacy signal that was on by then, and says so.</summary>
    private static string? Conflict(this ConsentSection section, ConsentDecision decision, PurposeDeclaration purpose, DateTimeOffset at) =>
        ConsentRules.StateOf(decision.State) == ConsentState.Given && purpose.WithdrawnByPrivacyControl && section.PrivacyControlSince <= at
            ? "given-by-name-while-signal-on" : null;

    private static DateTimeOffset? ValidUntil(PurposeDeclaration purpose, DateTimeOffset at) =>
        purpose.Validity is { } period ? at.Add(XmlConvert.ToTimeSpan(period)) : null;
}
