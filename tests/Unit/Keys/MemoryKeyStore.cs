using Grains.Keys;

namespace Tests.Unit.Keys;

/// <summary>The keys store in memory: every change compares the old wrapped bytes, as the real ones do; before a change somebody else may come first.</summary>
internal sealed class MemoryKeyStore : ICustomerKeyStore
{
    private readonly Dictionary<Guid, CustomerKeyRow> rows = [];
    private readonly Queue<Action<MemoryKeyStore>> races = new();

    /// <summary>Generations that wrap no new key.</summary>
    public HashSet<string> Retired { get; } = [];

    public CustomerKeyRow? this[Guid customer]
    {
        get => rows.GetValueOrDefault(customer);
        set => rows[customer] = value!;
    }

    /// <summary>Lets somebody else come first at the next change.</summary>
    public void Race(Action<MemoryKeyStore> other) => races.Enqueue(other);

    public ValueTask<CustomerKeyRow?> Read(Guid customer) => new(this[customer]);

    public ValueTask<CustomerKeyRow> Create(CustomerKeyRow fresh)
    {
        Refuse(fresh.Personal!);
        LetOthersFirst();
        rows.TryAdd(fresh.Customer, fresh);
        return new(rows[fresh.Customer]);
    }

    public ValueTask<bool> RaiseFloor(CustomerKeyRow row, long floor) =>
        Change(row, known => known with { Floor = Math.Max(known.Floor, floor) }, IsSame);

    public ValueTask<bool> Prepare(CustomerKeyRow row, CustomerKeyRow fresh) =>
        Change(row, _ => fresh, (known, read) => IsSame(known, read) && known.Pending is null && !Retired.Contains(fresh.Pending!.WrappedBy));

    public ValueTask<bool> Replace(CustomerKeyRow row, CustomerKeyRow replaced) =>
        Change(row, _ => replaced, (known, read) => IsSame(known, read) && ReferenceEquals(known.Pending, read.Pending));

    public ValueTask<bool> Release(CustomerKeyRow tombstone, CustomerKeyRow fresh)
    {
        Refuse(fresh.Personal!);
        return Change(tombstone, _ => fresh with { Status = CustomerKeyStatus.Active }, (known, read) => known.Status == CustomerKeyStatus.Erased && known.PersonalKeyId == read.PersonalKeyId);
    }

    public ValueTask<bool> Destroy(CustomerKeyRow row) => throw new NotSupportedException();

    public ValueTask<int> DestroyByKeyId(IReadOnlyCollection<Guid> personalKeyIds) => throw new NotSupportedException();

    public ValueTask<bool> DestroyEvidence(CustomerKeyRow row) => throw new NotSupportedException();

    public ValueTask<bool> IsEmpty() => new(rows.Count == 0);

    public ValueTask<WrappedKey> PlatformKey(string name, WrappedKey fresh) => throw new NotSupportedException();

    private static bool IsSame(CustomerKeyRow known, CustomerKeyRow read) => ReferenceEquals(known.Personal, read.Personal);

    private ValueTask<bool> Change(CustomerKeyRow row, Func<CustomerKeyRow, CustomerKeyRow> to, Func<CustomerKeyRow, CustomerKeyRow, bool> stands)
    {
        LetOthersFirst();
        var known = rows[row.Customer];
        if (!stands(known, row))
        {
            return new(false);
        }

        rows[row.Customer] = to(known);
        return new(true);
    }

    private void LetOthersFirst()
    {
        if (races.TryDequeue(out var other))
        {
            other(this);
        }
    }

    private void Refuse(WrappedKey key)
    {
        if (Retired.Contains(key.WrappedBy))
        {
            throw new RetiredGenerationException();
        }
    }
}
