using CsCheck;
using Grains.Audit;
using Grains.Interfaces.Audit;

namespace Tests.Unit.Audit;

/// <summary>Every way in which a shard can be false, and the first entry that shows it. Checkpoints were signed at 100, 300 and 600 of 650 entries.</summary>
public sealed class ShardVerificationTests
{
    private const int Shard = 3;
    private const int Count = 650;
    private static readonly int[] SignedAt = [0, 100, 300, 600];
    private readonly List<StoredEntry> entries = [];
    private readonly Dictionary<(int Tier, long Index), byte[]> blocks = [];
    private readonly List<Evidence> evidence = [];

    public ShardVerificationTests() => evidence.AddRange(Write(entries, blocks, Enumerable.Range(0, Count).Select(Entry)));

    [Fact]
    public void A_good_shard_is_good()
    {
        var verification = Verification();
        Assert.All(entries, entry => Assert.True(verification.Take(entry)));
        Assert.Null(verification.End());
        Assert.Equal(Count, verification.Size);
        Assert.Equal(NaiveMerkle.Root([.. entries.Select(entry => entry.Leaf)]), verification.Root());
    }

    [Fact]
    public void An_empty_shard_is_good() => Assert.Null(new ShardVerification(Shard, new TreeEvidence([evidence[0]], new Dictionary<(int, long), byte[]>())).End());

    [Fact]
    public void Changed_bytes_are_named() => Expect(
        "entry 17 was changed: its bytes are not those that were hashed", () => entries[17] = entries[17] with { Leaf = AuditLeaf.Encode(Shard, 17, Entry(9999)) });

    [Fact]
    public void Bytes_that_are_no_leaf_are_named() => Expect(
        "entry 17 was changed: its bytes are not as this log writes them", () => entries[17] = entries[17] with { Leaf = [1, 2], Hash = MerkleHash.Leaf([1, 2]) });

    [Fact]
    public void Bytes_in_another_order_are_named()
    {
        var spaced = global::System.Text.Encoding.UTF8.GetBytes(global::System.Text.Encoding.UTF8.GetString(entries[17].Leaf).Replace(",\"id\"", ", \"id\"", StringComparison.Ordinal));
        Expect("entry 17 was changed: its bytes are not as this log writes them", () => entries[17] = entries[17] with { Leaf = spaced, Hash = MerkleHash.Leaf(spaced) });
    }

    /// <summary>Only what was signed or kept over it can tell; the last checkpoint that fits bounds it from below, for a subtree can be hashed again too.</summary>
    [Theory]
    [InlineData(17, "entry 0, or one after it up to 99, was changed: the log's checkpoint over 100 entries was signed for others")]
    [InlineData(150, "entry 100, or one after it up to 255, was changed: together they are not what the store keeps of their subtree")]
    [InlineData(280, "entry 100, or one after it up to 299, was changed: the log's checkpoint over 300 entries was signed for others")]
    [InlineData(400, "entry 300, or one after it up to 511, was changed: together they are not what the store keeps of their subtree")]
    public void An_entry_that_was_changed_and_hashed_again_is_bounded(int index, string expected) => Expect(expected, () => entries[index] = Stored(index, Entry(9999)));

    [Fact]
    public void Entries_that_were_hashed_again_with_their_subtrees_are_bounded_by_what_was_signed() => Expect(
        "entry 100, or one after it up to 299, was changed: the log's checkpoint over 300 entries was signed for others",
        () => Rewrite(Enumerable.Range(0, Count).Select(i => Entry(i == 150 ? 9999 : i))));

