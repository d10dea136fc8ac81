using System.Globalization;
using System.Text;

namespace Grains.Activity;

/// <summary>
/// A bank's id in few bytes: 0 and a number (up to 18 digits without leading zeros), 1 and 16 bytes (a lower-case UUID), else the length
/// of its UTF-8 plus 1, and that. It says where it ends, so equal ids are equal bytes and no id begins another.
/// </summary>
internal static class PackedId
{
    private const int Number = 0;
    private const int Uuid = 1;

    /// <summary>Writes an id.</summary>
    public static void Write(PackedWriter writer, string id)
    {
        if (IsNumber(id))
        {
            writer.WriteCode(Number);
            writer.WriteUnsigned(ulong.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture));
        }
        else if (IsUuid(id, out var uuid))
        {
            Span<byte> bytes = stackalloc byte[16];
            uuid.TryWriteBytes(bytes, bigEndian: true, out _);
            writer.WriteCode(Uuid);
            writer.WriteBytes(bytes);
        }
        else
        {
            writer.WriteCode(Encoding.UTF8.GetByteCount(id) + 1);
            writer.WriteText(id);
        }
    }

    /// <summary>Reads an id.</summary>
    public static string Read(ref PackedReader reader) => reader.ReadCode() switch
    {
        Number => reader.ReadUnsigned().ToString(CultureInfo.InvariantCulture),
        Uuid => new Guid(reader.ReadBytes(16), bigEndian: true).ToString(),
        var form => Encoding.UTF8.GetString(reader.ReadBytes(form - 1)),
    };

    /// <summary>Reads past an id.</summary>
    public static void Skip(ref PackedReader reader)
    {
        switch (reader.ReadCode())
        {
            case Number:
                reader.ReadUnsigned();
                break;
            case Uuid:
                reader.ReadBytes(16);
                break;
            case var form:
                reader.ReadBytes(form - 1);
                break;
        }
    }

    private static bool IsNumber(string id)
    {
        if (id.Length > 18 || (id[0] == '0' && id.Length > 1))
        {
            return false;
        }

        foreach (var c in id)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsUuid(string id, out Guid uuid)
    {
        uuid = default;
        Span<char> text = stackalloc char[36];

        // The parser is lenient, so only what is written back the same counts.
        return id.Length == 36 && Guid.TryParseExact(id, "D", out uuid) && uuid.TryFormat(text, out _) && text.SequenceEqual(id);
    }
}
