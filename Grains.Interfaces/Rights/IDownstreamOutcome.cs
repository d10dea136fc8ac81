using Grains.Interfaces.Access;

namespace Grains.Interfaces.Rights;

/// <summary>Hears what became of telling a downstream processor. The key is the customer's pseudonym.</summary>
[Alias("IDownstreamOutcome")]
public interface IDownstreamOutcome : IGrainWithGuidKey
{
    /// <summary>A processor has acknowledged, or was given up. Called until it returns; repeating it does no harm.</summary>
    /// <param name="requestId">The rights request.</param>
    /// <param name="webhook">The processor's webhook.</param>
    /// <param name="acknowledged">Whether it acknowledged.</param>
    /// <param name="at">When, UTC.</param>
    /// <returns>When durable; at once where there is no such request, or nothing waits for it.</returns>
    [SiloOnly, Alias("Settled")]
    ValueTask Settled(string requestId, Guid webhook, bool acknowledged, DateTimeOffset at);
}
