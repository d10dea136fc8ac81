using System.Collections.Immutable;
using System.Text;
using Grains.Access;
using Grains.Audit;
using Grains.Due;
using Grains.Encryption;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Keys;

namespace Grains.Rights;

/// <summary>
/// How a call is admitted and recorded, and how the evidence changes. The order is that of the customer's own grain: the audit log, what is due,
/// the row, the memory, the answer. Whatever fails on the way, the caller hears <c>unavailable</c>, the activation goes away and a repeat with the
/// same idempotency key finds out what was done.
/// </summary>
internal sealed partial class RightsGrain
{
    private static readonly Refusal Unavailable =
        new(ProblemCode.Unavailable, "The outcome is unknown. Repeat the call with the same Idempotency-Key: it is done once.");

    private static readonly Refusal Destroyed = new(ProblemCode.CustomerErased, "The customer has been erased, and no evidence is held any more.");

    private VaultEntry entry = VaultEntry.Unknown;
    private RightsSection section = RightsSection.Empty;
    private AccessWindows? windows;
    private bool isStale;

    private DateTimeOffset Now => clock.GetUtcNow();

    private AccessWindows Windows => windows ??= new AccessWindows(this, this.GetPrimaryKey(), trail, clock, log);

    private SectionPlaces Places => vault.Places(GrainContext.GrainId);

    private SectionPlaces CustomerPlaces => vault.Places(Lifecycle.GetGrainId());

