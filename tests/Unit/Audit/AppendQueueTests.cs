using Grains.Audit;
using Grains.Interfaces.Audit;
using Microsoft.Extensions.Time.Testing;

namespace Tests.Unit.Audit;

public sealed class AppendQueueTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly List<IReadOnlyList<AuditEntry>> commits = [];
    private readonly Queue<TaskCompletionSource> gates = [];

    [Fact]
    public async Task What_gathers_during_a_commit_is_the_next_commit_in_its_order()
    {
        var queue = new AppendQueue(Gated, clock);
        var entries = Enumerable.Range(0, 5).Select(_ => Entry()).ToList();
        var waiting = entries.Select(queue.Add).ToList();
        Assert.Single(Assert.Single(commits));
        Assert.All(waiting, one => Assert.False(one.IsCompleted));

        gates.Dequeue().SetResult();
        await waiting[0];
        Assert.Equal(2, commits.Count);
        Assert.Equal(entries.Skip(1), commits[1]);
        Assert.False(waiting[1].IsCompleted);

        gates.Dequeue().SetResult();
        await Task.WhenAll(waiting);
        Assert.Equal(2, commits.Count);
        _ = queue.Add(Entry());
        Assert.Equal(3, commits.Count);
    }

    [Fact]
    public async Task A_commit_has_no_more_entries_than_the_most()
    {
        var queue = new AppendQueue(Gated, clock);
        var waiting = Enumerable.Range(0, (2 * AppendQueue.BatchSize) + 2).Select(_ => queue.Add(Entry())).ToList();
        await Open(4);
        await Task.WhenAll(waiting);
        Assert.Equal([1, AppendQueue.BatchSize, AppendQueue.BatchSize, 1], commits.Select(commit => commit.Count));
    }

    [Fact]
    public async Task A_failed_commit_fails_its_own_entries_and_no_others()
    {
        var queue = new AppendQueue(Gated, clock);
        var (first, second) = (queue.Add(Entry()), queue.Add(Entry()));
        gates.Dequeue().SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => first);
        await Open(1);
        await second;
    }

    [Fact]
    public async Task Nobody_waits_longer_than_the_patience_and_who_gave_up_is_not_written_late()
    {
        var queue = new AppendQueue(Gated, clock);
        var (hanging, behind) = (queue.Add(Entry()), queue.Add(Entry()));
        clock.Advance(AppendQueue.Patience);
        await Assert.ThrowsAsync<TimeoutException>(() => hanging);
        await Assert.ThrowsAsync<TimeoutException>(() => behind);
        var late = Entry();
        var waiting = queue.Add(late);
        await Open(2);
        await waiting;
        Assert.Equal(2, commits.Count);
        Assert.Equal([late], commits[1]);
    }

    [Fact]
    public async Task Beyond_the_capacity_nobody_is_let_in()
    {
        var queue = new AppendQueue(Gated, clock);
        var waiting = Enumerable.Range(0, AppendQueue.Capacity + 1).Select(_ => queue.Add(Entry())).ToList();
        await Assert.ThrowsAsync<TimeoutException>(() => queue.Add(Entry()));
        await Open(1);
        await waiting[0];
        Assert.False(queue.Add(Entry()).IsFaulted);
    }

    /// <summary>Lets commits go on, each once it is under way.</summary>
    private async Task Open(int count)
    {
        for (; count > 0; count--)
        {
            Assert.True(SpinWait.SpinUntil(() => gates.Count > 0, TimeSpan.FromSeconds(30)));
            gates.Dequeue().SetResult();
            await Task.Yield();
        }
    }

    private async ValueTask Gated(IReadOnlyList<AuditEntry> entries)
    {
        commits.Add(entries);
        var gate = new TaskCompletionSource();
        gates.Enqueue(gate);
        await gate.Task;
    }

    private static AuditEntry Entry() =>
        new() { Id = Guid.NewGuid(), At = DateTimeOffset.UnixEpoch, Kind = AuditKind.Access, Operation = "profile.read", Outcome = "allowed" };
}
