using System.Collections.Immutable;
using System.Security.Cryptography;
using Dapper;
using Grains.Audit;
using Grains.Interfaces.Audit;
using Silo.Audit;
using Silo.Storage;

namespace Tests.Storage;

/// <summary>What every audit store must do.</summary>
public abstract class AuditStoreConformance : IAsyncLifetime
{
    private const int Shard = 2;
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<byte> Anna = [.. Enumerable.Repeat((byte)0xA0, 16)];
    private static readonly ImmutableArray<byte> Ben = [.. Enumerable.Repeat((byte)0xB0, 16)];
    private readonly MerkleFrontier tree = new();
    private Stores stores = null!;
    private AuditStore log = null!;

    public async Task InitializeAsync()
    {
        stores = await Open();
        await SchemaInstaller.Install(stores);
        log = await AuditStore.Open(stores);
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
    public async Task A_new_log_has_four_empty_shards_and_keeps_their_number()
    {
        Assert.Equal(4, log.Shards);
        Assert.Equal(0, await log.Size(3));
        Assert.Null(await log.Newest(3));
        await using var connection = await stores.Audit.Source.OpenConnectionAsync();
        await connection.ExecuteAsync("DELETE FROM audit_shard WHERE shard = 3");
        Assert.Equal(3, (await AuditStore.Open(stores)).Shards);
    }

    [SkippableFact]
    public async Task First_starts_at_once_make_one_set_of_shards()
    {
        await using var connection = await stores.Audit.Source.OpenConnectionAsync();
        await connection.ExecuteAsync("DELETE FROM audit_shard");
        var logs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AuditStore.Open(stores))));
        Assert.All(logs, one => Assert.Equal(4, one.Shards));
    }

    [SkippableFact]
    public async Task Appended_leaves_are_read_back_as_they_were()
    {
        var batch = await Append(3);
        Assert.Equal(3, await log.Size(Shard));
        Assert.Equal(0, await log.Size(0));
        var leaves = await log.Leaves(Shard, 1, 10);
        Assert.Equal([1L, 2L], leaves.Select(leaf => leaf.Index));
        Assert.Equal(batch.Leaves[1].Leaf, leaves[0].Leaf);
        Assert.Equal(batch.Leaves[1].Hash, leaves[0].Hash);
        Assert.Single(await log.Leaves(Shard, 0, 1));
        Assert.Empty(await log.Leaves(Shard, 3, 10));
        Assert.Equal(batch.Leaves.SelectMany(leaf => leaf.Hash), await log.Hashes(Shard, new MerkleTile(0, 0, 3)));
        Assert.Equal(batch.Leaves[2].Hash, await log.Hashes(Shard, new MerkleTile(0, 2, 5)));
    }

    [SkippableFact]
    public async Task Completed_subtrees_are_kept()
    {
        var first = await Append(255);
        Assert.Empty(first.Blocks);
        var second = await Append(300);
        Assert.Equal(2, second.Blocks.Count);
        Assert.Equal(second.Blocks.SelectMany(block => block.Hash), await log.Hashes(Shard, new MerkleTile(1, 0, 2)));
        Assert.Empty(await log.Hashes(Shard, new MerkleTile(2, 0, 1)));
        Assert.Empty(await log.Hashes(0, new MerkleTile(1, 0, 2)));
    }

    [SkippableFact]
    public async Task A_place_is_taken_once_and_the_loser_writes_nothing()
    {
        var fork = tree.Fork();
        await Append(2);
        Assert.False(await log.Append(AuditBatch.Place(Shard, [.. Entries(5)], fork)));
        Assert.Equal(2, await log.Size(Shard));
    }

    [SkippableFact]
    public async Task Racing_writers_make_one_line()
    {
        await Append(1);
        var forks = Enumerable.Range(0, 8).Select(_ => AuditBatch.Place(Shard, [.. Entries(20)], tree.Fork())).ToList();
        var won = await Task.WhenAll(forks.Select(batch => Task.Run(async () => await log.Append(batch))));
        var winner = forks[Array.IndexOf(won, true)];
        Assert.Single(won, true);
        Assert.Equal(winner.Leaves.Select(leaf => leaf.Hash), (await log.Leaves(Shard, 1, 1000)).Select(leaf => leaf.Hash));
    }

    [SkippableFact]
    public async Task A_mutation_is_found_by_its_id_in_its_shard_only()
    {
        var (mutation, read) = (Entry(AuditKind.Mutation), Entry(AuditKind.Access));
        await Append(mutation, read);
        Assert.Equal([KeyValuePair.Create(mutation.Id, mutation.At)], await log.Known(Shard, [mutation.Id, read.Id, Guid.NewGuid()]));
        Assert.Empty(await log.Known(0, [mutation.Id]));
        Assert.False(await log.Append(AuditBatch.Place(Shard, [mutation], tree.Fork())));
        Assert.True(await log.Append(AuditBatch.Place(Shard, [read], tree)));
    }

    [SkippableFact]
    public async Task A_customers_entries_come_newest_first_within_their_time()
    {
        byte[] text = [1, 2, 3];
        await Append(
            Entry(at: Noon, subject: Anna), Entry(at: Noon.AddMinutes(1), subject: Ben), Entry(at: Noon.AddMinutes(2), subject: Anna, text: text),
            Entry(at: Noon.AddMinutes(1), subject: Anna), Entry(at: Noon));
        var all = await Of(Anna, Noon, Noon.AddMinutes(3), long.MaxValue, 10);
        Assert.Equal([3L, 2L, 0L], all.Select(row => row.Index));
        Assert.Equal(text, all[1].SealedText);
        Assert.Null(all[0].SealedText);
        Assert.Equal(Anna.AsEnumerable(), AuditLeaf.Decode(all[0].Leaf).Subject);
        Assert.Equal([2L], (await Of(Anna, Noon.AddMinutes(2), Noon.AddMinutes(3), long.MaxValue, 10)).Select(row => row.Index));
        Assert.Equal([3L, 0L], (await Of(Anna, Noon, Noon.AddMinutes(2), long.MaxValue, 10)).Select(row => row.Index));
        Assert.Equal([2L], (await Of(Anna, Noon, Noon.AddMinutes(3), 3, 1)).Select(row => row.Index));
        Assert.Empty(await log.Of(0, Anna.ToArray(), Noon, Noon.AddDays(1), long.MaxValue, 10));
    }

    [SkippableFact]
    public async Task The_keys_that_entries_destroyed_are_found_without_reading_the_others()
    {
        Assert.Empty(await log.DestroyedKeys().ToListAsync());
        Guid[] keys = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        await Append(Entry(), Entry() with { DestroyedKeys = [keys[0]] }, Entry(), Entry() with { DestroyedKeys = [keys[1], keys[2]] });
        Assert.Equal(keys, await log.DestroyedKeys().ToListAsync());
        await using var connection = await stores.Audit.Source.OpenConnectionAsync();
        Assert.Equal(2, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM audit_entry WHERE destroys"));
    }

    [SkippableFact]
    public async Task Checkpoints_are_kept_in_growing_sizes_only()
    {
        var (small, large) = (Signed(0), Signed(7));
        Assert.True(await log.Keep(Shard, small, "key"));
        Assert.True(await log.Keep(Shard, large, "key"));
        Assert.False(await log.Keep(Shard, Signed(7), "key"));
        Assert.False(await log.Keep(Shard, Signed(5), "key"));
        Assert.Equivalent(large, await log.Newest(Shard), strict: true);
        Assert.Null(await log.Newest(0));
        var kept = await Task.WhenAll(Enumerable.Range(8, 16).Select(size => Task.Run(async () => await log.Keep(Shard, Signed(size), "key"))));
        Assert.Contains(true, kept);
        Assert.Equal(23, (await log.Newest(Shard))!.Size);
    }

    private static AuditCheckpoint Signed(long size) => new(size, RandomNumberGenerator.GetBytes(MerkleHash.Length), $"note {size}\n");

    private static IEnumerable<AuditEntry> Entries(int count) => Enumerable.Range(0, count).Select(_ => Entry());

    private static AuditEntry Entry(AuditKind kind = AuditKind.Access, DateTimeOffset? at = null, ImmutableArray<byte>? subject = null, byte[]? text = null) => new()
    {
        Id = Guid.NewGuid(), At = at ?? Noon, Kind = kind, Subject = subject, Operation = "profile.read", Outcome = "allowed",
        SealedText = text is null ? null : [.. text],
    };

    private ValueTask<IReadOnlyList<AuditRow>> Of(ImmutableArray<byte> subject, DateTimeOffset from, DateTimeOffset to, long before, int limit) =>
        log.Of(Shard, subject.ToArray(), from, to, before, limit);

    private Task<AuditBatch> Append(int count) => Append([.. Entries(count)]);

    private async Task<AuditBatch> Append(params AuditEntry[] entries)
    {
        var batch = AuditBatch.Place(Shard, entries, tree);
        Assert.True(await log.Append(batch));
        return batch;
    }
}
