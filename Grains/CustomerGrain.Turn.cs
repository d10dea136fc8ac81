using System.Collections.Immutable;
using Grains.Access;
using Grains.Consent;
using Grains.Encryption;
using Grains.Interfaces.Access;
using Grains.Personalization;
using Orleans.Storage;

namespace Grains;

/// <summary>
/// How a turn changes the customer. The order is: the audit log, what is due, the row, the keys row's floor (after a withdrawal), the memory, the answer.
/// Whatever fails on the way, the caller hears <c>unavailable</c>, the activation goes away and the next one reads what the disk holds:
/// the change is there whole or not at all, and a repeat with the same idempotency key finds out which.
/// </summary>
internal sealed partial class CustomerGrain
{
    private static readonly Refusal Unavailable =
        new(ProblemCode.Unavailable, "The outcome is unknown. Repeat the call with the same Idempotency-Key: it is done once.");

    /// <summary>Runs a change: computes the next sections and the answer, persists, swaps, answers.</summary>
    private async ValueTask<Reply<T>> Change<T>(Func<CustomerSections, Reply<T>> change)
    {
        var fork = Sections.Fork();
        var reply = change(fork);
        if (reply.Refusal is null)
        {
            if (Remember(fork, reply) is { } full)
            {
                return full;
            }

            if (Caller.Current is { } caller)
            {
                await RecordMutation(caller);
            }

            if (fork.HasChanged)
            {
                await Persist(fork);
            }

            await RaiseFloor(Sections);
        }

        return reply;
    }

    private ValueTask Persist(CustomerSections fork)
    {
        if (ModelParts.Outliving(fork.Consent, Sections.Consent, catalogue, Now) is { } outliving)
        {
            Unlearn(fork, outliving);
        }

        return Write(fork, fork.Consent.EndsPermission(Sections.Consent, catalogue, Now));
    }

    /// <summary>Forgets what was learned, what waits in memory too, but for the parts that go on.</summary>
    private void Unlearn(CustomerSections fork, ImmutableArray<ModelPart> outliving)
    {
        fork.Unlearn(outliving);
        KeepUses(outliving.Contains(ModelParts.Screen));
        KeepDecisions(outliving.Contains(ModelParts.Offers));
    }

    private async ValueTask Write(CustomerSections fork, bool endsPermission)
    {
        var before = row.State;
        try
        {
            var version = Math.Max(before.Version, entry.Floor) + 1;
            if (endsPermission)
            {
                fork.Consent = fork.Consent with { WithdrawnAtVersion = version };
            }

            TakeDecisions(fork);
            await NoteSilence(fork);
            await NoteRetention(fork);
            await NoteInsights(fork);
            AddUses(fork);
            row.State = Seal(fork, version);
            await row.WriteStateAsync();
            KeepUses(false);
            sections = Written(fork);
            decisions.Clear();
        }
        catch (Exception exception)
        {
            row.State = before;
            throw GoStale(exception);
        }

        await RaiseFloor(sections);
        await FinishReplacement();
    }

    /// <summary>A withdrawal is acknowledged only once no restored backup can undo it; where that failed, its repeat does it.</summary>
    private async ValueTask RaiseFloor(CustomerSections current)
    {
        if (current.Consent.WithdrawnAtVersion <= entry.Floor)
        {
            return;
        }

        try
        {
            await vault.RaiseFloor(entry, current.Consent.WithdrawnAtVersion);
        }
        catch (Exception exception)
        {
            throw GoStale(exception);
        }
    }

    private RefusedException GoStale(Exception exception)
    {
        // Storage, keys and seals fail alike to the outside. A message may quote what was handled, so only the type is logged.
        log.Failed(this.GetPrimaryKey(), exception.GetType().Name, exception is InconsistentStateException);
        isStale = true;
        DeactivateOnIdle();
        return new RefusedException(Unavailable);
    }

    private Refusal? Remember<T>(CustomerSections fork, Reply<T> reply)
    {
        if (Caller.Current?.Pending is not { } operation)
        {
            return null;
        }

        var answer = vault.SealAnswer(reply, entry.Key!, Places);
        var journal = fork.Consent.Operations.Remember(new Operation { Key = operation.Key, Request = operation.Request, At = Now, Answer = answer });
        if (journal.Refusal is { } refusal)
        {
            return refusal;
        }

        fork.Consent = fork.Consent with { Operations = journal.Value };
        return null;
    }

    /// <summary>Answers a repeat from the journal. A first call is noted, so that <see cref="Change{T}"/> remembers it with its change.</summary>
    private async ValueTask<bool> TakeRepeat(Caller caller, IIncomingGrainCallContext context)
    {
        if (!Guid.TryParseExact(caller.Operation, "D", out var key))
        {
            throw new RefusedException(Refusal.Invalid("Idempotency-Key", "a UUID"));
        }

        var fresh = new PendingOperation(OperationJournal.Tag(caller.Identity, key), OperationJournal.Digest(vault.Describe(context, caller.Purpose)));
        if (sections?.Consent.Operations.Find(fresh.Key, Now) is not { } known)
        {
            caller.Pending = fresh;
            return false;
        }

        if (!known.Request.AsSpan().SequenceEqual(fresh.Request))
        {
            throw new RefusedException(new Refusal(ProblemCode.IdempotencyKeyReused, "Use a new Idempotency-Key for another request."));
        }

        // Its entry is in the audit log since it was first asked.
        caller.IsRecorded = true;
        await RaiseFloor(Sections);
        await FinishReplacement();
        context.Result = vault.OpenAnswer(known.Answer, entry.Key!, Places);
        return true;
    }
}
