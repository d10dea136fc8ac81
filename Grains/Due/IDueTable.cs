namespace Grains.Due;

/// <summary>One thing that comes due for one customer.</summary>
/// <param name="Kind">What kind of work; also the key of the <see cref="Grains.Interfaces.Due.IDue"/> grain that does it.</param>
/// <param name="Customer">The pseudonym.</param>
/// <param name="At">When, UTC, to the second.</param>
internal sealed record DueItem(string Kind, Guid Customer, DateTimeOffset At);

/// <summary>What is due across all customers, so that clocks work without waking them. In the profiles store; one row per kind and customer,
/// written before the state it belongs to (an orphan row does no harm).</summary>
internal interface IDueTable
{
    /// <summary>Sets when a customer is next due for a kind; replaces what stood.</summary>
    /// <param name="item">The item.</param>
    /// <returns>When durable.</returns>
    ValueTask Set(DueItem item);

    /// <summary>The items that are due, oldest first.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="until">Due at or before, UTC.</param>
    /// <param name="limit">At most this many.</param>
    /// <returns>The items.</returns>
    ValueTask<IReadOnlyList<DueItem>> Next(string kind, DateTimeOffset until, int limit);

    /// <summary>Removes an item that has been done, unless it was set to another time since.</summary>
    /// <param name="item">The item as read.</param>
    /// <returns>When durable.</returns>
    ValueTask Remove(DueItem item);
}
