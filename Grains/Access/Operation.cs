using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Grains.Encryption;
using Grains.Interfaces.Access;

namespace Grains.Access;

/// <summary>A mutation that happened, remembered so that its repeat gets its answer.</summary>
[GenerateSerializer, Immutable, Alias("operation")]
internal sealed record Operation
{
    /// <summary>16 bytes that stand for caller and idempotency key.</summary>
    [Id(0)]
    public required byte[] Key { get; init; }

    /// <summary>16 bytes that stand for what was asked.</summary>
    [Id(1)]
    public required byte[] Request { get; init; }

    /// <summary>When it happened, UTC.</summary>
    [Id(2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The answer, sealed apart: opened only by a repeat.</summary>
    [Id(3)]
    public required Sealed<byte[]> Answer { get; init; }
}

/// <summary>The operations of the last 24 hours. They live in the section that every turn has open, their answers sealed within it, so that a
/// repeat is found in the same row and turn as the state it made.</summary>
internal static class OperationJournal
{
    /// <summary>How long an operation is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>The most operations remembered of one customer; beyond it the call is refused rather than one forgotten.</summary>
    public const int Capacity = 1024;

    private const int TagLength = 16;

    private static readonly Refusal TooMany = new(ProblemCode.RateLimited, "Too many idempotency keys in 24 hours: repeat later, or without a key.");

    /// <summary>What stands for a caller's key in the journal.</summary>
    /// <param name="caller">The caller's subject and client.</param>
    /// <param name="key">The idempotency key.</param>
    /// <returns>16 bytes.</returns>
    public static byte[] Tag(string caller, Guid key) => SHA256.HashData(Encoding.UTF8.GetBytes($"{caller}\n{key:N}"))[..TagLength];

    /// <summary>What stands for a request in the journal.</summary>
    /// <param name="request">Method and arguments, serialized.</param>
    /// <returns>16 bytes.</returns>
    public static byte[] Digest(ReadOnlySpan<byte> request) => SHA256.HashData(request)[..TagLength];

    /// <summary>Finds an operation that is still remembered.</summary>
    /// <param name="operations">The journal.</param>
    /// <param name="key">Its tag.</param>
    /// <param name="now">Now.</param>
    /// <returns>The operation; null where there is none.</returns>
    public static Operation? Find(this ImmutableArray<Operation> operations, ReadOnlySpan<byte> key, DateTimeOffset now)
    {
        foreach (var operation in operations)
        {
            if (operation.Key.AsSpan().SequenceEqual(key))
            {
                return operation.At + Kept > now ? operation : null;
            }
        }

        return null;
    }

    /// <summary>Adds an operation and lets go of those older than 24 hours.</summary>
    /// <param name="operations">The journal.</param>
    /// <param name="fresh">The operation.</param>
    /// <returns>The journal after it; a refusal where it is full.</returns>
    public static Reply<ImmutableArray<Operation>> Remember(this ImmutableArray<Operation> operations, Operation fresh)
    {
        var kept = operations.RemoveAll(o => o.At + Kept <= fresh.At || o.Key.AsSpan().SequenceEqual(fresh.Key));
        return kept.Length < Capacity
            ? kept.Add(fresh)
            : TooMany;
    }

    /// <summary>Whether an operation more would be refused.</summary>
    /// <param name="operations">The journal.</param>
    /// <param name="now">Now.</param>
    /// <returns>The refusal; null where there is room.</returns>
    public static Refusal? Full(this ImmutableArray<Operation> operations, DateTimeOffset now) =>
        operations.Length < Capacity || operations.RemoveAll(o => o.At + Kept <= now).Length < Capacity ? null : TooMany;
}
