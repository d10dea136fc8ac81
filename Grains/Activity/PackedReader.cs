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
        UInt128 value = 0;
        byte next;
        var shift = 0;
        do
        {
            next = bytes[Position++];
            value |= (UInt128)(next & 0x7Fu) << shift;
            shift += 7;
        }
        while (next >= 0x80);

        var digits = value >> 4;
        var low = (ulong)digits;
        return new decimal((int)low, (int)(low >> 32), (int)(uint)(digits >> 64), ((int)value & 8) != 0, (byte)((int)value & 7));
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
}
