namespace Grains.Keys;

/// <summary>
/// Replaces a customer's personal key in the keys store, in two steps: a fresh key is put beside the present one; once the customer's record is sealed
/// under it, it takes the other's place, which is destroyed. Whatever dies in between, both keys are there for as long as either may be needed. One per
/// silo; holds no key.
/// </summary>
internal sealed class KeyReplacer(ICustomerKeyStore store, IKeyWrapper wrapper)
{
    private const int MostRaces = 5;

    /// <summary>Puts a fresh key beside the present one, unless one stands there already.</summary>
    /// <param name="entry">The entry; its row and pending key follow.</param>
    /// <returns>When durable.</returns>
    /// <exception cref="KeyUnavailableException">The row has changed otherwise since it was read.</exception>
    public async ValueTask Prepare(VaultEntry entry)
    {
        for (var race = 0; entry.Pending is null && race < MostRaces; race++)
        {
            if (await TryPrepare(entry))
            {
                return;
            }

            wrapper.Reload(); // another silo may have begun a generation
            entry.Row = await Reread(entry.Row!);
            entry.Pending = Pending(entry.Row, entry.Key!, wrapper);
        }

        if (entry.Pending is null)
        {
            throw new KeyUnavailableException();
        }
    }

    /// <summary>Destroys the former key, now that the record is sealed under its successor.</summary>
    /// <param name="entry">The entry, <see cref="VaultEntry.IsReplaced"/>; its row follows.</param>
    /// <returns>When durable.</returns>
    /// <exception cref="KeyUnavailableException">The row has changed otherwise since it was read.</exception>
    public async ValueTask Finish(VaultEntry entry)
    {
        for (var race = 0; entry.IsReplaced && race < MostRaces; race++)
        {
            var replaced = entry.Row!.Replaced(entry.Key!.SealLineage(entry.Row.Customer)!);
            entry.Row = await store.Replace(entry.Row, replaced) ? replaced
                : await store.Read(entry.Row.Customer) is { Personal: not null } known && known.KeyIds.Contains(entry.Key.Id) ? known
                : throw new KeyUnavailableException();
        }

        if (entry.IsReplaced)
        {
            throw new KeyUnavailableException();
        }
    }

    /// <summary>The key that is to take a personal key's place.</summary>
    /// <param name="row">The keys row.</param>
    /// <param name="key">The personal key.</param>
    /// <param name="wrapper">Unwraps it.</param>
    /// <returns>The key, owned by the caller; null where no replacement is under way.</returns>
    public static CustomerKey? Pending(CustomerKeyRow row, CustomerKey key, IKeyWrapper wrapper) =>
        row.Pending is { } pending ? CustomerKey.Unwrap(row.PendingKeyId!.Value, pending, wrapper).After(key) : null;

    private async ValueTask<bool> TryPrepare(VaultEntry entry)
    {
        var fresh = CustomerKey.Fresh().After(entry.Key!);
        try
        {
            var prepared = entry.Row! with { PendingKeyId = fresh.Id, Pending = fresh.Wrap(wrapper) };
            if (await store.Prepare(entry.Row, prepared))
            {
                (entry.Row, entry.Pending) = (prepared, fresh);
            }
        }
        finally
        {
            if (entry.Pending is null)
            {
                fresh.Dispose();
            }
        }

        return entry.Pending is not null;
    }

    /// <summary>A row that was only re-wrapped, or prepared by another activation, is still the same key's.</summary>
    private async ValueTask<CustomerKeyRow> Reread(CustomerKeyRow row) =>
        await store.Read(row.Customer) is { Personal: not null } known && known.PersonalKeyId == row.PersonalKeyId ? known : throw new KeyUnavailableException();
}
