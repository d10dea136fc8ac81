using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Grains.Personalization;

/// <summary>Four bytes that stand for an offer where its id would be too long: in decision ids and in what was learned. The loader refuses a
/// catalogue in which two offers share one.</summary>
internal static class OfferTag
{
    /// <summary>The tag of an offer.</summary>
    /// <param name="offer">The offer's id.</param>
    /// <returns>The first four bytes of SHA-256 of the id.</returns>
    public static uint Of(string offer) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(offer)));
}
