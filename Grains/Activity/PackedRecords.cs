namespace Grains.Activity;

/// <summary>
/// A list of records in one buffer: each is its length (LEB128) and its bytes, in the order of adding. It reads a section's own array and
/// copies it at the first change, so that the section stays as it was.
/// </summary>
internal sealed class PackedRecords(byte[] packed)
{
    private byte[] buffer = packed;

    /// <summary>Where the last record ends.</summary>
    public int End { get; private set; } = packed.Length;

    /// <summary>Decides which records stay.</summary>
    public delegate bool Choice(ReadOnlySpan<byte> record);

    /// <summary>Whether anything differs from the array it was made of.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>The record that starts at a position.</summary>
    /// <param name="start">0, or the end of another record.</param>
    /// <param name="next">Where the next one starts.</param>
    /// <returns>Its bytes; valid until the next change.</returns>
    public ReadOnlySpan<byte> At(int start, out int next)
    {
        var length = (int)buffer[start++];
        if (length >= 0x80)
        {
            length = (length & 0x7F) | (buffer[start++] << 7);
            if (length >= 0x4000)
            {
                length = (length & 0x3FFF) | (buffer[start++] << 14);
            }
        }

        next = start + length;
        return buffer.AsSpan(start, length);
    }

    /// <summary>Finds the record that begins with a key.</summary>
    /// <param name="key">Whole leading parts of a record.</param>
    /// <returns>Where it starts; -1 where there is none.</returns>
    public int Find(ReadOnlySpan<byte> key)
    {
        for (int at = 0, next; at < End; at = next)
        {
            if (At(at, out next).StartsWith(key))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Adds a record behind the others.</summary>
    public void Append(ReadOnlySpan<byte> record) => Splice(End, End, record, hasRecord: true);

    /// <summary>Puts another record in the place of one; the same again changes nothing.</summary>
    public void Replace(int start, ReadOnlySpan<byte> record)
    {
        if (!At(start, out var next).SequenceEqual(record))
        {
            Splice(start, next, record, hasRecord: true);
        }
    }

    /// <summary>Takes a record out.</summary>
    public void Remove(int start)
    {
        At(start, out var next);
        Splice(start, next, [], hasRecord: false);
    }

    /// <summary>Keeps the records that are chosen, in their order.</summary>
    public void Keep(Choice chosen)
    {
        var kept = 0;
        for (int at = 0, next; at < End; at = next)
        {
            if (chosen(At(at, out next)))
            {
                if (kept != at)
                {
                    buffer.AsSpan(at, next - at).CopyTo(buffer.AsSpan(kept));
                }

                kept += next - at;
            }
            else
            {
                Own(0);
            }
        }

        End = kept;
    }

    /// <summary>The list as one array; the one it was made of where nothing changed.</summary>
    public byte[] ToArray() => HasChanged ? buffer[..End] : buffer;

    private void Splice(int start, int end, ReadOnlySpan<byte> record, bool hasRecord)
    {
        Span<byte> prefix = stackalloc byte[3];
        var prefixLength = hasRecord ? WriteLength(prefix, record.Length) : 0;
        var growth = prefixLength + record.Length - (end - start);
        Own(growth);
        buffer.AsSpan(end, End - end).CopyTo(buffer.AsSpan(end + growth));
        prefix[..prefixLength].CopyTo(buffer.AsSpan(start));
        record.CopyTo(buffer.AsSpan(start + prefixLength));
        End += growth;
    }

    private void Own(int growth)
    {
        if (!HasChanged || buffer.Length < End + growth)
        {
            var larger = new byte[Math.Max(End + growth, HasChanged ? buffer.Length * 2 : End + 128)];
            buffer.AsSpan(0, End).CopyTo(larger);
            buffer = larger;
            HasChanged = true;
        }
    }

    private static int WriteLength(Span<byte> prefix, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(length, 1 << 21);
        var written = 0;
        for (; length >= 0x80; length >>= 7)
        {
            prefix[written++] = (byte)(length | 0x80);
        }

        prefix[written++] = (byte)length;
        return written;
    }
}
