using System.Text;

namespace Grains.Activity;

/// <summary>Reads what <see cref="PackedWriter"/> wrote. The bytes come out of an authenticated envelope, so they are taken at their word.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>How many bytes were read.</summary>
    public int Position { get; private set; }

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => Position == bytes.Length;

    /// <summary>Reads a LEB128 number.</summary>
    public ulong ReadUnsigned()
    {
        ulong value = bytes[Position++];
        if (value < 0x80)
        {
            return value;
        }

        value &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            var next = bytes[Position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    /// <summary>Reads a code, a count or a length.</summary>
    public int ReadCode() => (int)ReadUnsigned();

    /// <summary>Reads a zigzag number.</summary>
    public long ReadSigned()
    {
        var value = ReadUnsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads an exact amount.</summary>
    public decimal ReadMoney()
    {
        var rest = bytes[Position..];
        var value = 0UL;
        for (var i = 0; i < 9; i++)
        {
            value |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] < 0x80)
            {
                Position += i + 1;
                return (value & 1) == 0 ? ToDecimal(value >> 2, value, 2) : ToDecimal(value >> 5, value, (byte)((value >> 2) & 7));
            }
        }

        return ReadWideMoney(rest);
    }

    /// <summary>Reads past a number or an amount.</summary>
    /// <returns>Its bytes.</returns>
    public ReadOnlySpan<byte> ReadRaw()
    {
        var start = Position;
        while (bytes[Position++] >= 0x80)
        {
        }

        return bytes[start..Position];
    }

    /// <summary>Reads so many bytes.</summary>
    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        var read = bytes.Slice(Position, count);
        Position += count;
        return read;
    }

    /// <summary>Reads the rest as text.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadBytes(bytes.Length - Position));

    private static decimal ToDecimal(UInt128 digits, ulong value, byte decimals)
    {
        var low = (ulong)digits;
        return new decimal((int)low, (int)(low >> 32), (int)(uint)(digits >> 64), (value & 2) != 0, decimals);
    }

    private decimal ReadWideMoney(ReadOnlySpan<byte> rest)
    {
        UInt128 value = 0;
        var read = 0;
        do
        {
            value |= (UInt128)(rest[read] & 0x7Fu) << (7 * read);
        }
        while (rest[read++] >= 0x80);

        Position += read;
        var low = (ulong)value;
        return (low & 1) == 0 ? ToDecimal(value >> 2, low, 2) : ToDecimal(value >> 5, low, (byte)((low >> 2) & 7));
    }
}
