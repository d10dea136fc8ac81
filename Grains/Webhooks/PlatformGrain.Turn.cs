using System.Security.Cryptography;
using Grains.Access;
using Grains.Audit;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace Grains.Webhooks;

/// <summary>
/// How an operator's call is repeated and how the record changes, in the order of the customers: the audit log, the row, the memory, the answer.
/// Whatever fails on the way, the caller hears <c>unavailable</c>, and a repeat with the same idempotency key finds out what was done.
/// </summary>
internal sealed partial class PlatformGrain
{
    private const string Section = "platform";
    private const string Answers = "platform-answer";

    private static readonly Refusal Unavailable =
        new(ProblemCode.Unavailable, "The outcome is unknown. Repeat the call with the same Idempotency-Key: it is done once.");

    private PlatformSection section = PlatformSection.Empty;
    private bool isStale;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        section = row.State.Section is { } held ? seal.Open(held, Section) : PlatformSection.Empty;
        return Task.CompletedTask;
    }

    /// <summary>Every call passes here, after the silo's access filter has judged it.</summary>
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
            if (Caller.Current is not { Operation: not null } caller || !IsRepeated(caller, context))
            {
                await context.Invoke();
            }
        }
        catch (Exception exception) when (exception is not RefusedException)
        {
            // Storage and seals fail alike to the outside. A message may quote what was handled, so only the type is logged.
            log.PlatformFailed(exception.GetType().Name);
            isStale = true;
            DeactivateOnIdle();
            throw new RefusedException(Unavailable);
        }
    }

    private bool IsRepeated(Caller caller, IIncomingGrainCallContext context)
    {
        if (!Guid.TryParseExact(caller.Operation, "D", out var id))
        {
            throw new RefusedException(Refusal.Invalid("Idempotency-Key", "a UUID"));
        }

        var fresh = new PendingOperation(OperationJournal.Tag(caller.Identity, id), OperationJournal.Digest(vault.Describe(context, caller.Purpose)));
        if (section.Operations.Find(fresh.Key, clock.GetUtcNow()) is not { } known)
        {
            caller.Pending = section.Operations.Full(clock.GetUtcNow()) is { } full ? throw new RefusedException(full) : fresh; // before anything is recorded
            return false;
        }

        if (!known.Request.AsSpan().SequenceEqual(fresh.Request))
        {
            throw new RefusedException(new Refusal(ProblemCode.IdempotencyKeyReused, "Use a new Idempotency-Key for another request."));
        }

        caller.IsRecorded = true; // its entry is in the audit log since it was first asked
        context.Result = seal.OpenAnswer(known.Answer, Answers);
        return true;
    }

    /// <summary>Records what is about to be written. Its repeat makes the same id, so it finds this entry where it is there.</summary>
    private async ValueTask RecordMutation()
    {
        var caller = Caller.Current!;
        await trail.Append(Guid.Empty, new AuditEntry
        {
            Id = caller.Pending is { } operation
                ? new Guid(SHA256.HashData([.. "platform.operation"u8, .. operation.Key, .. operation.Request]).AsSpan(0, 16)) : Guid.NewGuid(),
            At = clock.GetUtcNow(),
            Kind = AuditKind.Mutation,
            Role = caller.Token.Role,
            Client = caller.Token.ClientId,
            Actor = trail.ActorOf(caller.Token),
            Purpose = caller.Purpose.Length > 0 ? caller.Purpose : null,
            Operation = caller.Method.Operation,
            Outcome = Outcomes.Allowed,
        });
        caller.IsRecorded = true;
    }

    /// <summary>Writes the record, and what a repeat of the call is to be answered.</summary>
    private async ValueTask<Reply<T>> Save<T>(PlatformSection next, T answer)
    {
        if (Caller.Current?.Pending is { } operation)
        {
            var kept = seal.SealAnswer(Reply<T>.ToReply(answer), Answers);
            var journal = next.Operations.Remember(new Operation { Key = operation.Key, Request = operation.Request, At = clock.GetUtcNow(), Answer = kept });
            if (journal.Refusal is { } full)
            {
                return full;
            }

            next = next with { Operations = journal.Value };
        }

        row.State = new PlatformRecord { Version = row.State.Version + 1, Section = seal.Seal(next, Section) };
        await row.WriteStateAsync();
        section = next;
        return answer;
    }
}
