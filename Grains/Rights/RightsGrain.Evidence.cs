using Grains.Access;
using Grains.Due;
using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;
using Grains.Keys;

namespace Grains.Rights;

/// <summary>What becomes of the evidence: it goes when its retention ends, and is a former bearer's once the bank's id is released.</summary>
internal sealed partial class RightsGrain
{
    private static readonly TimeSpan HeldOver = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async ValueTask<Reply<Done>> Release()
    {
        if (entry is not { Status: CustomerKeyStatus.Erased, Row: { } tombstone } || section.RunningErasure is not null)
        {
            return NotErased;
        }

        await RecordMutation(Caller.Current!);
        var former = section with { Cases = [.. section.Cases.Select(static c => c with { IsFormer = true })], Hold = null };
        var reply = await Save(former, Done.Instance);
        if (reply.Refusal is null)
        {
            await vault.Release(tombstone);
        }

        return reply;
    }

    /// <summary>A release that was written and whose key was not made any more: its repeat makes it.</summary>
    private Task FinishRelease(IIncomingGrainCallContext context) =>
        context.InterfaceMethod.Name == nameof(ICustomerRights.Release) && section.LastErasure is null && entry is { Status: CustomerKeyStatus.Erased, Row: { } tombstone }
            ? vault.Release(tombstone).AsTask()
            : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> ForgetEvidence()
    {
        await ReadKeys();
        if (section.Hold is { IsInForce: true })
        {
            DeactivateOnIdle();
            return Now + HeldOver;
        }

        var kept = section.Cases.RemoveAll(c => c.ClosedAt + catalogue.Rights.EvidenceRetention <= Now);
        if (kept.Length < section.Cases.Length)
        {
            await Save(section with { Cases = kept }, Done.Instance);
        }

        if (kept.IsEmpty && entry is { Status: CustomerKeyStatus.Erased, Row: { } tombstone })
        {
            await row.ClearStateAsync();
            if (!await keys.DestroyEvidence(tombstone))
            {
                throw new KeyUnavailableException(); // it was re-wrapped meanwhile: what is due brings it back
            }
        }

        DeactivateOnIdle();
        return EvidenceEnd(section);
    }
}
