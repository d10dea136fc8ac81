using System.Buffers.Text;
using Grains.Audit;
using Grains.Interfaces.Access;
using Grains.Interfaces.Audit;
using Grains.Keys;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Core.Internal;
using Silo.Audit;
using Fault = Tests.Storage.Fault;

namespace Tests.Audit;

/// <summary>A shard as the one grain that appends to it, on a real store; each test has a shard of its own.</summary>
public sealed class AuditLogTests(ShardCluster platform) : IClassFixture<ShardCluster>
{
    private FaultyAuditStore Store => platform.Store;

    private string Service => platform.Service<IOptions<ClusterOptions>>().Value.ServiceId;

    [Fact]
    public async Task An_appended_entry_is_in_the_store_and_a_repeat_finds_it()
    {
        var mutation = Entry(AuditKind.Mutation);
        var before = await Store.Size(3);
        await Append(3, mutation);
        await Sleep(3);
        await Append(3, mutation);
        var leaf = Assert.Single(await Store.Leaves(3, before, 10));
        Assert.Equal(mutation.Id, AuditLeaf.Decode(leaf.Leaf).Id);
    }

    [Fact]
    public async Task Entries_that_come_at_once_share_commits()
    {
        var (size, commits) = (await Store.Size(3), Store.Commits);
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Store.Opened = sent.Task; // however fast the disk is, the first commit ends when all have come
        var appended = Append(3, [.. Enumerable.Range(0, 400).Select(_ => Entry())]);
        await Cluster.PlatformCalls.Refused(() => platform.Client.GetGrain<IAuditLog>(3).Checkpoint()); // is taken in behind them, whatever it answers
        sent.SetResult();
        await appended;
        Assert.Equal(size + 400, await Store.Size(3));
        Assert.InRange(Store.Commits - commits, 1, 200);
    }

    [Fact]
    public async Task An_entry_that_cannot_be_written_is_refused_and_the_shard_goes_on()
    {
        await Append(2, Entry());
        var (size, mutation) = (await Store.Size(2), Entry(AuditKind.Mutation));
        Store.FailNext(Fault.Before);
        await Refuses(2, mutation);
        Store.FailNext(Fault.After);
        await Refuses(2, mutation);
        await Append(2, mutation, Entry());
        Assert.Equal(size + 2, await Store.Size(2));
        Assert.Equal(Enumerable.Range(0, (int)size + 2).Select(i => (long)i), (await Store.Leaves(2, 0, 1000)).Select(leaf => leaf.Index));
    }

