using System.Runtime.CompilerServices;
using System.Text;

namespace Grains.Activity;

/// <summary>
/// Writes the parts of a packed record. Numbers are LEB128 (seven bits a byte, lowest first, the high bit says that more follow), signed
/// ones zigzag. Money is one such number: hundredths &lt;&lt; 2 | negative &lt;&lt; 1, and where it has more than two decimals
/// digits &lt;&lt; 5 | decimals &lt;&lt; 2 | negative &lt;&lt; 1 | 1; exact, two or three bytes for everyday amounts. Every part says where it ends, so a record's leading parts are also its key.
/// </summary>
internal sealed class PackedWriter
{
    private byte[] buffer = new byte[256];
    private int length;

    /// <summary>What was written since <see cref="Clear"/>; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>Starts the next record.</summary>
    public PackedWriter Clear()
    {
        length = 0;
        return this;
    }

    /// <summary>Writes a LEB128 number.</summary>
    public void WriteUnsigned(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            buffer[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[length++] = (byte)value;
    }

    /// <summary>Writes a code, a count or a length.</summary>
    public void WriteCode(int value) => WriteUnsigned((uint)value);

    /// <summary>Writes a zigzag number.</summary>
    public void WriteSigned(long value) => WriteUnsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes an exact amount of at most seven decimals.</summary>
    public void WriteMoney(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var decimals = (bits[3] >> 16) & 0xFF;
        var isNegative = bits[3] < 0 && value != 0;
        if (decimals <= 2 && bits[2] == 0 && (uint)bits[1] < 1 << 20)
        {
            var hundredths = ((ulong)(uint)bits[0] | ((ulong)(uint)bits[1] << 32)) * (decimals == 2 ? 1u : decimals == 1 ? 10u : 100u);
            WriteUnsigned((hundredths << 2) | (isNegative ? 2u : 0u));
        }
        else
        {
            WriteWide(new UInt128((uint)bits[2], (uint)bits[0] | ((ulong)(uint)bits[1] << 32)), decimals, isNegative ? 2u : 0u);
        }
    }

    /// <summary>Writes bytes as they are.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }

    /// <summary>Writes text as UTF-8, without its length.</summary>
    public void WriteText(string text)
    {
        Reserve(text.Length * 3);
        length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));
    }

    private void WriteWide(UInt128 digits, int decimals, uint sign)
    {
        for (; decimals > 2 && digits % 10 == 0; decimals--)
        {
            digits /= 10;
        }

        for (; decimals < 2; decimals++)
        {
            digits *= 10;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 7);
        Reserve(19);
        var value = decimals == 2 ? (digits << 2) | sign : (digits << 5) | ((uint)decimals << 2) | sign | 1;
        for (; value > ulong.MaxValue; value >>= 7)
        {
            buffer[length++] = (byte)((uint)value | 0x80);
        }

        WriteUnsigned((ulong)value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int count)
    {
        if (buffer.Length - length < count)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + count));
        }
    }
}