    /// <summary>From the moment an erasure may have frozen the customer.</summary>
    private bool IsErased => entry.Status == CustomerKeyStatus.Erased || section.RunningErasure is { Status: RightsStatus.InProgress };

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadKeys();
            section = Open();
        }
        catch (Exception exception)
        {
            entry.Dispose();
            throw GoStale(exception);
        }
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await (windows?.Close(DateTimeOffset.MaxValue) ?? Task.CompletedTask);
        entry.Dispose();
    }

    /// <summary>Every call passes here, after the silo's access filter has said who calls.</summary>
    /// <param name="context">The call.</param>
    /// <returns>When answered.</returns>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (isStale)
        {
            throw new RefusedException(Unavailable);
        }

        try
        {
            await (Caller.Current is { } caller ? Answer(caller, context) : context.Invoke());
        }
        catch (Exception exception) when (exception is not RefusedException)
        {
            throw GoStale(exception);
        }
    }

    private async Task Answer(Caller caller, IIncomingGrainCallContext context)
    {
        await ReadKeys();
        try
        {
            Refuse(AccessRules.Enter(caller, this.GetPrimaryKey(), new CustomerStanding(entry.Status is not null, IsErased && !IsRepeat(caller))));
            await (caller.Operation is not null && TakeRepeat(caller, context) ? FinishRelease(context) : context.Invoke());
        }
        catch (RefusedException refused) when (!caller.IsRecorded && refused.Refusal.Code is not (ProblemCode.Unavailable or ProblemCode.AuditUnavailable))
        {
            await RecordAccess(caller, refused.Refusal.Code);
            throw;
        }

        if (!caller.IsRecorded)
        {
            await RecordAccess(caller, (context.Result as IReply)?.Refusal?.Code);
        }
    }

    private static void Refuse(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new RefusedException(refusal);
        }
    }

    /// <summary>Keys come, are replaced and go while this activation lives, so they are read for every call; there are few.</summary>
    private async ValueTask ReadKeys()
    {
        var known = await vault.Open(this.GetPrimaryKey());
        entry.Dispose();
        entry = known;
    }

    private RightsSection Open()
    {
        if (row.State.Section is not { } held || entry.Row is not { } keysRow)
        {
            return RightsSection.Empty;
        }

        using var key = vault.OpenEvidence(keysRow);
        return key is null ? RightsSection.Empty : vault.Open(held, key, Places.Rights);
    }

    /// <summary>Writes a case, its place in the queue first.</summary>
    private async ValueTask<Reply<T>> Save<T>(RightsSection next, RightsCase changed, T answer)
    {
        await queue.Add(this.GetPrimaryKey(), next.BankId!, changed);
        if (changed is { Status: RightsStatus.InProgress, Erasure.Stage: not ErasureStage.Certified })
        {
            await due.Set(new DueItem(DueWork.Erasure, this.GetPrimaryKey(), Now));
        }

        var reply = await Save(next.With(changed), answer);
        if (reply.Refusal is null)
        {
            await queue.Tidy(this.GetPrimaryKey(), section.Cases);
        }

        return reply;
    }

    /// <summary>Writes the evidence, and what a repeat of the call is to be answered.</summary>
    private async ValueTask<Reply<T>> Save<T>(RightsSection next, T answer)
    {
        using var key = vault.OpenEvidence(entry.Row!);
        if (key is null)
        {
            return Destroyed;
        }

        if (Caller.Current?.Pending is { } operation)
        {
            var kept = vault.SealAnswer(Reply<T>.ToReply(answer), key, Places);
            var journal = next.Operations.Remember(new Operation { Key = operation.Key, Request = operation.Request, At = Now, Answer = kept });
            if (journal.Refusal is { } full)
            {
                return full;
            }

            next = next with { Operations = journal.Value };
        }

        if (EvidenceEnd(next) is { } end)
        {
            await due.Set(new DueItem(DueWork.Evidence, this.GetPrimaryKey(), end));
        }

        row.State = new RightsRecord { Version = row.State.Version + 1, Section = vault.Seal(next, key, Places.Rights) };
        await row.WriteStateAsync();
        section = next;
        return answer;
    }

    private DateTimeOffset? EvidenceEnd(RightsSection held) => held.Cases.Min(static c => c.ClosedAt) + catalogue.Rights.EvidenceRetention;

    /// <summary>Whether a call was done before: who asked to be erased and lost the answer asks again.</summary>
    private bool IsRepeat(Caller caller) =>
        Guid.TryParseExact(caller.Operation, "D", out var id) && section.Operations.Find(OperationJournal.Tag(caller.Identity, id), Now) is not null;

    private bool TakeRepeat(Caller caller, IIncomingGrainCallContext context)
    {
        if (!Guid.TryParseExact(caller.Operation, "D", out var id))
        {
            throw new RefusedException(Refusal.Invalid("Idempotency-Key", "a UUID"));
        }

        var fresh = new PendingOperation(OperationJournal.Tag(caller.Identity, id), OperationJournal.Digest(vault.Describe(context, caller.Purpose)));
        if (section.Operations.Find(fresh.Key, Now) is not { } known)
        {
            Refuse(section.Operations.Full(Now)); // before anything is recorded or done
            caller.Pending = fresh;
            return false;
        }

        Refuse(known.Request.AsSpan().SequenceEqual(fresh.Request)
            ? null : new Refusal(ProblemCode.IdempotencyKeyReused, "Use a new Idempotency-Key for another request."));
        using var key = vault.OpenEvidence(entry.Row!);
        caller.IsRecorded = true; // its entry is in the audit log since it was first asked
        context.Result = key is null ? throw new RefusedException(Destroyed) : vault.OpenAnswer(known.Answer, key, Places);
        return true;
    }

    private ValueTask RecordAccess(Caller caller, ProblemCode? refused)
    {
        caller.IsRecorded = true;
        var kind = AccessKind.Of(caller, refused, section.Cases.Length);
        return Windows.IsRepeat(kind) ? ValueTask.CompletedTask : Windows.Record(kind, EntryOf(caller, AuditKind.Access, Guid.NewGuid(), refused));
    }

    /// <summary>Records what is about to be written. Its repeat makes the same id, so it finds this entry where it is there.</summary>
    private async ValueTask RecordMutation(Caller caller)
    {
        var id = caller.Pending is { } operation ? AuditTags.OperationEntry(entry, [.. operation.Key, .. operation.Request]) : Guid.NewGuid();
        await trail.Append(this.GetPrimaryKey(), EntryOf(caller, AuditKind.Mutation, id, refused: null));
        caller.IsRecorded = true;
    }

    private AuditEntry EntryOf(Caller caller, AuditKind kind, Guid id, ProblemCode? refused) => new()
    {
        Id = id,
        At = Now,
        Kind = kind,
        Subject = AuditTags.Subject(entry, this.GetPrimaryKey()),
        Role = caller.Token.Role,
        Client = caller.Token.ClientId,
        Actor = trail.ActorOf(caller.Token),
        Purpose = caller.Purpose.Length > 0 ? caller.Purpose : null,
        Operation = caller.Method.Operation,
        Outcome = refused?.Name() ?? Outcomes.Allowed,
    };

    private byte[] TextHash(string text) => [.. AuditTags.Of(entry.Key!, AuditTags.TextUse, Encoding.UTF8.GetBytes(text))];

    private RefusedException GoStale(Exception exception)
    {
        // Storage, keys and seals fail alike to the outside. A message may quote what was handled, so only the type is logged.
        log.Failed(this.GetPrimaryKey(), exception.GetType().Name);
        isStale = true;
        DeactivateOnIdle();
        return new RefusedException(Unavailable);
    }
}
