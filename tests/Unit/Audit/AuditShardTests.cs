using Grains.Audit;
using Grains.Interfaces.Audit;
using static Tests.Unit.Audit.ShardInMemory;

namespace Tests.Unit.Audit;

/// <summary>What a shard takes, over a store that fails and is raced.</summary>
public sealed class AuditShardTests : IDisposable
{
    private readonly ShardInMemory log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task Entries_come_after_those_that_are_there()
    {
        await log.Append(3);
        using var next = log.Open();
        await next.Append(Entry());
        Assert.Equal(4, log.Store.Rows[1].Count);
        Assert.All(log.Store.Rows[1], row => Assert.True(AuditLeafReader.IsAt(row.Leaf, 1, row.Index)));
        Assert.Empty(log.Store.Rows[0]);
    }

    [Fact]
    public async Task A_repeated_mutation_is_written_once_and_each_of_its_callers_succeeds()
    {
        var gate = new TaskCompletionSource();
        log.Store.Before = _ => gate.Task;
        var (first, mutation) = (Entry(), Entry(AuditKind.Mutation));
        Task[] waiting = [log.Shard.Append(first), log.Shard.Append(mutation), log.Shard.Append(mutation)];
        gate.SetResult();
        await Task.WhenAll(waiting);
        await log.Shard.Append(mutation);
        using var next = log.Open();
        await next.Append(mutation);
        Assert.Equal([first.Id, mutation.Id], log.Store.Rows[1].Select(row => AuditLeaf.Decode(row.Leaf).Id));
    }

    [Fact]
    public async Task Two_accesses_of_one_id_are_two_entries()
    {
        var entry = Entry();
        await log.Shard.Append(entry);
        await log.Shard.Append(entry);
        Assert.Equal(2, log.Store.Rows[1].Count);
    }

    /// <summary>A key that comes again when nobody remembers it any more makes a new change: under another id, the same for its own repeats.</summary>
    [Fact]
    public async Task A_mutation_that_comes_again_after_a_day_is_a_new_entry_each_day_and_no_more()
    {
        var first = Entry(AuditKind.Mutation);
        foreach (var day in Enumerable.Range(0, 4))
        {
            var again = first with { At = first.At.AddDays(day) };
            await log.Shard.Append(again);
            await Task.WhenAll(log.Shard.Append(again), log.Shard.Append(again with { At = again.At.AddDays(1).AddTicks(-1) }));
            Assert.Equal(day + 1, log.Store.Rows[1].Count);
        }

        var ids = log.Store.Rows[1].Select(row => AuditLeaf.Decode(row.Leaf).Id).ToArray();
        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal(first.Id, ids[0]);
        using var next = log.Open();
        await next.Append(first with { At = first.At.AddDays(3.5) });
        Assert.Equal(4, log.Store.Rows[1].Count);
    }

    [Fact]
    public async Task A_batch_writes_what_comes_again_after_a_day_once()
    {
        var first = Entry(AuditKind.Mutation);
        await log.Shard.Append(first);
        var gate = new TaskCompletionSource();
        log.Store.Before = _ => gate.Task;
        var later = first with { At = first.At.AddDays(1) };
        Task[] waiting = [log.Shard.Append(Entry()), log.Shard.Append(later), log.Shard.Append(later), log.Shard.Append(first)];
        gate.SetResult();
        await Task.WhenAll(waiting);
        Assert.Equal(3, log.Store.Rows[1].Count);
    }

    [Fact]
    public async Task A_number_of_repeats_is_written_once_too()
    {
        var closing = Entry(AuditKind.Repeats);
        await log.Shard.Append(closing);
        await log.Shard.Append(closing);
        Assert.Single(log.Store.Rows[1]);
    }

    [Fact]
    public async Task A_writer_that_was_overtaken_goes_behind_the_other()
    {
        await log.Append(1);
        using var other = log.Open();
        log.Store.Before = async _ =>
        {
            log.Store.Before = static _ => Task.CompletedTask;
            await other.Append(Entry());
        };
        await log.Shard.Append(Entry());
        Assert.Equal(3, log.Store.Rows[1].Count);
        Assert.All(log.Store.Rows[1], row => Assert.True(AuditLeafReader.IsAt(row.Leaf, 1, row.Index)));
    }

    [Fact]
    public async Task A_writer_that_is_overtaken_twice_gives_up_and_the_log_goes_on()
    {
        using var other = log.Open();
        var isRaced = false;
        log.Store.Before = async batch =>
        {
            if (!isRaced)
            {
                isRaced = true;
                await other.Append(Entry());
                isRaced = false;
            }
        };
        await Assert.ThrowsAsync<TimeoutException>(() => log.Shard.Append(Entry()));
        log.Store.Before = static _ => Task.CompletedTask;
        await log.Shard.Append(Entry());
        Assert.Equal(3, log.Store.Rows[1].Count);
    }

    /// <summary>The write arrived and its answer did not: the tail is read again, and the repeat finds its entry.</summary>
    [Fact]
    public async Task After_an_unknown_outcome_the_tail_is_read_again()
    {
        var mutation = Entry(AuditKind.Mutation);
        log.Store.After = _ => throw new IOException("The connection broke.");
        await Assert.ThrowsAsync<IOException>(() => log.Shard.Append(mutation));
        log.Store.After = static _ => Task.CompletedTask;
        await log.Shard.Append(mutation);
        await log.Shard.Append(Entry());
        Assert.Equal([0L, 1L], log.Store.Rows[1].Select(row => row.Index));
        Assert.All(log.Store.Rows[1], row => Assert.True(AuditLeafReader.IsAt(row.Leaf, 1, row.Index)));
    }

    [Fact]
    public async Task A_write_that_never_arrived_leaves_no_gap()
    {
        await log.Append(2);
        log.Store.Before = _ => throw new IOException("Down.");
        await Assert.ThrowsAsync<IOException>(() => log.Shard.Append(Entry()));
        log.Store.Before = static _ => Task.CompletedTask;
        await log.Shard.Append(Entry());
        Assert.Equal([0L, 1L, 2L], log.Store.Rows[1].Select(row => row.Index));
    }
}
