using System.Collections.Immutable;

namespace Grains.Audit;

/// <summary>The audit store: the log's leaves and what is signed of them. The key (shard, index) makes a fork impossible.</summary>
internal interface IAuditStore
{
    /// <summary>How many shards the log has; fixed at the first start.</summary>
    int Shards { get; }

    /// <summary>How many entries a shard has.</summary>
    /// <param name="shard">The shard.</param>
    /// <returns>One more than its highest index.</returns>
    ValueTask<long> Size(int shard);

    /// <summary>Writes entries and the subtrees that they complete, all of them or none.</summary>
    /// <param name="batch">They follow one another.</param>
    /// <returns>True once durable; false where one of the places or ids is taken, and nothing was written. An exception means unknown.</returns>
    ValueTask<bool> Append(AuditBatch batch);

    /// <summary>Which ids of entries that may be handed in again a shard has.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="ids">The ids looked for.</param>
    /// <returns>Those that are there, and the time of their entries.</returns>
    ValueTask<IReadOnlyDictionary<Guid, DateTimeOffset>> Known(int shard, IReadOnlyCollection<Guid> ids);

    /// <summary>Leaves in order.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="from">The first index.</param>
    /// <param name="limit">At most this many.</param>
    /// <returns>The leaves with their hashes as stored.</returns>
    ValueTask<IReadOnlyList<AuditLeafRow>> Leaves(int shard, long from, int limit);

    /// <summary>The hashes of leaves or of subtrees, side by side.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="run">Which ones.</param>
    /// <returns>32 bytes each, in order; fewer where some are missing.</returns>
    ValueTask<byte[]> Hashes(int shard, MerkleTile run);

    /// <summary>The largest size that was signed, kept apart from the checkpoints.</summary>
    /// <param name="shard">The shard.</param>
    /// <returns>The size; -1 where none was.</returns>
    ValueTask<long> SignedSize(int shard);

    /// <summary>The signed checkpoint of the largest size.</summary>
    /// <param name="shard">The shard.</param>
    /// <returns>The checkpoint; null where none was signed.</returns>
    ValueTask<AuditCheckpoint?> Newest(int shard);

    /// <summary>Keeps a signed checkpoint, unless one of its size or a larger one was kept before.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="verifierKey">What verifies it; kept beside the log.</param>
    /// <returns>False where it was not kept.</returns>
    ValueTask<bool> Keep(int shard, AuditCheckpoint checkpoint, string verifierKey);

    /// <summary>The ids of all customer keys whose destruction the log records.</summary>
    /// <returns>The ids.</returns>
    IAsyncEnumerable<Guid> DestroyedKeys();

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

/// <summary>A leaf as stored.</summary>
/// <param name="Index">Its place in the shard, from 0.</param>
/// <param name="Leaf">The exact bytes that are hashed.</param>
/// <param name="Hash">The hash that stands beside it.</param>
internal sealed record AuditLeafRow(long Index, byte[] Leaf, byte[] Hash);

/// <summary>A signed checkpoint.</summary>
/// <param name="Size">How many leaves it is over.</param>
/// <param name="Root">The root of their tree.</param>
/// <param name="Note">The signed note.</param>
internal sealed record AuditCheckpoint(long Size, byte[] Root, string Note);