    [Fact]
    public async Task A_second_writer_cannot_fork_the_shard()
    {
        await Append(2, Entry());
        using var second = new AuditShard(2, Service, new AuditParts(
            Store, platform.Service<ISigningKeys>(), new NoSink(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance));
        var size = await Store.Size(2);
        for (var i = 0; i < 10; i++)
        {
            await second.Append(Entry());
            await Append(2, Entry());
        }

        var leaves = await Store.Leaves(2, 0, 1000);
        Assert.Equal(size + 20, leaves.Count);
        Assert.All(leaves, leaf => Assert.True(AuditLeafReader.IsAt(leaf.Leaf, 2, leaf.Index)));
    }

    [Fact]
    public async Task A_checkpoint_is_signed_over_what_is_there_and_proves_every_entry()
    {
        await Append(0, [.. Enumerable.Range(0, 300).Select(_ => Entry())]);
        platform.As(Role.Auditor);
        var log = platform.Client.GetGrain<IAuditLog>(0);
        var key = new VerifierKey($"{Service}/audit/0", Base64Url.DecodeFromChars(platform.Service<ISigningKeys>().CheckpointKey.X));
        var checkpoint = CheckpointKeys.Verify((await log.Checkpoint()).Value!, key)!;
        Assert.Equal([0, 1, 2, 3], (await log.Shards()).Value!.Shards.Select(shard => shard.Shard));
        var entries = (await log.Entries(new AuditRange(checkpoint.Size - 300, 300))).Value!.Entries;
        foreach (var entry in entries.Where(entry => entry.Index % 37 == 0))
        {
            var proof = (await log.Inclusion(new InclusionQuery(entry.Index, checkpoint.Size))).Value!.Hashes.Select(Convert.FromBase64String).ToArray();
            Assert.True(MerkleProof.IsIncluded(entry.Index, checkpoint.Size, MerkleHash.Leaf(Convert.FromBase64String(entry.Leaf)), proof, checkpoint.Root));
        }
    }

    [Fact]
    public async Task Only_silos_append_and_sign_and_only_auditors_read()
    {
        var log = platform.Client.GetGrain<IAuditLog>(3);
        platform.As(Role.Auditor);
        await Assert.ThrowsAsync<RefusedException>(async () => await log.Append(Entry()));
        await Assert.ThrowsAsync<RefusedException>(async () => await log.Sign());
        foreach (var role in new[] { Role.Frontend, Role.Advisor, Role.Officer, Role.Operator })
        {
            platform.As(role);
            Assert.Equal(ProblemCode.RoleNotAllowed, (await Assert.ThrowsAsync<RefusedException>(async () => await log.Checkpoint())).Refusal.Code);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    public async Task A_shard_that_is_not_there_is_not_found_and_takes_nothing(long shard)
    {
        platform.As(Role.Auditor);
        var log = platform.Client.GetGrain<IAuditLog>(shard);
        Assert.Equal(ProblemCode.NotFound, (await log.Checkpoint()).Refusal!.Code);
        Assert.Equal(ProblemCode.NotFound, (await log.Entries(new AuditRange(0, 1))).Refusal!.Code);
        Assert.Equal(ProblemCode.NotFound, (await log.Inclusion(new InclusionQuery(0, 1))).Refusal!.Code);
        Assert.Equal(ProblemCode.NotFound, (await log.Consistency(new ConsistencyQuery(1, 1))).Refusal!.Code);
        platform.AsSilo();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await log.Append(Entry()));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await log.Sign());
    }

    /// <summary>Somebody took the end of the log away: the shard says so, and takes nothing more.</summary>
    [Fact]
    public async Task A_shard_that_was_tampered_with_refuses()
    {
        await Append(1, Entry(), Entry());
        platform.AsSilo();
        await platform.Client.GetGrain<IAuditLog>(1).Sign();
        await Sleep(1);
        await platform.Sql("DELETE FROM audit_entry WHERE shard = 1 AND idx = (SELECT max(idx) FROM audit_entry WHERE shard = 1)");
        await Refuses(1, Entry());
        platform.As(Role.Auditor);
        var log = platform.Client.GetGrain<IAuditLog>(1);
        Assert.Equal(ProblemCode.AuditUnavailable, (await log.Checkpoint()).Refusal!.Code);
        Assert.Null((await log.Entries(new AuditRange(0, 10))).Refusal);
    }

    private static AuditEntry Entry(AuditKind kind = AuditKind.Access) =>
        new() { Id = Guid.NewGuid(), At = DateTimeOffset.UnixEpoch, Kind = kind, Operation = "profile.read", Outcome = "allowed" };

    private async Task Append(int shard, params AuditEntry[] entries)
    {
        platform.AsSilo();
        var log = platform.Client.GetGrain<IAuditLog>(shard);
        await Task.WhenAll(entries.Select(entry => log.Append(entry).AsTask()));
    }

    private async Task Refuses(int shard, AuditEntry entry) =>
        Assert.Equal(ProblemCode.AuditUnavailable, (await Assert.ThrowsAsync<RefusedException>(() => Append(shard, entry))).Refusal.Code);

    private async Task Sleep(int shard)
    {
        platform.AsSilo();
        await platform.Client.GetGrain<IAuditLog>(shard).AsReference<IGrainManagementExtension>().DeactivateOnIdle();
    }
}
