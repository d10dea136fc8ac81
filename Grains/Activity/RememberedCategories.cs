using System.Text;

namespace Grains.Activity;

/// <summary>
/// The categories that the customer gave to counterparties: at most 512 bytes, the one given longest ago goes first and the one given last
/// stays, however long. Packed: category's code among the names · the counterparty, its letters in upper case and its spaces single.
/// </summary>
internal sealed class RememberedCategories(byte[] packed)
{
    /// <summary>The most bytes, but for one counterparty that alone takes more: 140 letters can be 560 bytes.</summary>
    public const int MostBytes = 512;

    private readonly PackedRecords corrections = new(packed);

    /// <summary>Whether anything differs from the array it was made of.</summary>
    public bool HasChanged => corrections.HasChanged;

    /// <summary>What the customer said of a counterparty.</summary>
    /// <param name="counterparty">As the bank sent it.</param>
    /// <returns>The category's code; null where they said nothing.</returns>
    public int? Of(string? counterparty) =>
        counterparty is null || corrections.End == 0 ? null : Find(Encoding.UTF8.GetBytes(Normalise(counterparty)), out var category) < 0 ? null : category;

    /// <summary>Remembers what the customer said of a counterparty.</summary>
    public void Remember(string counterparty, int category)
    {
        var name = Encoding.UTF8.GetBytes(Normalise(counterparty));
        var at = Find(name, out var known);
        if (at >= 0 && known == category)
        {
            return;
        }

        if (at >= 0)
        {
            corrections.Remove(at);
        }

        var writer = new PackedWriter();
        writer.WriteCode(category);
        writer.WriteBytes(name);
        corrections.Append(writer.Written);
        for (corrections.At(0, out var second); corrections.End > MostBytes && second < corrections.End; corrections.At(0, out second))
        {
            corrections.Remove(0);
        }
    }

    /// <summary>Every correction, the one given longest ago first.</summary>
    public List<(string Counterparty, int Category)> ToCorrections()
    {
        var all = new List<(string, int)>();
        for (int at = 0, next; at < corrections.End; at = next)
        {
            var record = corrections.At(at, out next);
            var reader = new PackedReader(record);
            var category = reader.ReadCode();
            all.Add((Encoding.UTF8.GetString(record[reader.Position..]), category));
        }

        return all;
    }

    /// <summary>The corrections as one array.</summary>
    public byte[] ToArray() => corrections.ToArray();

    private static string Normalise(string counterparty) =>
        string.Join(' ', counterparty.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();

    private int Find(ReadOnlySpan<byte> name, out int category)
    {
        for (int at = 0, next; at < corrections.End; at = next)
        {
            var record = corrections.At(at, out next);
            var reader = new PackedReader(record);
            category = reader.ReadCode();
            if (record[reader.Position..].SequenceEqual(name))
            {
                return at;
            }
        }

        category = 0;
        return -1;
    }
}
