namespace Grains.Keys;

/// <summary>What the keys store knows of a customer, with the personal key unwrapped. Owned by an activation and disposed with it.</summary>
internal sealed class VaultEntry(CustomerKeyRow? row, CustomerKey? key, CustomerKey? pending = null) : IDisposable
{
    /// <summary>A customer who never was.</summary>
    public static readonly VaultEntry Unknown = new(null, null);

    /// <summary>Whether the keys are there; null where the customer never was.</summary>
    public CustomerKeyStatus? Status => Row?.Status;

    /// <summary>The key that the record is sealed under; null where there is none.</summary>
    public CustomerKey? Key { get; private set; } = key;

    /// <summary>The key that the record is to be sealed under; null while no replacement is under way, and once the record is.</summary>
    public CustomerKey? Pending { get; set; } = pending;

    /// <summary>The row as last read; null where there is none.</summary>
    public CustomerKeyRow? Row { get; set; } = row;

    /// <summary>The lowest version of the record that may be believed.</summary>
    public long Floor { get; set; } = row?.Floor ?? 0;

    /// <summary>Whether the record is sealed under the pending key, so that nothing needs the former one any more.</summary>
    public bool IsReplaced => Row?.PendingKeyId is { } pending && Key?.Id == pending;

    /// <summary>The record is sealed under the pending key.</summary>
    public void TakeOver()
    {
        Key!.Dispose();
        (Key, Pending) = (Pending, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Key?.Dispose();
        Pending?.Dispose();
    }
}
