using Grains.Interfaces.Access;
using Grains.Interfaces.Operations;
using Orleans.Concurrency;

namespace Grains.Operations;

/// <summary>The stores, asked whether they answer.</summary>
internal interface IStoreProbe
{
    /// <summary>Asks every store for a trifle.</summary>
    /// <returns>The names of those that do not answer.</returns>
    ValueTask<string[]> Failing();
}

/// <summary>Answers for the silo it lives on. Anyone may ask, so the stores are asked at most once a second.</summary>
[StatelessWorker(1)]
internal sealed class ReadinessGrain(IStoreProbe stores, Pseudonyms pseudonyms, TimeProvider clock) : Grain, IReadiness
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private DateTimeOffset askedAt;
    private string[] failing = [];

    /// <inheritdoc/>
    public async ValueTask<string[]> Failing(Guid probe)
    {
        if (clock.GetUtcNow() - askedAt >= Fresh)
        {
            failing = await stores.Failing();
            askedAt = clock.GetUtcNow();
        }

        return probe == pseudonyms.Of(IReadiness.ProbeId).Value ? failing : [.. failing, "pseudonym-secret"];
    }
}
