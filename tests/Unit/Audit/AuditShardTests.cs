using System.Collections.Concurrent;
using Grains.Audit;
using Grains.Interfaces.Audit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Unit.Audit;

/// <summary>A shard over a store that fails, is raced, and is changed from outside.</summary>
public sealed class AuditShardTests : IDisposable
{
    private readonly MemoryAuditStore store = new();
    private readonly TestSigning signing = new();
    private readonly MemorySink sink = new();
    private readonly AuditShard shard;

    public AuditShardTests() => shard = Open();

    public void Dispose()
    {
        shard.Dispose();
        signing.Dispose();
    }

    [Fact]
    public async Task Entries_come_after_those_that_are_there()
    {
        await Append(3);
        using var next = Open();
        await next.Append(Entry());
        Assert.Equal(4, store.Rows[1].Count);
        Assert.All(store.Rows[1], row => Assert.True(AuditLeafReader.IsAt(row.Leaf, 1, row.Index)));
        Assert.Empty(store.Rows[0]);
    }

    [Fact]
    public async Task A_repeated_mutation_is_written_once_and_each_of_its_callers_succeeds()
    {
        var gate = new TaskCompletionSource();
        store.Before = _ => gate.Task;
        var (first, mutation) = (Entry(), Entry(AuditKind.Mutation));
        Task[] waiting = [shard.Append(first), shard.Append(mutation), shard.Append(mutation)];
        gate.SetResult();
        await Task.WhenAll(waiting);
        await shard.Append(mutation);
        using var next = Open();
        await next.Append(mutation);
        Assert.Equal([first.Id, mutation.Id], store.Rows[1].Select(row => AuditLeaf.Decode(row.Leaf).Id));
    }

    [Fact]
    public async Task Two_accesses_of_one_id_are_two_entries()
    {
        var entry = Entry();
        await shard.Append(entry);
        await shard.Append(entry);
        Assert.Equal(2, store.Rows[1].Count);
    }

    [Fact]
    public async Task A_writer_that_was_overtaken_goes_behind_the_other()
    {
        await Append(1);
        using var other = Open();
        store.Before = async _ =>
        {
            store.Before = static _ => Task.CompletedTask;
            await other.Append(Entry());
        };
        await shard.Append(Entry());
        Assert.Equal(3, store.Rows[1].Count);
        Assert.All(store.Rows[1], row => Assert.True(AuditLeafReader.IsAt(row.Leaf, 1, row.Index)));
    }

    [Fact]
    public async Task A_writer_that_is_overtaken_twice_gives_up_and_the_log_goes_on()
    {
        using var other = Open();
        var isRaced = false;
        store.Before = async batch =>
        {
            if (!isRaced)
            {
                isRaced = true;
                await other.Append(Entry());
                isRaced = false;
            }
        };
        await Assert.ThrowsAsync<TimeoutException>(() => shard.Append(Entry()));
        store.Before = static _ => Task.CompletedTask;
        await shard.Append(Entry());
        Assert.Equal(3, store.Rows[1].Count);
    }

    /// <summary>The write arrived and its answer did not: the tail is read again, and the repeat finds its entry.</summary>
    [Fact]
    public async Task After_an_unknown_outcome_the_tail_is_read_again()
    {
        var mutation = Entry(AuditKind.Mutation);
        store.After = _ => throw new IOException("The connection broke.");
        await Assert.ThrowsAsync<IOException>(() => shard.Append(mutation));
        store.After = static _ => Task.CompletedTask;
        await shard.Append(mutation);
        await shard.Append(Entry());
        Assert.Equal([0L, 1L], store.Rows[1].Select(row => row.Index));
        Assert.All(store.Rows[1], row => Assert.True(AuditLeafReader.IsAt(row.Leaf, 1, row.Index)));
    }

    [Fact]
    public async Task A_write_that_never_arrived_leaves_no_gap()
    {
        await Append(2);
        store.Before = _ => throw new IOException("Down.");
        await Assert.ThrowsAsync<IOException>(() => shard.Append(Entry()));
        store.Before = static _ => Task.CompletedTask;
        await shard.Append(Entry());
        Assert.Equal([0L, 1L, 2L], store.Rows[1].Select(row => row.Index));
    }

    [Fact]
    public async Task An_empty_shard_is_signed_and_then_only_what_has_come()
    {
        Assert.Equal(0, (await shard.Sign()).Size);
        Assert.Equal(0, (await shard.Sign()).Size);
        await Append(300);
        var second = await shard.Sign();
        Assert.Equal(300, second.Size);
        Assert.Same(second, await shard.Sign());
        Assert.Equal([0L, 300L], store.Checkpoints[1].Select(checkpoint => checkpoint.Size));
        var key = new VerifierKey("bank/audit/1", signing.PublicKey);
        Assert.All(store.Checkpoints[1], checkpoint => Assert.NotNull(Silo.Audit.CheckpointKeys.Verify(checkpoint.Note, key)));
        Assert.Equal(NaiveMerkle.Root([.. store.Rows[1].Select(row => row.Leaf)]), second.Root);
    }

    [Fact]
    public async Task Of_two_signers_neither_signs_below_the_other()
    {
        await Append(2);
        await shard.Sign();
        using var other = Open();
        await Append(3);
        await other.Sign();
        Assert.Equal(5, (await shard.Sign()).Size);
        await Append(1);
        await Task.WhenAll(shard.Sign().AsTask(), other.Sign().AsTask());
        Assert.Equal([2L, 5L, 6L], store.Checkpoints[1].Select(checkpoint => checkpoint.Size));
    }

