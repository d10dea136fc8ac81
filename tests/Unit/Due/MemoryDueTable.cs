using Grains.Due;

namespace Tests.Unit.Due;

/// <summary>What is due, in memory; it tells in which order it was written, and can break off a removal.</summary>
internal sealed class MemoryDueTable : IDueTable
{
    private readonly List<DueItem> items = [];

    /// <summary>What stands in it.</summary>
    public IReadOnlyList<DueItem> Items => items;

    /// <summary>The writes so far: what was done, and to an item of which kind.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>Whether removals fail.</summary>
    public bool IsBroken { get; set; }

    public ValueTask Set(DueItem item)
    {
        Writes.Add($"set {item.Kind}");
        items.RemoveAll(i => IsSame(i, item.Kind, item.Customer, item.Id));
        items.Add(item);
        return ValueTask.CompletedTask;
    }

    public ValueTask Move(DueItem item, DateTimeOffset at) => items.Exists(i => IsSame(i, item.Kind, item.Customer, item.Id) && i.At == item.At)
        ? Set(item with { At = at }) : ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<DueItem>> Next(string kind, DateTimeOffset until, int limit) =>
        new([.. items.Where(i => i.Kind == kind && i.At <= until).OrderBy(i => i.At).Take(limit)]);

    public ValueTask<IReadOnlyList<DueItem>> List(string kind, DueItem? after, int limit, DateTimeOffset? before = null) =>
        new([.. items.Where(i => i.Kind == kind && (after is null || Place(i).CompareTo(Place(after)) > 0) && (before is null || i.At < before)).OrderBy(Place).Take(limit)]);

    public ValueTask<DueItem?> Find(string kind, Guid customer, Guid id) => new(items.Find(i => IsSame(i, kind, customer, id)));

    public ValueTask<IReadOnlyList<DueItem>> Of(string kind, Guid customer) => new([.. items.Where(i => i.Kind == kind && i.Customer == customer)]);

    public ValueTask Remove(DueItem item)
    {
        if (IsBroken)
        {
            throw new IOException("The store is gone.");
        }

        Writes.Add($"remove {item.Kind}");
        items.RemoveAll(i => IsSame(i, item.Kind, item.Customer, item.Id) && i.At == item.At);
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveUnlisted(Guid customer, IReadOnlyCollection<string> kept)
    {
        items.RemoveAll(i => i.Customer == customer && i.Note is null && !kept.Contains(i.Kind));
        return ValueTask.CompletedTask;
    }

    private static bool IsSame(DueItem item, string kind, Guid customer, Guid id) => item.Kind == kind && item.Customer == customer && item.Id == id;

    private static (long At, Guid Id) Place(DueItem item) => (item.At.ToUnixTimeSeconds(), item.Id);
}
