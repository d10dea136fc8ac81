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
    public async Task What_was_looked_at_moves_unless_it_was_set_to_another_time_since_or_is_gone()
    {
        var read = new DueItem("silent", anna, Noon);
        await due.Set(read);
        await due.Move(read, Noon.AddDays(2));
        Assert.Equal(Noon.AddDays(2), Assert.Single(await due.Next("silent", DateTimeOffset.MaxValue, 10)).At);

        await due.Move(read, Noon.AddDays(9));
        Assert.Equal(Noon.AddDays(2), Assert.Single(await due.Next("silent", DateTimeOffset.MaxValue, 10)).At);

        await due.Remove(read with { At = Noon.AddDays(2) });
        await due.Move(read with { At = Noon.AddDays(2) }, Noon.AddDays(9));
        Assert.Empty(await due.Next("silent", DateTimeOffset.MaxValue, 10));
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
    public async Task An_erasure_removes_what_nobody_lists_but_its_own_work_and_the_evidence()
    {
        var (customer, other) = (Guid.NewGuid(), Guid.NewGuid());
        foreach (var kind in new[] { "silent", "retention", "erasure", "evidence" })
        {
            await due.Set(new DueItem(kind, customer, Noon));
            await due.Set(new DueItem(kind, other, Noon));
        }

        await due.Set(new DueItem("right-open", customer, Noon) { Id = Guid.NewGuid(), Note = [1, 2, 3] });
        await due.RemoveUnlisted(customer, ["erasure", "evidence"]);
        Assert.Empty(await due.Of("silent", customer));
        Assert.Empty(await due.Of("retention", customer));
        Assert.Single(await due.Of("erasure", customer));
        Assert.Single(await due.Of("evidence", customer));
        Assert.Single(await due.Of("right-open", customer));
        Assert.Single(await due.Of("silent", other));
    }

    [SkippableFact]
    public async Task A_list_ends_before_a_deadline_and_goes_on_after_an_item()
    {
        var ids = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
        for (var i = 0; i < ids.Length; i++)
        {
            await due.Set(new DueItem("listed", Guid.NewGuid(), Noon.AddHours(i)) { Id = ids[i], Note = [1] });
        }

        Assert.Equal(ids[..2], (await due.List("listed", null, 10, Noon.AddHours(2))).Select(i => i.Id));
        var first = (await due.List("listed", null, 1, null)).Single();
        Assert.Equal(ids[1..3], (await due.List("listed", first, 2, null)).Select(i => i.Id));
    }

    [SkippableFact]
    public async Task Customers_set_at_once_are_all_there()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () => await due.Set(new DueItem("silent", Guid.NewGuid(), Noon.AddSeconds(i))))));
        Assert.Equal(200, (await due.Next("silent", Noon.AddDays(1), 1000)).Count);
    }
}
