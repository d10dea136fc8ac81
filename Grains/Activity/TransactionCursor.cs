using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Grains.Interfaces.Activity;

namespace Grains.Activity;

/// <summary>A place in the order of transactions, newest first: by moment of booking, then by id.</summary>
/// <param name="BookedAt">UTC ticks.</param>
/// <param name="Id">The bank's id.</param>
internal readonly record struct TransactionCursor(long BookedAt, string Id) : IComparable<TransactionCursor>
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Newest first.</summary>
    public int CompareTo(TransactionCursor other) =>
        BookedAt != other.BookedAt ? other.BookedAt.CompareTo(BookedAt) : string.CompareOrdinal(other.Id, Id);

    /// <summary>The cursor as text for <see cref="TransactionPage.Next"/>: base64url of ticks and id.</summary>
    public override string ToString()
    {
        var bytes = new byte[8 + Encoding.UTF8.GetByteCount(Id)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, BookedAt);
        Encoding.UTF8.GetBytes(Id, bytes.AsSpan(8));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, out TransactionCursor cursor)
    {
        cursor = default;
        if (text.Length > 512 || !Base64Url.IsValid(text))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= 8)
        {
            return false;
        }

        try
        {
            cursor = new(BinaryPrimitives.ReadInt64BigEndian(bytes), Strict.GetString(bytes.AsSpan(8)));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        return TransactionRules.IsId(cursor.Id) && cursor.BookedAt >= 0 && cursor.BookedAt <= DateTime.MaxValue.Ticks
            && cursor.ToString() == text;
    }
}
