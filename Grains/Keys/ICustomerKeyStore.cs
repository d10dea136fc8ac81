using System.Collections.Immutable;

namespace Grains.Keys;

/// <summary>Whether a customer's keys are there.</summary>
internal enum CustomerKeyStatus
{
    /// <summary>Both keys are there.</summary>
    Active,

    /// <summary>A tombstone: the personal key is destroyed and never comes back.</summary>
    Erased,
}

/// <summary>A customer's row in the keys store, which is also the roster: a customer exists while it does.</summary>
internal sealed record CustomerKeyRow
{
    /// <summary>The pseudonym.</summary>
    public required Guid Customer { get; init; }

    /// <summary>Whether the personal key is there.</summary>
    public CustomerKeyStatus Status { get; init; }

    /// <summary>The personal key's random id.</summary>
    public required Guid PersonalKeyId { get; init; }

    /// <summary>The wrapped personal key; null once destroyed.</summary>
    public WrappedKey? Personal { get; init; }

    /// <summary>The evidence key's random id.</summary>
    public required Guid EvidenceKeyId { get; init; }

    /// <summary>The wrapped evidence key; null once destroyed.</summary>
    public WrappedKey? Evidence { get; init; }

    /// <summary>The lowest version of the customer's record that may be believed.</summary>
    public long Floor { get; init; }

    /// <summary>The id of the key that takes the personal key's place; null while none does.</summary>
    public Guid? PendingKeyId { get; init; }

    /// <summary>The wrapped key that takes the personal key's place: until the record is sealed under it, both stand. Null while none does.</summary>
    public WrappedKey? Pending { get; init; }

    /// <summary>What of the customer's first key outlived its replacement, sealed under the personal key; null where that is the first.</summary>
    public byte[]? Lineage { get; init; }

    /// <summary>The ids of the personal keys that were replaced, oldest first.</summary>
    public ImmutableArray<Guid> Former { get; init; } = [];

    /// <summary>The ids of every personal key that the customer ever had.</summary>
    public ImmutableArray<Guid> KeyIds => [PersonalKeyId, .. PendingKeyId is { } pending ? [pending] : (Guid[])[], .. Former];

    /// <summary>The row once the pending key has taken the personal key's place.</summary>
    /// <param name="lineage">The pending key's lineage, sealed.</param>
    /// <returns>The row.</returns>
    public CustomerKeyRow Replaced(byte[] lineage) => this with
    {
        PersonalKeyId = PendingKeyId!.Value,
        Personal = Pending,
        PendingKeyId = null,
        Pending = null,
        Lineage = lineage,
        Former = [.. Former, PersonalKeyId],
    };
}

/// <summary>
/// The keys store: wrapped customer keys and wrapped platform keys, apart from the data they open. Every change of a row compares the old
/// wrapped bytes, so that a late writer loses; a tombstone never changes again.
/// </summary>
internal interface ICustomerKeyStore
{
    /// <summary>Reads a customer's row.</summary>
    /// <param name="customer">The pseudonym.</param>
    /// <returns>The row, a tombstone included; null where the customer never existed.</returns>
    ValueTask<CustomerKeyRow?> Read(Guid customer);

    /// <summary>Writes a new customer's row unless one stands, a tombstone included.</summary>
    /// <param name="fresh">The row.</param>
    /// <returns>The row that stands now: <paramref name="fresh"/>, or the one that was there.</returns>
    ValueTask<CustomerKeyRow> Create(CustomerKeyRow fresh);

    /// <summary>Raises the version floor. It never falls.</summary>
    /// <param name="row">The row as last read; its wrapped personal key must still be the stored one.</param>
    /// <param name="floor">The new floor.</param>
    /// <returns>True where the stored floor is now at least <paramref name="floor"/>; false where the row has changed otherwise.</returns>
    ValueTask<bool> RaiseFloor(CustomerKeyRow row, long floor);

    /// <summary>Puts a fresh key beside the personal key, to take its place.</summary>
    /// <param name="row">The row as last read, none pending.</param>
    /// <param name="fresh">The row to stand instead.</param>
    /// <returns>False where the row has changed otherwise, or the generation that wrapped the fresh key is retired.</returns>
    ValueTask<bool> Prepare(CustomerKeyRow row, CustomerKeyRow fresh);

    /// <summary>Lets the pending key take the personal key's place, which is destroyed. Only once the record is sealed under the pending key.</summary>
    /// <param name="row">The row as last read.</param>
    /// <param name="replaced">The row to stand instead.</param>
    /// <returns>False where the row has changed otherwise.</returns>
    ValueTask<bool> Replace(CustomerKeyRow row, CustomerKeyRow replaced);

    /// <summary>Destroys the personal key and leaves a tombstone.</summary>
    /// <param name="row">The row as last read.</param>
    /// <returns>True where the row is a tombstone now; false where it has changed otherwise.</returns>
    ValueTask<bool> Destroy(CustomerKeyRow row);

    /// <summary>Destroys whichever personal keys have an id: an older copy of the store was restored, and the log says that they are destroyed.</summary>
    /// <param name="personalKeyIds">The keys' ids.</param>
    /// <returns>How many were there to destroy.</returns>
    ValueTask<int> DestroyByKeyId(IReadOnlyCollection<Guid> personalKeyIds);

    /// <summary>Destroys the evidence key of an erased customer, once all evidence has reached the end of its retention.</summary>
    /// <param name="tombstone">The row as last read.</param>
    /// <returns>True where it is destroyed now; false where the row has changed otherwise.</returns>
    ValueTask<bool> DestroyEvidence(CustomerKeyRow tombstone);

    /// <summary>Gives an erased customer's id a fresh personal key, so that it can be a customer again. The evidence key stays, with the evidence,
    /// unless it is destroyed already.</summary>
    /// <param name="tombstone">The row as last read.</param>
    /// <param name="fresh">The row to stand instead.</param>
    /// <returns>True where it stands now; false where the row is not that tombstone any more.</returns>
    ValueTask<bool> Release(CustomerKeyRow tombstone, CustomerKeyRow fresh);

    /// <summary>Whether no customer was ever known.</summary>
    /// <returns>True where the roster is empty.</returns>
    ValueTask<bool> IsEmpty();

    /// <summary>The platform key of a name, created where there is none. Racing creators all get the one that won.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="fresh">A fresh wrapped key, used where none stands.</param>
    /// <returns>The key that stands.</returns>
    ValueTask<WrappedKey> PlatformKey(string name, WrappedKey fresh);
}
