using Grains.Access;
using Grains.Audit;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Rights;
using Grains.Profile;

namespace Grains;

/// <summary>How the retention of attributes is enforced: a row of the due table wakes the customer when one ends, and never before.</summary>
internal sealed partial class CustomerGrain
{
    private static readonly TimeSpan HeldOver = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> ForgetEnded()
    {
        if (sections is not { } known)
        {
            DeactivateOnIdle();
            return UntilThawed;
        }

        if (known.Consent.RestrictedSince is not null || await GrainFactory.GetGrain<IRightsGate>(this.GetPrimaryKey()).IsHeld())
        {
            DeactivateOnIdle();
            return Now + HeldOver; // what is held for a case, or kept for the customer (GDPR, article 18), does not go for its age
        }

        var fork = known.Fork();
        fork.Profile = fork.Profile.ForgetEnded(catalogue, Now);
        if (fork.HasProfileChanged)
        {
            await trail.Append(this.GetPrimaryKey(), ForgettingOf(fork.Profile, known.Profile));
            fork.Consent = fork.Consent with { Operations = fork.Consent.Operations.RemoveAll(o => o.At + OperationJournal.Kept <= Now) };
            await Write(fork, endsPermission: false);
        }

        DeactivateOnIdle();
        return DueDay(Sections.Profile.NextEnd(catalogue));
    }

    /// <summary>When to look again at a customer who is frozen for an erasure, which may be revoked; null for one who is erased, or never was.</summary>
    private DateTimeOffset? UntilThawed => entry.Key is not null && row.State.FrozenEvidence is not null ? Now + HeldOver : null;

    /// <summary>What is due is noted before the state it belongs to, to the day, and only where it is sooner: a row that comes too early finds nothing
    /// to do and is set anew, one that was moved on for a state that was then not written would come too late.</summary>
    private async ValueTask NoteRetention(CustomerSections fork)
    {
        if (fork.HasProfileChanged && DueDay(fork.Profile.NextEnd(catalogue)) is { } at && !(at >= DueDay(Sections.Profile.NextEnd(catalogue))))
        {
            await due.Set(new DueItem(DueWork.Retention, this.GetPrimaryKey(), at));
        }
    }

    /// <summary>The entry of what the platform forgets by itself. The same id whenever the same forgetting is repeated after a crash.</summary>
    private AuditEntry ForgettingOf(ProfileSection next, ProfileSection before) => new()
    {
        Id = AuditTags.OperationEntry(entry, [.. "retention"u8, .. BitConverter.GetBytes(next.Version)]),
        At = Now,
        Kind = AuditKind.Mutation,
        Subject = Subject,
        Purpose = "legal-compliance",
        Operation = UsageLine.Retention,
        Categories = [.. before.Attributes.Keys.Except(next.Attributes.Keys).Select(name => catalogue.Attribute[name].Category).Distinct()],
        Outcome = Outcomes.Allowed,
    };
}
