using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Access;

namespace Grains.Interfaces.Audit;

/// <summary>One shard of the audit log, an append-only Merkle tree (RFC 6962). The key is the shard's number, from 0.</summary>
[Alias("IAuditLog")]
public interface IAuditLog : IGrainWithIntegerKey
{
    /// <summary>Appends an entry, unless one of its id is there. Durable once returned; a failure means unknown.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>When durable.</returns>
    [SiloOnly, Alias("Append")]
    ValueTask Append(AuditEntry entry);

    /// <summary>Signs a fresh checkpoint where entries have come since the last, and takes the newest one to the outside sink.</summary>
    /// <returns>When done.</returns>
    [SiloOnly, Alias("Sign")]
    ValueTask Sign();

    /// <summary>Every shard of the log with its size; the same answer from any shard.</summary>
    /// <returns>The shards.</returns>
    [Allow(Role.Auditor, IsRecorded = false, Does = "list the audit log's shards"), Alias("Shards")]
    ValueTask<Reply<AuditShards>> Shards();

    /// <summary>The newest signed checkpoint (C2SP tlog-checkpoint); a fresh one where entries have come since.</summary>
    /// <returns>The signed note.</returns>
    [Allow(Role.Auditor, IsRecorded = false, Does = "read the audit log's checkpoint"), Alias("Checkpoint")]
    ValueTask<Reply<string>> Checkpoint();

    /// <summary>Entries in order.</summary>
    /// <param name="range">Which ones.</param>
    /// <returns>The entries; none beyond the size.</returns>
    [Allow(Role.Auditor, IsRecorded = false, Does = "read the audit log"), Alias("Entries")]
    ValueTask<Reply<AuditEntries>> Entries(Input<AuditRange> range);

    /// <summary>Proves that an entry is in the tree of a size (RFC 6962, section 2.1.1).</summary>
    /// <param name="query">Index and size: 0 ≤ index &lt; size ≤ the shard's size.</param>
    /// <returns>The proof.</returns>
    [Allow(Role.Auditor, IsRecorded = false, Does = "prove an entry of the audit log"), Alias("Inclusion")]
    ValueTask<Reply<AuditProof>> Inclusion(Input<InclusionQuery> query);

    /// <summary>Proves that the tree of one size is a prefix of the tree of another (RFC 6962, section 2.1.2).</summary>
    /// <param name="query">The two sizes: 1 ≤ from ≤ to ≤ the shard's size.</param>
    /// <returns>The proof.</returns>
    [Allow(Role.Auditor, IsRecorded = false, Does = "prove that the audit log only grew"), Alias("Consistency")]
    ValueTask<Reply<AuditProof>> Consistency(Input<ConsistencyQuery> query);
}

/// <summary>The shards of the log.</summary>
/// <param name="Shards">In order.</param>
[GenerateSerializer, Immutable, Alias("audit-shards")]
public sealed record AuditShards([property: Id(0)] ImmutableArray<AuditShardSize> Shards);

/// <summary>One shard.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="Size">How many entries it has.</param>
[GenerateSerializer, Immutable, Alias("audit-shard-size")]
public sealed record AuditShardSize([property: Id(0)] int Shard, [property: Id(1)] long Size);

/// <summary>Which entries are asked for.</summary>
/// <param name="From">The first index.</param>
/// <param name="Limit">1 to 1,000.</param>
[GenerateSerializer, Immutable, Alias("audit-range")]
public sealed record AuditRange([property: Id(0)] long From, [property: Id(1)] int Limit);

/// <summary>What is to be proved to be included.</summary>
/// <param name="Index">The entry's index.</param>
/// <param name="Size">The tree's size.</param>
[GenerateSerializer, Immutable, Alias("inclusion-query")]
public sealed record InclusionQuery([property: Id(0)] long Index, [property: Id(1)] long Size);

/// <summary>Which trees are to be proved consistent.</summary>
/// <param name="From">The older tree's size.</param>
/// <param name="To">The newer tree's size.</param>
[GenerateSerializer, Immutable, Alias("consistency-query")]
public sealed record ConsistencyQuery([property: Id(0)] long From, [property: Id(1)] long To);

/// <summary>A proof.</summary>
/// <param name="Hashes">32 bytes each, base64, in RFC 6962's order.</param>
[GenerateSerializer, Immutable, Alias("audit-proof")]
public sealed record AuditProof([property: Id(0)] ImmutableArray<string> Hashes);

/// <summary>Entries of a shard.</summary>
/// <param name="Entries">In order of index.</param>
[GenerateSerializer, Immutable, Alias("audit-entries")]
public sealed record AuditEntries([property: Id(0)] ImmutableArray<AuditLogEntry> Entries);

/// <summary>One entry as an auditor sees it: the bytes, and what they say.</summary>
[GenerateSerializer, Immutable, Alias("audit-log-entry")]
public sealed record AuditLogEntry
{
    /// <summary>Its place in the shard, from 0.</summary>
    [Id(0)]
    public required long Index { get; init; }

    /// <summary>The exact bytes that are hashed, base64; they are JSON and say everything.</summary>
    [Id(1)]
    public required string Leaf { get; init; }

    /// <summary>The entry's id, 32 hexadecimal digits.</summary>
    [Id(2)]
    public required string Id { get; init; }

    /// <summary>When it happened, UTC; of repeats, when the last one did.</summary>
    [Id(3)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The kind of entry, lower case.</summary>
    [Id(4)]
    public required string Kind { get; init; }

    /// <summary>The customer's tag, hexadecimal.</summary>
    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Subject { get; init; }

    /// <summary>The caller's role, lower case.</summary>
    [Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }

    /// <summary>The caller's client.</summary>
    [Id(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Client { get; init; }

    /// <summary>Stands for the person who called, hexadecimal.</summary>
    [Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Actor { get; init; }

    /// <summary>The purpose id.</summary>
    [Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Purpose { get; init; }

    /// <summary>What was called, e.g. <c>profile.read</c>.</summary>
    [Id(10)]
    public required string Operation { get; init; }

    /// <summary>The data categories it touched.</summary>
    [Id(11)]
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary><c>allowed</c>, or the problem's code.</summary>
    [Id(12)]
    public required string Outcome { get; init; }

    /// <summary>How many calls it stands for.</summary>
    [Id(13)]
    public long Count { get; init; }

    /// <summary>The salted hash of the case reference, hexadecimal.</summary>
    [Id(14), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Case { get; init; }

    /// <summary>The salted hash of the break-glass reason, hexadecimal.</summary>
    [Id(15), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Glass { get; init; }

    /// <summary>The ids of the customer keys that were destroyed, 32 hexadecimal digits each; absent but for an erasure.</summary>
    [Id(16), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? Keys { get; init; }
}
