using System.Text;

namespace Grains.Activity;

/// <summary>
/// Texts by code, each held once. A text's code is its place in the list; a place that is no longer used is an empty record, and the next
/// new text takes it.
/// </summary>
internal sealed class TextTable(byte[] packed)
{
    private readonly PackedRecords places = new(packed);

    /// <summary>Whether anything differs from the array it was made of.</summary>
    public bool HasChanged => places.HasChanged;

    /// <summary>A text's code; adds the text where it is new.</summary>
    /// <param name="text">At least one character.</param>
    /// <returns>The code.</returns>
    public int CodeOf(string text)
    {
        Span<byte> utf8 = stackalloc byte[1024];
        if (text.Length > 340)
        {
            utf8 = new byte[text.Length * 3];
        }

        utf8 = utf8[..Encoding.UTF8.GetBytes(text, utf8)];
        var (code, free, freeAt) = (0, -1, 0);
        for (int at = 0, next; at < places.End; at = next, code++)
        {
            var held = places.At(at, out next);
            if (held.SequenceEqual(utf8))
            {
                return code;
            }

            if (held.IsEmpty && free < 0)
            {
                (free, freeAt) = (code, at);
            }
        }

        if (free >= 0)
        {
            places.Replace(freeAt, utf8);
            return free;
        }

        places.Append(utf8);
        return code;
    }

    /// <summary>A text's code.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The code; -1 where the table does not hold it.</returns>
    public int Find(string text)
    {
        Span<byte> utf8 = stackalloc byte[text.Length * 3];
        utf8 = utf8[..Encoding.UTF8.GetBytes(text, utf8)];
        var code = 0;
        for (int at = 0, next; at < places.End; at = next, code++)
        {
            if (places.At(at, out next).SequenceEqual(utf8))
            {
                return code;
            }
        }

        return -1;
    }

    /// <summary>The text of a code.</summary>
    public string this[int code]
    {
        get
        {
            var at = 0;
            for (; code > 0; code--)
            {
                places.At(at, out at);
            }

            return Encoding.UTF8.GetString(places.At(at, out _));
        }
    }

    /// <summary>The texts by code.</summary>
    public string[] ToTexts()
    {
        var texts = new List<string>();
        for (int at = 0, next; at < places.End; at = next)
        {
            texts.Add(Encoding.UTF8.GetString(places.At(at, out next)));
        }

        return [.. texts];
    }

    /// <summary>Forgets the texts whose code is not used.</summary>
    /// <param name="used">The codes in use.</param>
    public void Keep(HashSet<int> used)
    {
        var (code, lastUsed) = (0, 0);
        for (int at = 0, next; at < places.End; at = next, code++)
        {
            var isUsed = used.Contains(code);
            if (!isUsed && !places.At(at, out next).IsEmpty)
            {
                places.Replace(at, []);
            }

            places.At(at, out next);
            lastUsed = isUsed ? code + 1 : lastUsed;
        }

        code = 0;
        places.Keep(_ => code++ < lastUsed);
    }

    /// <summary>The table as one array.</summary>
    public byte[] ToArray() => places.ToArray();
}
