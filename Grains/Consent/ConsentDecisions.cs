using System.Collections.Immutable;
using System.Xml;
using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>Appends to the consent ledger. Each method answers the next section, the same instance where nothing changed, or a refusal.</summary>
internal static class ConsentDecisions
{
    private const string SelfService = "self-service";
    private const string Signal = "global-privacy-control";
    private const string Restored = "restored-backup";

    /// <summary>Records a decision expressed now. Refusing or withdrawing again changes nothing; giving again renews.</summary>
    /// <param name="section">The section.</param>
    /// <param name="purposeId">The purpose id.</param>
    /// <param name="decision">The decision as sent.</param>
    /// <param name="role">Who sent it; a customer's method is self-service.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section.</returns>
    public static Reply<ConsentSection> Decide(
        this ConsentSection section, string purposeId, ConsentDecision decision, Role role, Catalogue catalogue, DateTimeOffset now)
    {
        var last = section.Last(purposeId, DateTimeOffset.MaxValue);
        var judged = Judge(purposeId, decision with { At = null }, role, catalogue, at: After(last, now), now);
        if (judged.Refusal is { } refusal)
        {
            return refusal;
        }

        var fresh = judged.Value!;
        if (last?.State == fresh.State && fresh.State != ConsentState.Given)
        {
            return section;
        }

        var withSignalOn = fresh.State == ConsentState.Given && section.PrivacyControlSince is not null
            && catalogue.Purpose[purposeId].WithdrawnByPrivacyControl;
        return section.Append(fresh with { Conflict = withSignalOn ? "given-by-name-while-signal-on" : null });
    }

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
        var last = section.Last(purposeId, DateTimeOffset.MaxValue);
        var judged = Judge(purposeId, decision, Role.Frontend, catalogue, decision.At ?? now, now);
        if (judged.Refusal is { } refusal)
        {
            return refusal;
        }

        var duplicate = last is not null && (decision.At is not { } at || at <= last.At);
        return duplicate ? section : section.Append(judged.Value!);
    }

    /// <summary>Withdraws every purpose that stands given.</summary>
    /// <param name="section">The section.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="role">Who asked.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section.</returns>
    public static ConsentSection WithdrawAll(this ConsentSection section, Catalogue catalogue, Role role, DateTimeOffset now) =>
        section.Withdraw(catalogue, p => section.Last(p.Id, DateTimeOffset.MaxValue)?.State != ConsentState.Withdrawn, MethodOf(null, role), null, now);

    /// <summary>Takes a Global Privacy Control signal: the first one withdraws the purposes that declare it. A consent given by name while the
    /// signal is on stands against later ones.</summary>
    /// <param name="section">The section.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section.</returns>
    public static ConsentSection ReceiveSignal(this ConsentSection section, Catalogue catalogue, DateTimeOffset now)
    {
        if (section.PrivacyControlSince is not null)
        {
            return section;
        }

        var given = section.Withdraw(
            catalogue, p => p.WithdrawnByPrivacyControl && section.StateOf(p, now) == ConsentState.Given, Signal, "given-by-name-before-signal", now);
        return given.Withdraw(
            catalogue, p => p.WithdrawnByPrivacyControl && given.StateOf(p, now) == ConsentState.Unknown, Signal, null, now) with
        {
            PrivacyControlSince = now,
        };
    }

    /// <summary>What a record older than the version floor is worth: it comes from a backup, so every consent in it counts as withdrawn.</summary>
    /// <param name="section">The section.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The section to go on with.</returns>
    public static ConsentSection Distrust(this ConsentSection section, Catalogue catalogue, DateTimeOffset now) =>
        section.Withdraw(catalogue, p => section.Last(p.Id, DateTimeOffset.MaxValue)?.State != ConsentState.Withdrawn, Restored, null, now);

    /// <summary>Whether a change ended a permission, so that it must not come back with a restored backup.</summary>
    /// <param name="next">The section after the change.</param>
    /// <param name="before">The section before it.</param>
    /// <returns>True where an event other than a giving was appended.</returns>
    public static bool EndsPermission(this ConsentSection next, ConsentSection before)
    {
        for (var i = before.Events.Length; i < next.Events.Length; i++)
        {
            if (next.Events[i].State != ConsentState.Given)
            {
                return true;
            }
        }

        return false;
    }

    private static Reply<ConsentEvent> Judge(
        string purposeId, ConsentDecision decision, Role role, Catalogue catalogue, DateTimeOffset at, DateTimeOffset now)
    {
        if (!catalogue.Purpose.TryGetValue(purposeId, out var purpose))
        {
            return new Refusal(ProblemCode.UnknownPurpose, "Name a purpose of GET /v1/catalog/purposes.");
        }

        var faults = ConsentRules.Faults(decision, purpose, role, now);
        if (!faults.IsEmpty)
        {
            return Refusal.Invalid(faults);
        }

        var state = ConsentRules.StateOf(decision.State)!.Value;
        return new ConsentEvent
        {
            Purpose = purposeId,
            State = state,
            At = at,
            RecordedAt = now,
            Method = MethodOf(decision.Method, role),
            NoticeVersion = decision.NoticeVersion ?? purpose.NoticeVersion,
            RecordId = Guid.NewGuid(),
            ReceiptId = Guid.NewGuid(),
            Categories = decision.Categories,
            Channels = decision.Channels,
            Language = decision.Language,
            ExpiresAt = state == ConsentState.Given ? decision.ExpiresAt ?? ValidUntil(purpose, at) : null,
        };
    }

    private static ConsentSection Withdraw(
        this ConsentSection section, Catalogue catalogue, Func<PurposeDeclaration, bool> which, string method, string? conflict, DateTimeOffset now)
    {
        foreach (var purpose in catalogue.Purposes.Purposes)
        {
            if (purpose.NeedsConsent && which(purpose))
            {
                section = section.Append(new ConsentEvent
                {
                    Purpose = purpose.Id,
                    State = ConsentState.Withdrawn,
                    At = After(section.Last(purpose.Id, DateTimeOffset.MaxValue), now),
                    RecordedAt = now,
                    Method = method,
                    NoticeVersion = purpose.NoticeVersion,
                    RecordId = Guid.NewGuid(),
                    ReceiptId = Guid.NewGuid(),
                    Conflict = conflict,
                });
            }
        }

        return section;
    }

    private static ConsentSection Append(this ConsentSection section, ConsentEvent fresh) => section with { Events = section.Events.Add(fresh) };

    /// <summary>What is decided now comes after what was decided before, also where another silo's clock ran ahead.</summary>
    private static DateTimeOffset After(ConsentEvent? last, DateTimeOffset now) => last is not null && last.At >= now ? last.At.AddTicks(1) : now;

    private static string MethodOf(string? method, Role role) => method ?? (role == Role.Customer ? SelfService : "front-end");

    private static DateTimeOffset? ValidUntil(PurposeDeclaration purpose, DateTimeOffset at) =>
        purpose.Validity is { } period ? at.Add(XmlConvert.ToTimeSpan(period)) : null;
}
