using Grains.Audit;
using Grains.Interfaces.Audit;
using static Tests.Unit.Audit.ShardInMemory;

namespace Tests.Unit.Audit;

/// <summary>What a shard signs, over a store that is raced and changed from outside.</summary>
public sealed class AuditSigningTests : IDisposable
{
    private readonly ShardInMemory log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task An_empty_shard_is_signed_and_then_only_what_has_come()
    {
        Assert.Equal(0, (await log.Shard.Sign()).Size);
        Assert.Equal(0, (await log.Shard.Sign()).Size);
        await log.Append(300);
        var second = await log.Shard.Sign();
        Assert.Equal(300, second.Size);
        Assert.Same(second, await log.Shard.Sign());
        Assert.Equal([0L, 300L], log.Store.Checkpoints[1].Select(checkpoint => checkpoint.Size));
        var key = new VerifierKey("bank/audit/1", log.Signing.PublicKey);
        Assert.All(log.Store.Checkpoints[1], checkpoint => Assert.NotNull(Silo.Audit.CheckpointKeys.Verify(checkpoint.Note, key)));
        Assert.Equal(NaiveMerkle.Root([.. log.Store.Rows[1].Select(row => row.Leaf)]), second.Root);
    }

    [Fact]
    public async Task Of_two_signers_neither_signs_below_the_other()
    {
        await log.Append(2);
        await log.Shard.Sign();
        using var other = log.Open();
        await log.Append(3);
        await other.Sign();
        Assert.Equal(5, (await log.Shard.Sign()).Size);
        await log.Append(1);
        await Task.WhenAll(log.Shard.Sign().AsTask(), other.Sign().AsTask());
        Assert.Equal([2L, 5L, 6L], log.Store.Checkpoints[1].Select(checkpoint => checkpoint.Size));
    }

    [Theory]
    [InlineData("truncated", "it has fewer entries than were signed")]
    [InlineData("changed hash", "its entries are not those that were signed")]
    [InlineData("changed subtree", "its entries are not those that were signed")]
    [InlineData("lost subtree", "hashes are missing")]
    [InlineData("forged checkpoint", "its newest checkpoint is not one that was signed here")]
    [InlineData("moved checkpoint", "its newest checkpoint is not one that was signed here")]
    [InlineData("checkpoint of another shard", "its newest checkpoint is not one that was signed here")]
    [InlineData("checkpoint of another root", "its newest checkpoint is not one that was signed here")]
    [InlineData("no checkpoint", "its newest checkpoint is not one that was signed here")]
    public async Task A_log_that_differs_from_what_was_signed_takes_no_entry_and_no_signature(string how, string what)
    {
        await log.Append(300);
        await log.Shard.Sign();
        Tamper(how);
        using var next = log.Open();
        Assert.Equal(what, (await Assert.ThrowsAsync<AuditTamperedException>(() => next.Append(Entry()))).Message);
        Assert.Equal(what, (await Assert.ThrowsAsync<AuditTamperedException>(() => next.Sign().AsTask())).Message);
        Assert.Single(log.Store.Checkpoints[1]);
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
        await log.Append(10);
        await log.Shard.Sign();
        await log.Append(300);
        Tamper(how);
        Assert.Equal(what, (await Assert.ThrowsAsync<AuditTamperedException>(() => log.Shard.Sign().AsTask())).Message);
        Assert.Equal(10, log.Store.Checkpoints[1][^1].Size);
    }

    /// <summary>Whoever deletes checkpoints alone is betrayed by the largest size that was signed.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_log_whose_newest_checkpoint_is_gone_takes_no_entry_and_no_signature(int left)
    {
        await log.Append(2);
        await log.Shard.Sign();
        await log.Append(2);
        await log.Shard.Sign();
        log.Store.Checkpoints[1].RemoveRange(left, 2 - left);
        using var next = log.Open();
        Assert.Equal("its newest checkpoint is not there", (await Assert.ThrowsAsync<AuditTamperedException>(() => next.Append(Entry()))).Message);
        Assert.Equal("its newest checkpoint is not there", (await Assert.ThrowsAsync<AuditTamperedException>(() => next.Sign().AsTask())).Message);
        Assert.Equal(4, log.Store.Rows[1].Count);
    }

