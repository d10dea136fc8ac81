using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Grains.Keys;

namespace Grains.Personalization;

/// <summary>
/// The chance in a decision: numbers that follow from a seed (SplitMix64, Steele, Lea and Flood 2014). The seed follows from the customer's key, the day and
/// the surface, so that the same call gives the same answer all day, another day another one, and nobody without the key can tell which.
/// </summary>
/// <param name="seed">The seed.</param>
internal struct Coins(ulong seed)
{
    private const string Use = "exploration";
    private ulong state = seed;

    /// <summary>A customer's coins of a day.</summary>
    /// <param name="key">Their personal key.</param>
    /// <param name="day">The day.</param>
    /// <param name="surface">The surface, at most 32 characters of ASCII.</param>
    /// <returns>The coins.</returns>
    public static Coins Of(CustomerKey key, DateOnly day, string surface)
    {
        Span<byte> named = stackalloc byte[4 + 32];
        BinaryPrimitives.WriteInt32BigEndian(named, day.DayNumber);
        var length = 4 + Encoding.ASCII.GetBytes(surface, named[4..]);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        key.Mac(Use, named[..length], mac);
        return new Coins(BinaryPrimitives.ReadUInt64BigEndian(mac));
    }

    /// <summary>The next number.</summary>
    /// <returns>0 to just below 1, uniform.</returns>
    public double Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
