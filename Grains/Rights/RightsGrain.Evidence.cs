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

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> ForgetEvidence()
    {
        await ReadKeys();
        var kept = section.Cases.RemoveAll(c => c.ClosedAt + catalogue.Rights.EvidenceRetention <= Now);
        if (kept.Length < section.Cases.Length)
        {
            await Save(section with { Cases = kept }, Done.Instance);
        }

        if (kept.IsEmpty && entry is { Status: CustomerKeyStatus.Erased, Row: { } tombstone })
        {
            await row.ClearStateAsync();
            await keys.DestroyEvidence(tombstone);
        }

        DeactivateOnIdle();
        return EvidenceEnd(section);
    }
}