    [Theory]
    [InlineData("at")]
    [InlineData("text")]
    [InlineData("subject")]
    [InlineData("no subject")]
    [InlineData("mutation")]
    [InlineData("no mutation")]
    [InlineData("destroys")]
    public void What_stands_beside_the_bytes_and_says_something_else_is_named(string column)
    {
        var index = column.EndsWith("mutation", StringComparison.Ordinal) ? 18 : 17;
        Expect($"entry {index} was changed: time, customer, id, text or keys beside its bytes are not those in them", () => entries[index] = column switch
        {
            "at" => entries[index] with { At = 5 },
            "text" => entries[index] with { HasText = true },
            "subject" => entries[index] with { Subject = new byte[16] },
            "no subject" => entries[index] with { Subject = null },
            "mutation" => entries[index] with { Mutation = Guid.NewGuid() },
            "destroys" => entries[index] with { Destroys = true },
            _ => entries[index] with { Mutation = null },
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(648)]
    public void A_dropped_entry_is_named(int index) =>
        Expect($"entry {index} was dropped: the next one in the store is {index + 1}", () => entries.RemoveAt(index));

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(648)]
    public void A_dropped_entry_whose_gap_was_closed_is_named(int index) => Expect($"entry {index} was dropped: in its place stands entry {index + 1} of shard 3", () =>
    {
        entries.RemoveAt(index);
        for (var i = index; i < entries.Count; i++)
        {
            entries[i] = entries[i] with { Index = i };
        }
    });

    [Theory]
    [InlineData(17, 18)]
    [InlineData(17, 500)]
    [InlineData(0, 649)]
    public void Reordered_entries_are_named(int one, int other) => Expect($"entry {one} was reordered: in its place stands entry {other} of shard 3", () =>
        (entries[one], entries[other]) = (entries[other] with { Index = one }, entries[one] with { Index = other }));

    [Fact]
    public void An_entry_of_another_shard_is_named() => Expect("entry 17 was reordered: in its place stands entry 17 of shard 1", () =>
    {
        var leaf = AuditLeaf.Encode(1, 17, Entry(17));
        entries[17] = entries[17] with { Leaf = leaf, Hash = MerkleHash.Leaf(leaf) };
    });

    [Theory]
    [InlineData(599, "entry 599 was truncated, with all after it: the log's checkpoint was signed over 600 entries")]
    [InlineData(0, "entry 0 was truncated, with all after it: the log's checkpoint was signed over 100 entries")]
    public void A_truncated_shard_is_named(int left, string expected) => Expect(expected, () => entries.RemoveRange(left, Count - left));

    [Fact]
    public void A_truncated_shard_without_its_checkpoints_is_betrayed_by_its_subtrees() => Expect("entry 400 was truncated, with all after it: the store keeps a subtree of entries from 256 on that is not full", () =>
    {
        entries.RemoveRange(400, Count - 400);
        evidence.RemoveAll(one => one.Size > 400);
    });

    /// <summary>Both histories are signed by the same key; the sink took checkpoints of the other one.</summary>
    [Theory]
    [InlineData(100, "entry 0, or one after it up to 99, was forked: the sink's checkpoint over 100 entries was signed for others")]
    [InlineData(300, "entry 100, or one after it up to 299, was forked: the sink's checkpoint over 300 entries was signed for others")]
    public void A_forked_shard_is_named(int size, string expected) => Expect(expected, () =>
        evidence.Insert(evidence.FindIndex(one => one.Size == size) + 1, new Evidence(size, new byte[32], "the sink's checkpoint")));

    [Fact]
    public void A_fork_that_only_the_sink_has_signed_is_a_change() => Expect(
        "entry 600, or one after it up to 619, was changed: the sink's checkpoint over 620 entries was signed for others",
        () => evidence.Add(new Evidence(620, new byte[32], "the sink's checkpoint")));

    [Fact]
    public void A_subtree_that_is_itself_wrong_is_told_from_changed_entries() => Expect(
        "entry 100, or one after it up to 255, has no proof: together they are not what the store keeps of their subtree", () => blocks[(1, 0)] = new byte[32]);

    [Fact]
    public void A_missing_subtree_is_named() => Expect("entry 300, or one after it up to 511, has no proof: the store does not keep their subtree", () => blocks.Remove((1, 1)));

    [Fact]
    public void A_fault_of_an_entry_goes_before_a_missing_subtree() => Expect("entry 617 was dropped: the next one in the store is 618", () =>
    {
        blocks.Remove((1, 0));
        entries.RemoveAt(617);
    });

    [Fact]
    public void The_first_of_two_faults_is_named() => Expect("entry 17 was dropped: the next one in the store is 18", () =>
    {
        entries[400] = entries[400] with { Leaf = [] };
        entries.RemoveAt(17);
    });

    [Fact]
    public void A_doubt_goes_before_what_comes_behind_it() => Expect("entry 100, or one after it up to 255, was changed: together they are not what the store keeps of their subtree", () =>
    {
        entries[150] = Stored(150, Entry(9999));
        entries.RemoveAt(290);
    });

    /// <summary>Whatever byte of whatever entry is another, the shard is bad and no later entry is named.</summary>
    [Fact]
    public void No_changed_byte_is_overlooked() => Gen.Select(Gen.Int[0, 599], Gen.Int[0, 10_000], Gen.Byte[1, 255], Gen.Bool).Sample(
        (index, at, with, isHashed) =>
        {
            var leaf = (byte[])entries[index].Leaf.Clone();
            leaf[at % leaf.Length] ^= with;
            var changed = entries.ToList();
            changed[index] = changed[index] with { Leaf = leaf, Hash = isHashed ? MerkleHash.Leaf(leaf) : changed[index].Hash };
            var fault = Judge(changed, new Dictionary<(int, long), byte[]>(blocks), evidence);
            Assert.NotNull(fault);
            Assert.InRange(index, fault.From, fault.To);
        },
        iter: 60);

    private static StoredEntry Stored(long index, AuditEntry entry)
    {
        var leaf = AuditLeaf.Encode(Shard, index, entry);
        return new StoredEntry(
            index, leaf, MerkleHash.Leaf(leaf), entry.Kind == AuditKind.Mutation ? entry.Id : null, entry.At.ToUnixTimeMilliseconds(), entry.Subject?.ToArray(),
            HasText: entry.CaseHash is not null || entry.GlassHash is not null, Destroys: !entry.DestroyedKeys.IsEmpty);
    }

    private static AuditEntry Entry(int i) => new()
    {
        Id = new Guid(i, 0, 0, new byte[8]),
        At = DateTimeOffset.UnixEpoch.AddSeconds(i),
        Kind = i % 2 == 0 ? AuditKind.Mutation : AuditKind.Access,
        Subject = i % 3 == 0 ? null : [.. Enumerable.Repeat((byte)i, 16)],
        Operation = "profile.read",
        Outcome = "allowed",
    };

    private static AuditFault? Judge(List<StoredEntry> entries, Dictionary<(int Tier, long Index), byte[]> blocks, List<Evidence> evidence)
    {
        var verification = new ShardVerification(Shard, new TreeEvidence(evidence, blocks));
        return entries.TakeWhile(verification.Take).Count() >= 0 ? verification.End() : null;
    }

    private static List<Evidence> Write(List<StoredEntry> entries, Dictionary<(int Tier, long Index), byte[]> blocks, IEnumerable<AuditEntry> content)
    {
        var (tree, completed, signed) = (new MerkleFrontier(), new List<MerkleBlock>(), new List<Evidence>());
        foreach (var entry in content)
        {
            Sign();
            var stored = Stored(tree.Size, entry);
            entries.Add(stored);
            tree.Append(stored.Hash, completed);
        }

        Sign();
        completed.ForEach(block => blocks[(block.Tier, block.Index)] = block.Hash);
        return signed;

        void Sign()
        {
            if (SignedAt.Contains((int)tree.Size))
            {
                signed.Add(new Evidence(tree.Size, tree.Root(), "the log's checkpoint"));
            }
        }
    }

    private void Rewrite(IEnumerable<AuditEntry> content)
    {
        entries.Clear();
        blocks.Clear();
        Write(entries, blocks, content);
    }

    private ShardVerification Verification() => new(Shard, new TreeEvidence(evidence, blocks));

    private void Expect(string expected, Action tamper)
    {
        tamper();
        Assert.Equal(expected, Judge(entries, blocks, evidence)?.ToString());
    }
}
