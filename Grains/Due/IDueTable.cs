namespace Grains.Due;

/// <summary>One thing that comes due for one customer.</summary>
/// <param name="Kind">What kind of work.</param>
/// <param name="Customer">The pseudonym; the webhook of what is due for one.</param>
/// <param name="At">When, UTC, to the second.</param>
internal sealed record DueItem(string Kind, Guid Customer, DateTimeOffset At)
{
    /// <summary>Tells several items of one kind and customer apart; nil where there is only ever one.</summary>
    public Guid Id { get; init; }

    /// <summary>What an officer is shown of it, sealed under the platform key; null where nobody lists it.</summary>
    public byte[]? Note { get; init; }
}

/// <summary>What is due across all customers, so that clocks and queues work without waking them. In the profiles store; written before the
/// state it belongs to (an orphan row does no harm).</summary>
internal interface IDueTable
{
    /// <summary>Sets when an item is next due; replaces what stood under its kind, customer and id.</summary>
    /// <param name="item">The item.</param>
    /// <returns>When durable.</returns>
    ValueTask Set(DueItem item);

    /// <summary>Sets when an item that was looked at is due next, unless it was set to another time since or is gone: what was noted meanwhile
    /// counts more, and what was removed does not come back.</summary>
    /// <param name="item">The item as read.</param>
    /// <param name="at">When it is due next, UTC, to the second.</param>
    /// <returns>When durable.</returns>
    ValueTask Move(DueItem item, DateTimeOffset at);

    /// <summary>The items that are due, oldest first.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="until">Due at or before, UTC.</param>
    /// <param name="limit">At most this many.</param>
    /// <returns>The items.</returns>
    ValueTask<IReadOnlyList<DueItem>> Next(string kind, DateTimeOffset until, int limit);

    /// <summary>The items of a kind, due or not, by time and id.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="after">Only those after this item; null for the first page.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="before">Only those due before, UTC; null for all.</param>
    /// <returns>The items.</returns>
    ValueTask<IReadOnlyList<DueItem>> List(string kind, DueItem? after, int limit, DateTimeOffset? before = null);

    /// <summary>Finds an item.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="customer">The pseudonym.</param>
    /// <param name="id">Its id.</param>
    /// <returns>The item; null where there is none.</returns>
    ValueTask<DueItem?> Find(string kind, Guid customer, Guid id);

    /// <summary>The items of a kind and customer.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="customer">The pseudonym.</param>
    /// <returns>The items.</returns>
    ValueTask<IReadOnlyList<DueItem>> Of(string kind, Guid customer);

    /// <summary>Removes an item that has been done, unless it was set to another time since.</summary>
    /// <param name="item">The item as read.</param>
    /// <returns>When durable.</returns>
    ValueTask Remove(DueItem item);

    /// <summary>Removes what is due for a customer who is being erased: every item without a note. What an officer lists stays.</summary>
    /// <param name="customer">The pseudonym.</param>
    /// <param name="kept">The kinds of the erasure's own work and of the evidence, which stay.</param>
    /// <returns>When durable.</returns>
    ValueTask RemoveUnlisted(Guid customer, IReadOnlyCollection<string> kept);
}