    /// <summary>Once it is known, nothing is let in any more, even if the store looks right again: who repairs the log starts the silo again.</summary>
    [Fact]
    public async Task What_was_found_once_stands_for_as_long_as_the_shard_lives()
    {
        await log.Append(10);
        await log.Shard.Sign();
        var row = log.Store.Rows[1][9];
        log.Store.Rows[1].RemoveAt(9);
        await Assert.ThrowsAsync<AuditTamperedException>(() => log.Shard.Sign().AsTask());
        log.Store.Rows[1].Add(row);
        await Assert.ThrowsAsync<AuditTamperedException>(() => log.Shard.Append(Entry()));
        Assert.Equal(10, log.Store.Rows[1].Count);
    }

    [Fact]
    public async Task What_another_writer_adds_is_signed_too()
    {
        await log.Append(3);
        using var other = log.Open();
        await other.Append(Entry());
        Assert.Equal(4, (await log.Shard.Sign()).Size);
    }

    [Fact]
    public async Task A_truncation_is_seen_without_a_restart()
    {
        await log.Append(10);
        await log.Shard.Sign();
        log.Store.Rows[1].RemoveAt(9);
        await Assert.ThrowsAsync<AuditTamperedException>(() => log.Shard.Sign().AsTask());
    }

    [Fact]
    public async Task The_sink_gets_every_newest_checkpoint_and_a_dead_one_delays_nothing()
    {
        await log.Append(1);
        await log.Shard.Sign();
        Assert.Equal([1L], log.Sink.Taken);
        log.Sink.Fault = new IOException("Dead.");
        await log.Append(1);
        await log.Shard.Sign();
        log.Sink.Fault = null;
        log.Sink.Gate = new TaskCompletionSource();
        await log.Shard.Sign();
        await log.Append(1);
        await log.Shard.Sign();
        await log.Shard.Sign();
        Assert.Equal([1L, 2L, 2L], log.Sink.Tried);
        log.Sink.Gate.SetResult();
        log.Sink.Gate = null;
        await log.Shard.Sign();
        Assert.Equal([1L, 2L, 3L], log.Sink.Taken);
        await log.Shard.Sign();
        Assert.Equal([1L, 2L, 2L, 3L], log.Sink.Tried);
    }

    private void Tamper(string how)
    {
        var rows = log.Store.Rows[1];
        switch (how)
        {
            case "truncated": rows.RemoveAt(rows.Count - 1); break;
            case "changed hash": rows[299] = rows[299] with { Hash = new byte[32] }; break;
            case "changed subtree": log.Store.Blocks[(1, 1, 0)] = new byte[32]; break;
            case "lost subtree": log.Store.Blocks.Clear(); break;
            case "forged checkpoint": log.Store.Checkpoints[1][0] = log.Store.Checkpoints[1][0] with { Note = Forged() }; break;
            case "checkpoint of another shard": Checkpoint(one => one with { Note = Signed("bank/audit/0", one.Root) }); break;
            case "checkpoint of another root": Checkpoint(one => one with { Note = Signed("bank/audit/1", new byte[32]) }); break;
            case "no checkpoint": Checkpoint(static one => one with { Note = "nonsense" }); break;
            case "moved checkpoint": log.Store.Checkpoints[1][0] = log.Store.Checkpoints[1][0] with { Size = 299 }; break;
            case "changed leaf": rows[20] = rows[20] with { Leaf = AuditLeaf.Encode(1, 20, Entry()) }; break;
            case "swapped leaves": (rows[20], rows[21]) = (rows[21] with { Index = 20 }, rows[20] with { Index = 21 }); break;
            case "lost leaf": rows.RemoveAt(20); break;
            case "changed pair":
                var leaf = AuditLeaf.Encode(1, 20, Entry());
                rows[20] = rows[20] with { Leaf = leaf, Hash = MerkleHash.Leaf(leaf) };
                break;
        }

        void Checkpoint(Func<AuditCheckpoint, AuditCheckpoint> change) => log.Store.Checkpoints[1][0] = change(log.Store.Checkpoints[1][0]);

        string Signed(string origin, byte[] root) => log.Signing.Note(origin, 300, root, new VerifierKey("bank/audit/1", log.Signing.PublicKey));

        string Forged()
        {
            using var other = new TestSigning();
            return other.Note("bank/audit/1", 300, log.Store.Checkpoints[1][0].Root, new VerifierKey("bank/audit/1", log.Signing.PublicKey));
        }
    }
}
