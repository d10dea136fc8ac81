using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Grains.Keys;

namespace Grains.Personalization;

/// <summary>
/// A decision's id says itself what was decided, so that a recommendation writes nothing: version (1 byte) ‖ minute since 1970 (4, big-endian)
/// ‖ random (8) ‖ the tags of the offers shown (4 each) ‖ the first 16 bytes of HMAC-SHA256 over all of it under the customer's own key; in
/// base64url. What the MAC is over besides, and the id does not tell, is the consent under which it was made. Another customer's id, a made-up one, one made
/// before the customer's key was destroyed and one made before the present consent began do not verify.
/// </summary>
internal static class DecisionId
{
    /// <summary>How long a decision may be named in feedback.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const byte Version = 1;
    private const int MinuteAt = 1;
    private const int NumberAt = 5;
    private const int TagsAt = 13;
    private const int MacLength = 16;
    private const int ConsentLength = 16;
    private const int MaxLength = TagsAt + (4 * OfferRanker.MostShown) + MacLength;

    /// <summary>Makes an id.</summary>
    /// <param name="key">The customer's personal key.</param>
    /// <param name="now">Now.</param>
    /// <param name="consent">What the consent began with; empty for none.</param>
    /// <param name="tags">The tags of the offers shown, at most 50.</param>
    /// <returns>The id.</returns>
    public static string Mint(CustomerKey key, DateTimeOffset now, Guid consent, ReadOnlySpan<uint> tags)
    {
        Span<byte> id = stackalloc byte[TagsAt + (4 * tags.Length) + MacLength];
        id[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(id[MinuteAt..], Minute(now));
        RandomNumberGenerator.Fill(id[NumberAt..TagsAt]);
        for (var i = 0; i < tags.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(id[(TagsAt + (4 * i))..], tags[i]);
        }

        Mac(key, id[..^MacLength], consent, id[^MacLength..]);
        return Base64Url.EncodeToString(id);
    }

    /// <summary>Reads an id.</summary>
    /// <param name="key">The customer's personal key.</param>
    /// <param name="text">The id as sent.</param>
    /// <param name="now">Now.</param>
    /// <param name="consent">What the present consent began with.</param>
    /// <returns>The decision; null where it is none of this customer's, older than <see cref="Kept"/> or made under another consent.</returns>
    public static Decision? TryRead(CustomerKey key, string? text, DateTimeOffset now, Guid consent)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        Span<byte> mac = stackalloc byte[MacLength];
        if (text is null || text.Length > Base64Url.GetEncodedLength(MaxLength) || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, buffer, out var length)
            || length < TagsAt + MacLength || (length - TagsAt - MacLength) % 4 != 0 || buffer[0] != Version)
        {
            return null;
        }

        var id = buffer[..length];
        Mac(key, id[..^MacLength], consent, mac);
        var minute = BinaryPrimitives.ReadUInt32BigEndian(id[MinuteAt..]);
        return CryptographicOperations.FixedTimeEquals(mac, id[^MacLength..]) && !IsTooOld(minute, now)
            ? new Decision(BinaryPrimitives.ReadUInt64BigEndian(id[NumberAt..]), minute, Tags(id[TagsAt..^MacLength])) : null;
    }

    /// <summary>Whether a decision made in a minute may be named no more.</summary>
    /// <param name="minute">Minutes since 1970.</param>
    /// <param name="now">Now.</param>
    /// <returns>True where it is too old.</returns>
    public static bool IsTooOld(uint minute, DateTimeOffset now) => Minute(now) > minute + (long)Kept.TotalMinutes;

    private static uint Minute(DateTimeOffset at) => (uint)(at.ToUnixTimeSeconds() / 60);

    private static uint[] Tags(ReadOnlySpan<byte> bytes)
    {
        var tags = new uint[bytes.Length / 4];
        for (var i = 0; i < tags.Length; i++)
        {
            tags[i] = BinaryPrimitives.ReadUInt32BigEndian(bytes[(4 * i)..]);
        }

        return tags;
    }

    private static void Mac(CustomerKey key, ReadOnlySpan<byte> data, Guid consent, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> bound = stackalloc byte[MaxLength + ConsentLength];
        consent.TryWriteBytes(bound);
        data.CopyTo(bound[ConsentLength..]);
        key.Mac(KeyUses.Decision, bound[..(ConsentLength + data.Length)], whole);
        whole[..MacLength].CopyTo(mac);
    }
}

/// <summary>A decision, as its id tells it.</summary>
/// <param name="Number">Random; the decision's own.</param>
/// <param name="Minute">When it was made, in minutes since 1970.</param>
/// <param name="Offers">The tags of the offers shown, best first.</param>
internal sealed record Decision(ulong Number, uint Minute, uint[] Offers);
