using System.Collections.Immutable;
using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;
using Grains.Interfaces.Webhooks;

namespace Grains.Rights;

/// <summary>The downstream processors: told of what they must follow, and heard. None of them is waited for.</summary>
internal sealed partial class RightsGrain
{
    /// <inheritdoc/>
    public async ValueTask Settled(string requestId, Guid webhook, bool acknowledged, DateTimeOffset at)
    {
        await ReadKeys();
        if (!Guid.TryParseExact(requestId, "D", out var id) || section.Cases.FirstOrDefault(c => c.Id == id) is not { IsClosed: false, Erasure: { } work } known)
        {
            return;
        }

        if (work.Stage != ErasureStage.Certified)
        {
            throw new RefusedException(Unavailable); // whom it told is not written yet: to be said again
        }

        var heard = work.Processors.Select(p => p.Webhook == webhook && !p.IsAcknowledged ? new TellingOutcome(webhook, at, acknowledged) : p);
        await Save(section, Settle(known with { Erasure = work with { Processors = [.. heard] } }), Done.Instance);
    }

    private async ValueTask<ImmutableArray<TellingOutcome>> Tell(string type, Guid requestId, string bankId)
    {
        var told = await GrainFactory.GetGrain<IPlatform>(0).Tell(new DownstreamEvent(type, this.GetPrimaryKey(), bankId, requestId.ToString(), Now));
        return [.. told.Select(static webhook => new TellingOutcome(webhook, null, false))];
    }
}