    [Theory]
    [InlineData("truncated", "it has fewer entries than were signed")]
    [InlineData("changed hash", "its entries are not those that were signed")]
    [InlineData("changed subtree", "its entries are not those that were signed")]
    [InlineData("lost subtree", "hashes are missing")]
    [InlineData("forged checkpoint", "its newest checkpoint is not one that was signed here")]
    [InlineData("moved checkpoint", "its newest checkpoint is not one that was signed here")]
    public async Task A_log_that_differs_from_what_was_signed_takes_no_entry_and_no_signature(string how, string what)
    {
        await Append(300);
        await shard.Sign();
        Tamper(how);
        using var next = Open();
        Assert.Equal(what, (await Assert.ThrowsAsync<AuditTamperedException>(() => next.Append(Entry()))).Message);
        Assert.Equal(what, (await Assert.ThrowsAsync<AuditTamperedException>(() => next.Sign().AsTask())).Message);
        Assert.Single(store.Checkpoints[1]);
    }

    [Theory]
    [InlineData("changed leaf", "an entry was changed")]
    [InlineData("swapped leaves", "an entry is not in its place")]
    [InlineData("lost leaf", "an entry is not in its place")]
    [InlineData("changed pair", "its entries are not those that were written")]
    [InlineData("changed subtree", "its subtrees are not those of its entries")]
    [InlineData("truncated", "it has fewer entries than were written")]
    public async Task What_was_changed_before_it_was_signed_is_not_signed(string how, string what)
    {
        await Append(10);
        await shard.Sign();
        await Append(300);
        Tamper(how);
        Assert.Equal(what, (await Assert.ThrowsAsync<AuditTamperedException>(() => shard.Sign().AsTask())).Message);
        Assert.Equal(10, store.Checkpoints[1][^1].Size);
    }

    [Fact]
    public async Task What_another_writer_adds_is_signed_too()
    {
        await Append(3);
        using var other = Open();
        await other.Append(Entry());
        Assert.Equal(4, (await shard.Sign()).Size);
    }

    [Fact]
    public async Task A_truncation_is_seen_without_a_restart()
    {
        await Append(10);
        await shard.Sign();
        store.Rows[1].RemoveAt(9);
        await Assert.ThrowsAsync<AuditTamperedException>(() => shard.Sign().AsTask());
    }

    [Fact]
    public async Task The_sink_gets_every_newest_checkpoint_and_a_dead_one_delays_nothing()
    {
        await Append(1);
        await shard.Sign();
        Assert.Equal([1L], sink.Taken);
        sink.Fault = new IOException("Dead.");
        await Append(1);
        await shard.Sign();
        sink.Fault = null;
        sink.Gate = new TaskCompletionSource();
        await shard.Sign();
        await Append(1);
        await shard.Sign();
        await shard.Sign();
        Assert.Equal([1L, 2L, 2L], sink.Tried);
        sink.Gate.SetResult();
        sink.Gate = null;
        await shard.Sign();
        Assert.Equal([1L, 2L, 3L], sink.Taken);
        await shard.Sign();
        Assert.Equal([1L, 2L, 2L, 3L], sink.Tried);
    }

    private void Tamper(string how)
    {
        var rows = store.Rows[1];
        switch (how)
        {
            case "truncated": rows.RemoveAt(rows.Count - 1); break;
            case "changed hash": rows[299] = rows[299] with { Hash = new byte[32] }; break;
            case "changed subtree": store.Blocks[(1, 1, 0)] = new byte[32]; break;
            case "lost subtree": store.Blocks.Clear(); break;
            case "forged checkpoint": store.Checkpoints[1][0] = store.Checkpoints[1][0] with { Note = Forged() }; break;
            case "moved checkpoint": store.Checkpoints[1][0] = store.Checkpoints[1][0] with { Size = 299 }; break;
            case "changed leaf": rows[20] = rows[20] with { Leaf = AuditLeaf.Encode(1, 20, Entry()) }; break;
            case "swapped leaves": (rows[20], rows[21]) = (rows[21] with { Index = 20 }, rows[20] with { Index = 21 }); break;
            case "lost leaf": rows.RemoveAt(20); break;
            case "changed pair":
                var leaf = AuditLeaf.Encode(1, 20, Entry());
                rows[20] = rows[20] with { Leaf = leaf, Hash = MerkleHash.Leaf(leaf) };
                break;
        }

        string Forged()
        {
            using var other = new TestSigning();
            return other.Note("bank/audit/1", 300, store.Checkpoints[1][0].Root, new VerifierKey("bank/audit/1", signing.PublicKey));
        }
    }

    private AuditShard Open() => new(1, "bank", new AuditParts(store, signing.Keys, sink, TimeProvider.System, NullLogger.Instance));

    private Task Append(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => shard.Append(Entry())));

    private static AuditEntry Entry(AuditKind kind = AuditKind.Access) =>
        new() { Id = Guid.NewGuid(), At = DateTimeOffset.UnixEpoch, Kind = kind, Operation = "profile.read", Outcome = "allowed" };

    private sealed class MemorySink : IAuditSink
    {
        public ValueTask TakeErasure(Guid keyId) => ValueTask.CompletedTask;

        public IReadOnlyCollection<Guid> Erasures() => [];

        public ConcurrentQueue<long> Taken { get; } = [];

        public ConcurrentQueue<long> Tried { get; } = [];

        public Exception? Fault { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public async ValueTask Take(int shard, AuditCheckpoint checkpoint)
        {
            Tried.Enqueue(checkpoint.Size);
            if (Fault is not null)
            {
                throw Fault;
            }

            await (Gate?.Task ?? Task.CompletedTask);
            Taken.Enqueue(checkpoint.Size);
        }
    }
}
