using System.Globalization;

namespace Grains.Audit;

/// <summary>A checkpoint whose signature holds, to compare the entries with.</summary>
/// <param name="Size">How many leaves.</param>
/// <param name="Root">The root of their tree.</param>
/// <param name="Source">Where it was found.</param>
internal sealed record Evidence(long Size, byte[] Root, string Source);

/// <summary>Compares a growing tree with what was signed of it and with the subtrees that the store keeps.</summary>
/// <param name="checkpoints">The checkpoints, by size.</param>
/// <param name="blocks">The subtrees; emptied as they are met.</param>
internal sealed class TreeEvidence(IReadOnlyList<Evidence> checkpoints, IDictionary<(int Tier, long Index), byte[]> blocks)
{
    private AuditFault? doubt;
    private AuditFault? unproven;
    private bool isSignedAgainst;
    private long proven;
    private int next;

    /// <summary>Compares the tree as it is now.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="completed">The subtrees that its last leaf completed.</param>
    public void Compare(MerkleFrontier tree, IEnumerable<MerkleBlock> completed)
    {
        foreach (var block in completed)
        {
            Compare(block, tree.Size);
        }

        Evidence? against = null;
        var isSigned = false;
        for (; next < checkpoints.Count && checkpoints[next].Size == tree.Size; next++)
        {
            var agrees = checkpoints[next].Root.AsSpan().SequenceEqual(tree.Root());
            isSigned |= agrees;
            against = agrees ? against : checkpoints[next];
        }

        if (against is not null)
        {
            isSignedAgainst = true;
            doubt ??= new AuditFault(proven, Math.Max(proven, tree.Size - 1), AuditFaultKind.Changed, Text($"{against.Source} over {against.Size} entries was signed for others"));
        }

        if (isSigned)
        {
            Agree(tree.Size);
        }
    }

    /// <summary>The first fault of all.</summary>
    /// <param name="size">How many entries there are.</param>
    /// <param name="known">The fault that was found in the entries themselves; null where there is none.</param>
    /// <returns>The first one; null where all is good.</returns>
    public AuditFault? First(long size, AuditFault? known)
    {
        if (known is null && next < checkpoints.Count)
        {
            known = new AuditFault(size, size, AuditFaultKind.Truncated, Text($"{checkpoints[next].Source} was signed over {checkpoints[next].Size} entries"));
        }

        if (known is null && blocks.Count > 0)
        {
            var (tier, index) = blocks.Keys.MinBy(static key => key.Index << (key.Tier * MerkleTile.Height));
            var from = index << (tier * MerkleTile.Height);
            known = new AuditFault(size, size, AuditFaultKind.Truncated, Text($"the store keeps a subtree of entries from {from} on that is not full"));
        }

        return doubt is not null && (known is null || doubt.From <= known.From) ? doubt : known ?? unproven;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Compare(MerkleBlock block, long size)
    {
        var from = Math.Max(block.Index << (block.Tier * MerkleTile.Height), proven);
        if (!blocks.Remove((block.Tier, block.Index), out var kept))
        {
            unproven ??= new AuditFault(from, size - 1, AuditFaultKind.Unproven, "the store does not keep their subtree");
        }
        else if (!kept.AsSpan().SequenceEqual(block.Hash))
        {
            doubt ??= new AuditFault(from, size - 1, AuditFaultKind.Changed, "together they are not what the store keeps of their subtree");
        }
    }

    /// <summary>A checkpoint agrees: what was signed before for others was signed for another history, and a subtree that differs is itself wrong.</summary>
    private void Agree(long size)
    {
        if (doubt is null)
        {
            proven = size;
        }
        else if (isSignedAgainst)
        {
            doubt = size > doubt.From ? doubt with { Kind = AuditFaultKind.Forked } : doubt;
        }
        else
        {
            unproven ??= doubt with { Kind = AuditFaultKind.Unproven };
            (doubt, proven) = (null, size);
        }
    }
}
