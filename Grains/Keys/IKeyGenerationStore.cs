namespace Grains.Keys;

/// <summary>What the keys store knows of a generation of the key-encryption key; the key itself lies in the key ring or the HSM.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Since">When it began to wrap, UTC.</param>
/// <param name="RetiredAt">When another took its place, UTC; null while it wraps.</param>
/// <param name="DestroyedAt">When it was destroyed, UTC; null while it can unwrap.</param>
internal sealed record KeyGenerationRow(string Id, DateTimeOffset Since, DateTimeOffset? RetiredAt, DateTimeOffset? DestroyedAt)
{
    /// <summary>16 bytes that stand for the operation that asked for it; null where it came by itself.</summary>
    public byte[]? Operation { get; init; }

    /// <summary>How many wrapped keys there are of it; 0 where they were not counted.</summary>
    public long Keys { get; init; }
}

/// <summary>A key that is wrapped by a retired generation.</summary>
/// <param name="Place">Which key of which row; the store's own.</param>
/// <param name="Wrapped">As it is stored.</param>
internal sealed record StaleKey(KeyPlace Place, WrappedKey Wrapped);

/// <summary>Where a wrapped key stands.</summary>
/// <param name="Table">A customer's personal key, a customer's evidence key, a platform key, or one that takes a personal key's place.</param>
/// <param name="Customer">The pseudonym; nil for a platform key.</param>
/// <param name="Name">The platform key's name; null for a customer's.</param>
internal readonly record struct KeyPlace(KeyTable Table, Guid Customer, string? Name);

/// <summary>The kinds of wrapped keys.</summary>
internal enum KeyTable
{
    /// <summary>Customers' personal keys.</summary>
    Personal,

    /// <summary>Customers' evidence keys.</summary>
    Evidence,

    /// <summary>Platform keys.</summary>
    Platform,

    /// <summary>Keys that take the place of customers' personal keys.</summary>
    Pending,
}

/// <summary>
/// The generations in the keys store. One wraps; once another is registered, the store takes no new key that an earlier one wrapped, whichever
/// silo brings it: so a generation whose last key was re-wrapped can be destroyed.
/// </summary>
internal interface IKeyGenerationStore
{
    /// <summary>Every generation, oldest first.</summary>
    /// <param name="counted">Whether their keys are counted: that walks over every key there is.</param>
    /// <returns>The rows.</returns>
    ValueTask<IReadOnlyList<KeyGenerationRow>> Generations(bool counted);

    /// <summary>Registers a generation, which retires every other. Doing it again changes nothing.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="operation">What asked for it; null where it came by itself.</param>
    /// <param name="now">Now.</param>
    /// <returns>When durable.</returns>
    ValueTask Register(string id, byte[]? operation, DateTimeOffset now);

    /// <summary>Some keys that a generation wrapped.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="limit">At most this many of each kind.</param>
    /// <returns>The keys.</returns>
    ValueTask<IReadOnlyList<StaleKey>> WrappedBy(string generation, int limit);

    /// <summary>Replaces wrapped keys, each only where the stored bytes are still those that were read: a re-wrap that races an erasure loses.</summary>
    /// <param name="keys">What was read, and what takes its place.</param>
    /// <returns>When durable.</returns>
    ValueTask Rewrap(IReadOnlyCollection<(StaleKey Old, WrappedKey Fresh)> keys);

    /// <summary>Notes that a generation was destroyed.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="now">Now.</param>
    /// <returns>When durable.</returns>
    ValueTask NoteDestroyed(string id, DateTimeOffset now);
}
