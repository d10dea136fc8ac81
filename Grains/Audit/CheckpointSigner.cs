using System.Buffers.Text;
using System.Text;
using Grains.Keys;

namespace Grains.Audit;

/// <summary>
/// Signs a shard's checkpoints: over leaves that were read back from the store, on top of the tree that was signed last, so that no checkpoint
/// is ever inconsistent with an earlier one or below the largest signed size.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="shard">The shard.</param>
/// <param name="origin">What the shard calls itself.</param>
/// <param name="keys">The signing keys.</param>
internal sealed class CheckpointSigner(IAuditStore store, int shard, string origin, ISigningKeys keys)
{
    private const int Page = 1000;
    private readonly VerifierKey key = new(origin, Base64Url.DecodeFromChars(keys.CheckpointKey.X));
    private MerkleFrontier? signed;
    private AuditCheckpoint? newest;

    /// <summary>Compares the store with what was signed last.</summary>
    /// <returns>When it holds.</returns>
    /// <exception cref="AuditTamperedException">It holds something else.</exception>
    public async ValueTask Check()
    {
        var last = await store.Newest(shard);
        var tree = new MerkleFrontier();
        var isThere = await store.SignedSize(shard) == (last?.Size ?? -1);
        if (last is not null)
        {
            Expect(IsOurs(last), "its newest checkpoint is not one that was signed here");
            Expect(await store.Size(shard) >= last.Size, "it has fewer entries than were signed");
            tree = await new StoredTree(store, shard).Frontier(last.Size);
            Expect(tree.Root().AsSpan().SequenceEqual(last.Root), "its entries are not those that were signed");
        }

        Expect(isThere, "its newest checkpoint is not there");
        (signed, newest) = (tree, last);
    }

    /// <summary>Signs what has come since the last checkpoint; the first time, an empty shard too.</summary>
    /// <param name="written">The tree of what was surely written; null where nobody has written here yet.</param>
    /// <returns>The newest checkpoint.</returns>
    /// <exception cref="AuditTamperedException">What was signed or written is not in the store any more.</exception>
    public async ValueTask<AuditCheckpoint> Sign(MerkleFrontier? written)
    {
        if (signed is null)
        {
            await Check();
        }

        var size = await store.Size(shard);
        Expect(size >= signed!.Size && size >= (written?.Size ?? 0), "it has fewer entries than were written");
        if (newest is { } kept && kept.Size == size)
        {
            return kept;
        }

        var tree = await Extend(signed, size, written);
        await Prove(signed, tree);
        var checkpoint = Note(tree);
        if (await store.Keep(shard, checkpoint, key.ToString()))
        {
            (signed, newest) = (tree, checkpoint);
        }
        else
        {
            await Check(); // another activation was faster
        }

        return newest!;
    }

    private async ValueTask<MerkleFrontier> Extend(MerkleFrontier from, long size, MerkleFrontier? written)
    {
        var (tree, blocks) = (from.Fork(), new List<MerkleBlock>());
        while (tree.Size < size)
        {
            var leaves = await store.Leaves(shard, tree.Size, (int)Math.Min(Page, size - tree.Size));
            Expect(leaves.Count > 0, "entries are missing");
            foreach (var leaf in leaves)
            {
                var hash = MerkleHash.Leaf(leaf.Leaf);
                Expect(leaf.Index == tree.Size && AuditLeafReader.IsAt(leaf.Leaf, shard, leaf.Index), "an entry is not in its place");
                Expect(hash.AsSpan().SequenceEqual(leaf.Hash), "an entry was changed");
                tree.Append(hash, blocks);
                Expect(tree.Size != written?.Size || tree.Root().AsSpan().SequenceEqual(written.Root()), "its entries are not those that were written");
            }
        }

        await Compare(blocks);
        return tree;
    }

    /// <summary>Compares the subtrees of the entries read with those that the store keeps, from which proofs are made.</summary>
    private async ValueTask Compare(List<MerkleBlock> blocks)
    {
        foreach (var tier in blocks.GroupBy(static block => block.Tier))
        {
            var kept = await store.Hashes(shard, new MerkleTile(tier.Key, tier.First().Index, tier.Count()));
            Expect(kept.AsSpan().SequenceEqual(tier.SelectMany(static block => block.Hash).ToArray()), "its subtrees are not those of its entries");
        }
    }

    /// <summary>No checkpoint leaves that an auditor could not prove to follow the one before.</summary>
    private async ValueTask Prove(MerkleFrontier older, MerkleFrontier newer)
    {
        if (older.Size > 0)
        {
            var proof = await new StoredTree(store, shard).Prove(MerkleRanges.Consistency(older.Size, newer.Size));
            Expect(MerkleProof.IsConsistent(older.Size, newer.Size, older.Root(), newer.Root(), proof), "its entries do not follow those that were signed");
        }
    }

    private AuditCheckpoint Note(MerkleFrontier tree)
    {
        var checkpoint = new CheckpointText(origin, tree.Size, tree.Root());
        var note = new SignedNote(checkpoint.Text, [new NoteSignature(key.Name, key.Id, keys.SignCheckpoint(Encoding.UTF8.GetBytes(checkpoint.Text)))]);
        return new AuditCheckpoint(checkpoint.Size, checkpoint.Root, note.ToString());
    }

    private bool IsOurs(AuditCheckpoint kept) =>
        SignedNote.TryParse(kept.Note) is { } note
        && CheckpointText.TryParse(note.Text) is { } checkpoint
        && checkpoint.Origin == origin && checkpoint.Size == kept.Size && checkpoint.Root.AsSpan().SequenceEqual(kept.Root)
        && note.Signatures.Any(line => line.Name == key.Name && line.KeyId == key.Id && keys.VerifyCheckpoint(Encoding.UTF8.GetBytes(note.Text), line.Bytes));

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new AuditTamperedException(otherwise);
        }
    }
}
