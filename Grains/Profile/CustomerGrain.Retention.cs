using Grains.Access;
using Grains.Audit;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Interfaces.Rights;
using Grains.Personalization;
using Grains.Profile;

namespace Grains;

/// <summary>How the retention of attributes is enforced, and that of what was learned under a consent that runs out by itself: a row of the due table wakes the
/// customer when one ends, and never before.</summary>
internal sealed partial class CustomerGrain
{
    private static readonly TimeSpan HeldOver = TimeSpan.FromDays(1);

    private bool isRetentionNoted;

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
        if (ForgetLapsed(fork) || fork.HasProfileChanged)
        {
            await trail.Append(this.GetPrimaryKey(), ForgettingOf(fork, known));
            fork.Consent = fork.Consent with { Operations = fork.Consent.Operations.RemoveAll(o => o.At + OperationJournal.Kept <= Now) };
            await Write(fork, endsPermission: false);
        }

        DeactivateOnIdle();
        return DueDay(NextEnd(Sections));
    }

    /// <summary>Drops what is kept under consents that have run out.</summary>
    /// <returns>Whether there was anything.</returns>
    private bool ForgetLapsed(CustomerSections fork)
    {
        var permitted = ModelParts.Permitted(fork.Consent, catalogue, Now);
        if (permitted.Length == ModelParts.All.Length || !ModelParts.All.RemoveRange(permitted).Any(part => part.IsHeld(fork.Model)))
        {
            return false;
        }

        Unlearn(fork, permitted);
        return true;
    }

    /// <summary>When to look again at a customer who is frozen for an erasure, which may be revoked; null for one who is erased, or never was.</summary>
    private DateTimeOffset? UntilThawed => entry.Key is not null && row.State.FrozenEvidence is not null ? Now + HeldOver : null;

    /// <summary>What is due is noted before the state it belongs to, to the day, and only where it is sooner than the row that stands: one that comes too
    /// early finds nothing to do and is set anew, one that was moved on for a state that was then not written, or over a consent that has just run out,
    /// would come too late. The first write looks at what stood before too: ends that an earlier release did not note, or that a new notice moved.</summary>
    private async ValueTask NoteRetention(CustomerSections fork)
    {
        if (isRetentionNoted && !fork.HasProfileChanged && fork.Consent.Events.Length == Sections.Consent.Events.Length)
        {
            return;
        }

        var (next, known) = fork.HasProfileChanged ? (NextEnd(fork), NextEnd(Sections))
            : (fork.Consent.NextLapse(catalogue, Now), Sections.Consent.NextLapse(catalogue, Now)); // no consent opens the profile to know its end
        if (DueDay(next) is { } at && !(isRetentionNoted && at >= DueDay(known))
            && !((await due.Find(DueWork.Retention, this.GetPrimaryKey(), Guid.Empty))?.At <= at))
        {
            await due.Set(new DueItem(DueWork.Retention, this.GetPrimaryKey(), at));
        }

        isRetentionNoted = true;
    }

    /// <summary>When the first attribute goes, or the first consent that something is kept under.</summary>
    private DateTimeOffset? NextEnd(CustomerSections from) =>
        from.Consent.NextLapse(catalogue, Now) is { } lapse && !(lapse >= from.Profile.NextEnd(catalogue)) ? lapse : from.Profile.NextEnd(catalogue);

    /// <summary>The entry of what the platform forgets by itself. The same id whenever the same forgetting is repeated after a crash.</summary>
    private AuditEntry ForgettingOf(CustomerSections next, CustomerSections before) => new()
    {
        Id = AuditTags.OperationEntry(entry, [.. "retention"u8, .. BitConverter.GetBytes(next.Profile.Version), .. BitConverter.GetBytes(next.ConsentEpoch)]),
        At = Now,
        Kind = AuditKind.Mutation,
        Subject = Subject,
        Purpose = "legal-compliance",
        Operation = UsageLine.Retention,
        Categories =
        [
            .. before.Profile.Attributes.Keys.Except(next.Profile.Attributes.Keys).Select(name => catalogue.Attribute[name].Category)
                .Concat(next.ConsentEpoch == before.ConsentEpoch ? [] : [Behaviour]).Distinct(),
        ],
        Outcome = Outcomes.Allowed,
    };
}
