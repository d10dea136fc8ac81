using System.Collections.Immutable;

namespace Grains.Audit;

/// <summary>The audit store: the log's leaves and what is signed of them. The key (shard, index) makes a fork impossible.</summary>
internal interface IAuditStore
{
    /// <summary>How many shards the log has; fixed at the first start.</summary>
    int Shards { get; }

    /// <summary>The entries of one customer, newest (highest index) first.</summary>
    /// <param name="shard">The customer's shard.</param>
    /// <param name="subject">The customer's tag, 16 bytes.</param>
    /// <param name="from">At or after, UTC.</param>
    /// <param name="to">Before, UTC.</param>
    /// <param name="before">Only entries of a lower index.</param>
    /// <param name="limit">At most this many.</param>
    /// <returns>The rows.</returns>
    ValueTask<IReadOnlyList<AuditRow>> Of(int shard, ReadOnlyMemory<byte> subject, DateTimeOffset from, DateTimeOffset to, long before, int limit);
}

/// <summary>One row of the log.</summary>
/// <param name="Index">Its place in the shard, from 0.</param>
/// <param name="Leaf">The exact bytes that are hashed.</param>
/// <param name="SealedText">The free text beside it, sealed; null where there is none.</param>
internal sealed record AuditRow(long Index, byte[] Leaf, ImmutableArray<byte>? SealedText);
