using Grains.Interfaces.Access;
using Grains.Interfaces.Rights;
using Orleans.Concurrency;

namespace Grains.Rights;

/// <summary>Lists rights requests across all customers, without waking them. Holds nothing.</summary>
[StatelessWorker]
internal sealed class RightsQueueGrain(RightsQueue queue) : Grain, IRightsQueue
{
    /// <inheritdoc/>
    public async ValueTask<Reply<RightsPage>> List(Input<RightsQuery> query) => query.Fault is { } fault ? fault : await queue.List(query.Value!);
}
