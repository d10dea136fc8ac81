using System.Buffers.Text;
using System.Text;
using Grains.Activity;

namespace Grains.Insights;

/// <summary>Whose payments are looked at together.</summary>
/// <param name="Account">The account's code.</param>
/// <param name="Currency">The currency's code among the names.</param>
/// <param name="IsInflow">Whether they bring money in.</param>
/// <param name="Counterparty">As received.</param>
internal readonly record struct StreamKey(int Account, int Currency, bool IsInflow, string Counterparty)
{
    /// <summary>Reads a key.</summary>
    public static StreamKey Read(ref PackedReader reader)
    {
        var (account, currency, name) = (reader.ReadCode(), reader.ReadCode(), reader.ReadCode());
        return new(account, currency, (name & 1) != 0, Encoding.UTF8.GetString(reader.ReadBytes(name >> 1)));
    }

    /// <summary>Reads past a key.</summary>
    /// <returns>The account's code.</returns>
    public static int Skip(ref PackedReader reader)
    {
        var account = reader.ReadCode();
        reader.ReadRaw();
        reader.ReadBytes(reader.ReadCode() >> 1);
        return account;
    }

    /// <summary>Writes the key.</summary>
    public void Write(PackedWriter writer)
    {
        writer.WriteCode(Account);
        writer.WriteCode(Currency);
        writer.WriteCode((Encoding.UTF8.GetByteCount(Counterparty) << 1) | (IsInflow ? 1 : 0));
        writer.WriteText(Counterparty);
    }

    /// <summary>The id of a stream: FNV-1a, 64 bit, of the key and the stream's place; 11 characters of base64url.</summary>
    /// <param name="ordinal">The stream's place among those of the counterparty.</param>
    /// <param name="writer">Is used for it.</param>
    public string IdOf(int ordinal, PackedWriter writer)
    {
        Write(writer.Clear());
        writer.WriteCode(ordinal);
        var hash = 14695981039346656037UL;
        foreach (var part in writer.Written)
        {
            hash = (hash ^ part) * 1099511628211UL;
        }

        Span<byte> bytes = stackalloc byte[8];
        BitConverter.TryWriteBytes(bytes, hash);
        return Base64Url.EncodeToString(bytes);
    }
}
