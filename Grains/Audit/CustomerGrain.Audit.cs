using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Grains.Access;
using Grains.Audit;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;

namespace Grains;

/// <summary>
/// How a customer records who used their data. A read and every refusal is recorded before it is answered, a mutation before its state is
/// written; what cannot be recorded is refused. In the log the customer is a tag that nobody can make again once their key is destroyed.
/// </summary>
internal sealed partial class CustomerGrain
{
    private ImmutableArray<byte>? subject;
    private AccessWindows? windows;

    private AccessWindows Windows => windows ??= new AccessWindows(this, this.GetPrimaryKey(), trail, clock, log);

    private ImmutableArray<byte>? Subject => subject ??= AuditTags.Subject(entry, this.GetPrimaryKey());

    /// <summary>Records a read or a refusal; a repeat within a minute is counted.</summary>
    private ValueTask RecordAccess(Caller caller, ProblemCode? refused)
    {
        caller.IsRecorded = true;
        if (refused is null && !caller.Policy.IsRecorded)
        {
            return ValueTask.CompletedTask;
        }

        var kind = AccessKind.Of(caller, refused, sections?.Consent.Events.Length ?? 0);
        return Windows.IsRepeat(kind) ? ValueTask.CompletedTask : Windows.Record(kind, EntryOf(caller, AuditKind.Access, Guid.NewGuid(), refused));
    }

    /// <summary>Records a mutation that is about to be written. Its repeat makes the same id, so it finds this entry where it is there.</summary>
    private async ValueTask RecordMutation(Caller caller)
    {
        if (!caller.IsRecorded)
        {
            var id = caller.Pending is { } operation ? AuditTags.OperationEntry(entry, [.. operation.Key, .. operation.Request]) : Guid.NewGuid();
            await trail.Append(this.GetPrimaryKey(), EntryOf(caller, AuditKind.Mutation, id, refused: null));
            caller.IsRecorded = true;
        }
    }

    /// <summary>Records what a privacy signal is about to withdraw, in the name of whose call it came with.</summary>
    private ValueTask RecordSignal(Caller caller) => trail.Append(
        this.GetPrimaryKey(),
        EntryOf(caller, AuditKind.Mutation, AuditTags.OperationEntry(entry, "privacy-control"u8), refused: null) with { Operation = UsageLine.PrivacyControl, Categories = [] });

    private AuditEntry EntryOf(Caller caller, AuditKind kind, Guid id, ProblemCode? refused)
    {
        var stated = caller.PurposeRefusal is null && entry.Key is not null ? caller.Stated : default;
        return new AuditEntry
        {
            Id = id,
            At = Now,
            Kind = kind,
            Subject = Subject,
            Role = caller.Token.Role,
            Client = caller.Token.ClientId,
            Actor = trail.ActorOf(caller.Token),
            Purpose = caller.Purpose.Length > 0 ? caller.Purpose : null,
            Operation = caller.Method.Operation,
            Categories = refused is null ? AccessRules.Categories(caller, sections?.Consent, catalogue, Now) : [],
            Outcome = refused?.Name() ?? Outcomes.Allowed,
            CaseHash = Hash(stated.CaseReference),
            GlassHash = Hash(stated.BreakGlass),
            SealedText = stated is { CaseReference: null, BreakGlass: null }
                ? null : ImmutableCollectionsMarshal.AsImmutableArray(vault.SealText(new AccessText(stated.CaseReference, stated.BreakGlass), entry.Key!, Places)),
        };
    }

    private ImmutableArray<byte>? Hash(string? text) => text is null ? null : AuditTags.Of(entry.Key!, AuditTags.TextUse, Encoding.UTF8.GetBytes(text));
}
