using Grains.Due;
using Silo.Due;
using Silo.Storage;

namespace Tests.Storage;

/// <summary>What every due table must do.</summary>
public abstract class DueTableConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly Guid anna = Guid.NewGuid();
    private readonly Guid ben = Guid.NewGuid();
    private Stores stores = null!;
    private DueTable due = null!;

    public async Task InitializeAsync()
    {
        stores = await Open();
        await SchemaInstaller.Install(stores);
        due = new DueTable(stores);
    }

    public virtual async Task DisposeAsync()
    {
        if (stores is not null)
        {
            await stores.DisposeAsync();
        }
    }

    internal abstract Task<Stores> Open();

    [SkippableFact]
    public async Task What_is_due_comes_oldest_first_and_no_earlier()
    {
        await due.Set(new DueItem("silent", anna, Noon.AddHours(1)));
        await due.Set(new DueItem("silent", ben, Noon));
        Assert.Empty(await due.Next("silent", Noon.AddSeconds(-1), 10));
        Assert.Equal([new DueItem("silent", ben, Noon)], await due.Next("silent", Noon, 10));
        Assert.Equal([ben, anna], (await due.Next("silent", Noon.AddHours(1), 10)).Select(item => item.Customer));
        Assert.Equal([ben], (await due.Next("silent", Noon.AddHours(1), 1)).Select(item => item.Customer));
    }

    [SkippableFact]
    public async Task Kinds_do_not_mix()
    {
        await due.Set(new DueItem("silent", anna, Noon));
        await due.Set(new DueItem("review", anna, Noon));
        await due.Remove(new DueItem("silent", anna, Noon));
        Assert.Empty(await due.Next("silent", Noon, 10));
        Assert.Single(await due.Next("review", Noon, 10));
    }

    [SkippableFact]
    public async Task Setting_again_replaces()
    {
        await due.Set(new DueItem("silent", anna, Noon));
        await due.Set(new DueItem("silent", anna, Noon.AddDays(1)));
        Assert.Empty(await due.Next("silent", Noon, 10));
        Assert.Equal(Noon.AddDays(1), Assert.Single(await due.Next("silent", DateTimeOffset.MaxValue, 10)).At);
    }

    [SkippableFact]
    public async Task What_was_set_to_another_time_since_is_not_removed()
    {
        var read = new DueItem("silent", anna, Noon);
        await due.Set(read);
        await due.Set(read with { At = Noon.AddDays(1) });
        await due.Remove(read);
        Assert.Single(await due.Next("silent", DateTimeOffset.MaxValue, 10));
    }

    [SkippableFact]
    public async Task Customers_set_at_once_are_all_there()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () => await due.Set(new DueItem("silent", Guid.NewGuid(), Noon.AddSeconds(i))))));
        Assert.Equal(200, (await due.Next("silent", Noon.AddDays(1), 1000)).Count);
    }
}
