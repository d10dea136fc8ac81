using System.Collections.Immutable;
using Grains.Interfaces.Access;

namespace Grains.Interfaces.Audit;

/// <summary>
/// One entry of the audit log as it is handed in; the log adds shard and index. Holds no personal data: the customer is an HMAC under a key
/// that dies with theirs, a person who acts for the bank is an HMAC under the platform's, free text is only its salted hash.
/// </summary>
[GenerateSerializer, Immutable, Alias("audit-entry")]
public sealed record AuditEntry
{
    /// <summary>Names the entry: handing in the same id again finds the entry that is there and appends nothing.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>When it happened, UTC, to the millisecond; of repeats, when the last one did.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What kind of entry.</summary>
    [Id(2)]
    public required AuditKind Kind { get; init; }

    /// <summary>The customer's tag, 16 bytes; null where the entry is about no customer or one that does not exist.</summary>
    [Id(3)]
    public ImmutableArray<byte>? Subject { get; init; }

    /// <summary>The caller's role; null where no caller was verified.</summary>
    [Id(4)]
    public Role? Role { get; init; }

    /// <summary>The caller's client id; null where no caller was verified.</summary>
    [Id(5)]
    public string? Client { get; init; }

    /// <summary>Stands for the person who called, 16 bytes; null for a customer, who is nobody else than the subject or not to be named.</summary>
    [Id(6)]
    public ImmutableArray<byte>? Actor { get; init; }

    /// <summary>The purpose id; null where none was accepted.</summary>
    [Id(7)]
    public string? Purpose { get; init; }

    /// <summary>What was called, e.g. <c>profile.read</c>.</summary>
    [Id(8)]
    public required string Operation { get; init; }

    /// <summary>The data categories it touched.</summary>
    [Id(9)]
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary><c>allowed</c>, or the problem's code.</summary>
    [Id(10)]
    public required string Outcome { get; init; }

    /// <summary>How many calls it stands for, from 1.</summary>
    [Id(11)]
    public long Count { get; init; } = 1;

    /// <summary>The salted hash of the case reference, 16 bytes; null where none was stated.</summary>
    [Id(12)]
    public ImmutableArray<byte>? CaseHash { get; init; }

    /// <summary>The salted hash of the break-glass reason, 16 bytes; null where the glass was not broken.</summary>
    [Id(13)]
    public ImmutableArray<byte>? GlassHash { get; init; }

    /// <summary>The free text that the hashes stand for, sealed under the customer's personal key. Kept beside the entry, not in its leaf.</summary>
    [Id(14)]
    public ImmutableArray<byte>? SealedText { get; init; }

    /// <summary>The ids of the customer keys that were destroyed; empty but for an erasure. A key named here is destroyed again wherever a backup
    /// brings it back.</summary>
    [Id(15)]
    public ImmutableArray<Guid> DestroyedKeys { get; init; } = [];
}

/// <summary>The kinds of audit entries.</summary>
public enum AuditKind
{
    /// <summary>A read, or any call that was refused.</summary>
    Access,

    /// <summary>A mutation, allowed and attempted; written before the state.</summary>
    Mutation,

    /// <summary>The repeats of an access within a minute after it.</summary>
    Repeats,

    /// <summary>Refusals without a verified caller, of one minute and reason.</summary>
    Unverified,
}
