using System.Diagnostics;
using System.Security.Cryptography;
using Grains.Audit;
using Silo.Audit;
using Silo.Keys;

namespace Tests.Benchmarks.Audit;

/// <summary>A shard with very many entries: filled in batches, proved from, and verified offline.</summary>
internal sealed class LongLog(AuditStore store, AuditBenchmarkOptions options)
{
    private const int Shard = 0;
    private const int Batch = 1_000;
    private readonly Random random = new(13);

    /// <summary>Fills what is missing and signs it, as a silo would: what nobody signed does not verify.</summary>
    public async Task Fill()
    {
        using var keys = new SigningKeys(RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        var signer = new CheckpointSigner(store, Shard, CheckpointText.OriginOf("bench", Shard), keys);
        var (entries, tree) = (new SampleEntries(options.Customers), await new StoredTree(store, Shard).Frontier(await store.Size(Shard)));
        while (tree.Size < options.Entries)
        {
            var batch = Enumerable.Range(0, (int)Math.Min(Batch, options.Entries - tree.Size)).Select(_ => entries.Next()).ToList();
            if (!await store.Append(AuditBatch.Place(Shard, batch, tree)))
            {
                throw new InvalidOperationException("Somebody else writes to the log.");
            }

            if (tree.Size % 1_000_000 == 0)
            {
                Console.Error.WriteLine($"  {tree.Size:N0} entries");
            }
        }

        await signer.Sign(tree);
    }

    /// <summary>Takes proofs of any entry in a tree of any size; each is verified outside of what is measured.</summary>
    public Task<string> Inclusion() => Time(async (older, newer) =>
    {
        var index = random.NextInt64(newer);
        return (await Timed(MerkleRanges.Inclusion(index, newer)), async proof =>
        {
            var (leaf, root) = ((await store.Leaves(Shard, index, 1))[0].Hash, await Root(newer));
            return MerkleProof.IsIncluded(index, newer, leaf, proof, root);
        });
    });

    /// <summary>Takes proofs between trees of any sizes.</summary>
    public Task<string> Consistency() => Time(async (older, newer) => (await Timed(MerkleRanges.Consistency(older, newer)), async proof =>
    {
        var (was, now) = (await Root(older), await Root(newer));
        return MerkleProof.IsConsistent(older, newer, was, now, proof);
    }));

    /// <summary>Verifies the copy at a place.</summary>
    /// <returns>Entries a minute.</returns>
    public static async Task<double> Verify(string place)
    {
        var watch = Stopwatch.StartNew();
        var size = 0L;
        await using var copy = await AuditCopy.Open(place);
        await foreach (var verdict in new AuditVerifier(copy, new CheckpointKeys(null), null).Verify())
        {
            size += verdict.Fault is null ? verdict.Size : throw new InvalidOperationException(verdict.Fault.ToString());
        }

        return size / watch.Elapsed.TotalMinutes;
    }

    private async Task<string> Time(Func<long, long, Task<((IReadOnlyList<byte[]> Proof, TimeSpan Took) Taken, Func<IReadOnlyList<byte[]>, Task<bool>> Holds)>> take)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < options.Proofs; i++)
        {
            var newer = random.NextInt64(2, options.Entries + 1);
            var (taken, holds) = await take(random.NextInt64(1, newer), newer);
            times.Add(taken.Took);
            if (i % 50 == 0 && !await holds(taken.Proof))
            {
                throw new InvalidOperationException("A proof does not verify.");
            }
        }

        times.Sort();
        return $"{times[times.Count / 2].TotalMilliseconds:0.00} / {times[times.Count * 99 / 100].TotalMilliseconds:0.00} ms";
    }

    private async Task<(IReadOnlyList<byte[]> Proof, TimeSpan Took)> Timed(IReadOnlyList<LeafRange> ranges)
    {
        var from = Stopwatch.GetTimestamp();
        var proof = await new StoredTree(store, Shard).Prove(ranges);
        return (proof, Stopwatch.GetElapsedTime(from));
    }

    private async Task<byte[]> Root(long size) => (await new StoredTree(store, Shard).Frontier(size)).Root();
}
