using System.Text;
using Grains.Access;
using Grains.Interfaces.Access;
using Grains.Keys;

namespace Grains;

/// <summary>Broken glass: every breaking is queued for review before it opens anything.</summary>
internal sealed partial class CustomerGrain
{
    private static readonly Refusal NothingToReach = new(ProblemCode.BreakGlassNotAllowed, "A new customer is created without the header Break-Glass.");

    /// <inheritdoc/>
    ValueTask<Reply<Done>> ICustomerReviews.Close(Guid id, Input<ReviewVerdict> verdict) => verdict switch
    {
        { Fault: { } fault } => ValueTask.FromResult<Reply<Done>>(fault),
        { Value.Outcome: "justified" or "unjustified" } => CloseReview(id, verdict.Value.Outcome),
        _ => ValueTask.FromResult<Reply<Done>>(Refusal.Invalid("/outcome", "one of justified, unjustified")),
    };

    /// <inheritdoc/>
    public ValueTask<string?> Reason(byte[] sealedReason) =>
        ValueTask.FromResult(entry.Key is { } key ? vault.OpenText(sealedReason, key, Places)?.BreakGlass : null);

    private async ValueTask<Reply<Done>> CloseReview(Guid id, string outcome)
    {
        var caller = Caller.Current!;
        if (await reviews.Judge(this.GetPrimaryKey(), id, outcome, caller.Token.Subject) is { } refusal)
        {
            return refusal;
        }

        await RecordMutation(caller);
        await reviews.Close(this.GetPrimaryKey(), id, outcome, caller.Token.Subject, Now);
        return await Change<Done>(static _ => Done.Instance);
    }

    /// <summary>Queues a breaking for review and remembers it for its 60 minutes. The queue comes first: what fails after it opens nothing.</summary>
    private async ValueTask BreakGlass(Caller caller)
    {
        if (caller.Stated.BreakGlass is not { } reason)
        {
            return;
        }

        Refuse(sections is null ? NothingToReach : null);
        var by = Audit.AuditTags.Of(entry.Key!, KeyUses.BreakGlass, Encoding.UTF8.GetBytes($"{caller.Identity}\n{caller.Purpose}")).ToArray();
        var now = Now;
        var glasses = Sections.Consent.Glasses.RemoveAll(g => g.Until <= now);
        if (glasses.Any(g => g.By.AsSpan().SequenceEqual(by)))
        {
            return;
        }

        var until = now + BreakGlassOptions.Lasts;
        await reviews.Add(this.GetPrimaryKey(), new ReviewNote
        {
            BankId = Sections.Profile.BankId,
            Client = caller.Token.ClientId,
            BrokenBy = caller.Token.Subject,
            Purpose = caller.Purpose,
            SealedReason = vault.SealText(new Audit.AccessText(null, reason), entry.Key!, Places),
            At = now,
            Until = until,
        });
        var fork = Sections.Fork();
        fork.Consent = fork.Consent with { Glasses = glasses.Add(new BrokenGlass(by, until)) };
        await Write(fork, endsPermission: false);
    }
}
