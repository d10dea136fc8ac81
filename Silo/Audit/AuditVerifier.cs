using System.Globalization;
using Grains.Audit;

namespace Silo.Audit;

/// <summary>What a shard turned out to be.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Size">How many entries were verified.</param>
/// <param name="Root">The root over them.</param>
/// <param name="Checkpoints">How many checkpoints they were compared with.</param>
/// <param name="Signed">The largest size of these.</param>
/// <param name="Fault">The first fault; null where the shard is good.</param>
internal sealed record ShardVerdict(int Shard, long Size, byte[] Root, int Checkpoints, long Signed, AuditFault? Fault);

/// <summary>Verifies a copy of the log, and what a sink took of it, with a public key and nothing else.</summary>
/// <param name="copy">The copy.</param>
/// <param name="keys">The public key.</param>
/// <param name="sink">The sink's folder; null where there is none.</param>
internal sealed class AuditVerifier(AuditCopy copy, CheckpointKeys keys, string? sink)
{
    private const string NeverSigned = "no checkpoint covers them, and they are older than the platform leaves entries unsigned";

    /// <summary>How long entries may be without a signature, by their own times. The platform signs within a minute, but the number of repeats may
    /// be written some minutes after the last of them.</summary>
    private static readonly TimeSpan LongestUnsigned = TimeSpan.FromMinutes(10);

    /// <summary>Verifies every shard.</summary>
    /// <returns>The verdicts, by shard.</returns>
    public async IAsyncEnumerable<ShardVerdict> Verify()
    {
        var outside = (sink is null ? [] : FolderSink.Files(sink)).ToLookup(static file => file.Shard);
        var shards = await copy.Shards();
        if (!shards.Select(static shard => shard.Shard).SequenceEqual(Enumerable.Range(0, Math.Max(1, shards.Count))))
        {
            yield return new ShardVerdict(
                shards.Count, 0, MerkleHash.Empty, 0, 0, new AuditFault(0, 0, AuditFaultKind.Truncated, "the shards are not numbered from 0 without a gap: one is missing"));
        }

        foreach (var (shard, kept, signed) in shards)
        {
            yield return await Verify(shard, keys.Of(shard, kept), signed, outside[shard]);
        }

        if (shards.Count == 0)
        {
            yield return new ShardVerdict(0, 0, MerkleHash.Empty, 0, 0, new AuditFault(0, 0, AuditFaultKind.Truncated, "the log has no shards"));
        }

        foreach (var lost in outside.Where(files => shards.All(shard => shard.Shard != files.Key)))
        {
            yield return new ShardVerdict(
                lost.Key, 0, MerkleHash.Empty, 0, 0, new AuditFault(0, 0, AuditFaultKind.Truncated, "the sink holds checkpoints of it, and the log has no such shard"));
        }
    }

    private static AuditFault Unproven(long from, long size, string what) => new(from, Math.Max(from, size - 1), AuditFaultKind.Unproven, what);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private async Task<ShardVerdict> Verify(int shard, VerifierKey? key, long signed, IEnumerable<(string Path, int Shard, long Size)> outside)
    {
        var (evidence, unsigned) = await Evidence(shard, key, outside);
        var most = evidence.Count == 0 ? 0 : evidence[^1].Size;
        if (unsigned is null && signed > most)
        {
            unsigned = Unproven(most, signed, Text($"the log says that {signed} are signed, and their checkpoint is not there"));
        }

        var verification = new ShardVerification(shard, new TreeEvidence(evidence, await copy.Blocks(shard)));
        var (first, last) = (long.MaxValue, long.MinValue);
        await foreach (var entry in copy.Entries(shard))
        {
            if (entry.Index >= most)
            {
                (first, last) = (Math.Min(first, entry.At), Math.Max(last, entry.At));
            }

            if (!verification.Take(entry))
            {
                break;
            }
        }

        var fault = verification.End() ?? unsigned ?? (last - first > LongestUnsigned.TotalMilliseconds ? Unproven(most, verification.Size, NeverSigned) : null);
        return new ShardVerdict(shard, verification.Size, verification.Root(), evidence.Count, most, fault);
    }

    /// <summary>The checkpoints that the key signed, and the first that it did not.</summary>
    private async Task<(List<Evidence> Evidence, AuditFault? Unsigned)> Evidence(
        int shard, VerifierKey? key, IEnumerable<(string Path, int Shard, long Size)> outside)
    {
        var evidence = new List<Evidence>();
        AuditFault? unsigned = null;
        await foreach (var checkpoint in copy.Checkpoints(shard))
        {
            var isWhole = Add("the log's checkpoint", checkpoint.Note, checkpoint.Size);
            if (isWhole && !evidence[^1].Root.AsSpan().SequenceEqual(checkpoint.Root))
            {
                Doubt("the root beside the log's checkpoint", checkpoint.Size);
            }
        }

        foreach (var (path, _, size) in outside)
        {
            Add($"the sink's {Path.GetFileName(path)}", await File.ReadAllTextAsync(path), size);
        }

        return ([.. evidence.OrderBy(static one => one.Size)], unsigned);

        bool Add(string source, string note, long size)
        {
            if (key is null || CheckpointKeys.Verify(note, key) is not { } checkpoint || checkpoint.Size != size)
            {
                Doubt(source, size);
                return false;
            }

            evidence.Add(new Evidence(size, checkpoint.Root, source));
            return true;
        }

        void Doubt(string source, long size) =>
            unsigned ??= Unproven(evidence.LastOrDefault(one => one.Size < size)?.Size ?? 0, size, Text($"{source} over {size} entries is not what the key signed"));
    }
}
