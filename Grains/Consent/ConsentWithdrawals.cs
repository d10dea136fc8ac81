using Grains.Catalog;
using Grains.Interfaces.Access;
using Grains.Interfaces.Catalog;
using Grains.Interfaces.Consent;

namespace Grains.Consent;

/// <summary>Withdraws many purposes in one turn. A purpose that is withdrawn already is withdrawn again: an import placed between the two is
/// then older than the last word.</summary>
internal static class ConsentWithdrawals
{
    /// <summary>The method of what the platform withdraws itself, since it came from a backup.</summary>
    public const string Restored = "restored-backup";

    private const string Objection = "objection-to-direct-marketing";
    private const string Signal = "global-privacy-control";
    private const string Overruled = "given-by-name-before-signal";

    /// <summary>Withdraws every purpose that rests on consent, decided or not.</summary>
    /// <param name="section">The section.</param>
    /// <param name="withdrawal">How it was expressed.</param>
    /// <param name="role">Who asked.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section.</returns>
    public static Reply<ConsentSection> WithdrawAll(
        this ConsentSection section, ConsentWithdrawal withdrawal, Role role, Catalogue catalogue, DateTimeOffset now)
    {
        var faults = ConsentRules.Faults(withdrawal, role);
        return faults.IsEmpty ? section.Withdraw(catalogue, static _ => true, ConsentDecisions.MethodOf(withdrawal.Method, role), now)
            : Refusal.Invalid(faults);
    }

    /// <summary>Takes a Global Privacy Control signal: the first one withdraws the purposes that declare it. A consent given by name while the
    /// signal is on stands against later ones.</summary>
    /// <param name="section">The section.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section.</returns>
    public static ConsentSection ReceiveSignal(this ConsentSection section, Catalogue catalogue, DateTimeOffset now) =>
        section.PrivacyControlSince is not null ? section
        : section.Withdraw(catalogue, static purpose => purpose.WithdrawnByPrivacyControl, Signal, now, section) with { PrivacyControlSince = now };

    /// <summary>Takes an objection to direct marketing: every purpose that is direct marketing is withdrawn, whatever else stands.</summary>
    /// <param name="section">The section.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The next section.</returns>
    public static ConsentSection Object(this ConsentSection section, Catalogue catalogue, DateTimeOffset now) =>
        section.Withdraw(catalogue, static purpose => purpose.DirectMarketing, Objection, now);

    /// <summary>What a record older than the version floor is worth: it comes from a backup, so every consent in it counts as withdrawn.</summary>
    /// <param name="section">The section.</param>
    /// <param name="catalogue">The purposes.</param>
    /// <param name="now">Now.</param>
    /// <returns>The section to go on with.</returns>
    public static ConsentSection Distrust(this ConsentSection section, Catalogue catalogue, DateTimeOffset now) =>
        section.Withdraw(catalogue, static _ => true, Restored, now);

    private static ConsentSection Withdraw(
        this ConsentSection section, Catalogue catalogue, Func<PurposeDeclaration, bool> which, string method, DateTimeOffset now,
        ConsentSection? overruled = null)
    {
        foreach (var purpose in catalogue.Purposes.Purposes)
        {
            if (purpose.NeedsConsent && which(purpose))
            {
                section = section.Append(new ConsentEvent
                {
                    Purpose = purpose.Id,
                    State = ConsentState.Withdrawn,
                    At = section.After(purpose.Id, now),
                    RecordedAt = now,
                    Method = method,
                    NoticeVersion = purpose.NoticeAt(now).Version,
                    RecordId = Guid.NewGuid(),
                    ReceiptId = Guid.NewGuid(),
                    Conflict = overruled?.Permits(purpose, now) == true ? Overruled : null,
                });
            }
        }

        return section;
    }
}
