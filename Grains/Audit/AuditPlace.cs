using System.Buffers.Binary;

namespace Grains.Audit;

/// <summary>Which shard of the log holds a customer's entries.</summary>
internal static class AuditPlace
{
    /// <summary>The shard; a pseudonym is spread evenly by itself.</summary>
    /// <param name="customer">The pseudonym.</param>
    /// <param name="shards">How many shards the log has.</param>
    /// <returns>From 0.</returns>
    public static int Of(Guid customer, int shards)
    {
        Span<byte> bytes = stackalloc byte[16];
        customer.TryWriteBytes(bytes, bigEndian: true, out _);
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes) % (uint)shards);
    }
}
