using System.Buffers.Text;
using System.Globalization;

namespace Grains.Audit;

/// <summary>What a log says of itself at a size (C2SP tlog-checkpoint).</summary>
/// <param name="Origin">Which log.</param>
/// <param name="Size">How many leaves.</param>
/// <param name="Root">The root of their tree.</param>
internal sealed record CheckpointText(string Origin, long Size, byte[] Root)
{
    /// <summary>The text that is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    /// <summary>What a shard of a deployment's log calls itself.</summary>
    /// <param name="service">The service id.</param>
    /// <param name="shard">The shard.</param>
    /// <returns>The origin, also the name of the key.</returns>
    public static string OriginOf(string service, int shard) => string.Create(CultureInfo.InvariantCulture, $"{service}/audit/{shard}");

    /// <summary>Reads a checkpoint's text.</summary>
    /// <param name="text">As written.</param>
    /// <returns>The checkpoint; null where it is none, or not written as this log writes them.</returns>
    public static CheckpointText? TryParse(string text)
    {
        if (text.Split('\n') is not [{ Length: > 0 } origin, var size, var root, ""]
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves)
            || !Base64.IsValid(root) || Convert.FromBase64String(root) is not { Length: MerkleHash.Length } hash)
        {
            return null;
        }

        var checkpoint = new CheckpointText(origin, leaves, hash);
        return checkpoint.Text == text ? checkpoint : null;
    }
}
