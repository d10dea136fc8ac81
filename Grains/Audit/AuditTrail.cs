using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Microsoft.Extensions.Options;

namespace Grains.Audit;

/// <summary>The way into the audit log for everything that is recorded. One per silo.</summary>
/// <param name="actorKey">The platform's key for persons who act for the bank; 32 bytes.</param>
/// <param name="grains">Finds the log.</param>
/// <param name="store">Knows the number of shards.</param>
/// <param name="options">Whether accesses are recorded.</param>
/// <param name="log">The log.</param>
internal sealed class AuditTrail(byte[] actorKey, IGrainFactory grains, IAuditStore store, IOptions<AuditOptions> options, ILogger<AuditTrail> log)
{
    private const int TagLength = 16;
    private static readonly Refusal CannotRecord = new(ProblemCode.AuditUnavailable, "The access cannot be recorded at the moment, so nothing was done: repeat it shortly.");

    /// <summary>Appends an entry and waits until it is durable.</summary>
    /// <param name="place">Whose shard: the customer's pseudonym.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>When durable.</returns>
    /// <exception cref="RefusedException">It could not be, or nobody knows: what it was to record must not happen.</exception>
    public async ValueTask Append(Guid place, AuditEntry entry)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        try
        {
            await grains.GetGrain<IAuditLog>(AuditPlace.Of(place, store.Shards)).Append(entry);
        }
        catch (Exception exception)
        {
            log.NotRecorded(entry.Operation, exception.GetType().Name);
            throw new RefusedException(CannotRecord);
        }
    }

    /// <summary>Whether a mutation's entry is in the log.</summary>
    /// <param name="place">Whose shard: the customer's pseudonym.</param>
    /// <param name="entry">The entry's id.</param>
    /// <returns>True where it is durable; of one that was handed in and not answered yet, only once something handed in after it is.</returns>
    public async ValueTask<bool> Holds(Guid place, Guid entry) => (await store.Known(AuditPlace.Of(place, store.Shards), [entry])).ContainsKey(entry);

    /// <summary>Stands for a person who acts for the bank; the bank can compute it, the log alone cannot undo it.</summary>
    /// <param name="token">The person's token.</param>
    /// <returns>16 bytes of HMAC-SHA256 over client and subject; null for a customer.</returns>
    public ImmutableArray<byte>? ActorOf(VerifiedToken token) => token.Role == Role.Customer
        ? null
        : ImmutableCollectionsMarshal.AsImmutableArray(HMACSHA256.HashData(actorKey, Encoding.UTF8.GetBytes($"{token.ClientId}\n{token.Subject}"))[..TagLength]);
}
