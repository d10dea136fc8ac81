using Grains.Interfaces.Keys;
using Orleans.Concurrency;

namespace Grains.Keys;

/// <summary>Publishes the public keys of what the platform signs; holds nothing.</summary>
[StatelessWorker]
internal sealed class PublishedKeysGrain(ISigningKeys keys) : Grain, IPublishedKeys
{
    /// <inheritdoc/>
    public ValueTask<PublishedKeys> Keys() => ValueTask.FromResult(new PublishedKeys([keys.StatementKey, keys.CheckpointKey]));
}
