using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.LowLevelAPI80;

namespace Silo.Keys;

/// <summary>A PKCS#11 template whose values lie in one piece of pinned memory, zeroed on disposal: a key in it leaves no copy.</summary>
internal sealed class HsmTemplate : IDisposable
{
    private const int Capacity = 256;
    private const int Alignment = 8;

    private readonly byte[] values = GC.AllocateArray<byte>(Capacity, pinned: true);
    private readonly List<int> starts = [];
    private readonly List<CK_ATTRIBUTE> attributes = [];
    private int used;

    /// <summary>The attributes, as the library takes them.</summary>
    /// <returns>A copy; the values are shared.</returns>
    public CK_ATTRIBUTE[] ToArray() => [.. attributes];

    /// <summary>Adds a number.</summary>
    /// <param name="type">The attribute.</param>
    /// <param name="value">Its value.</param>
    /// <returns>This template.</returns>
    public HsmTemplate Add(CKA type, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Room(type, sizeof(ulong)), value);
        return this;
    }

    /// <summary>Adds a yes or no.</summary>
    /// <param name="type">The attribute.</param>
    /// <param name="value">Its value.</param>
    /// <returns>This template.</returns>
    public HsmTemplate Add(CKA type, bool value)
    {
        Room(type, 1)[0] = value ? (byte)1 : (byte)0;
        return this;
    }

    /// <summary>Adds bytes.</summary>
    /// <param name="type">The attribute.</param>
    /// <param name="value">Its value.</param>
    /// <returns>This template.</returns>
    public HsmTemplate Add(CKA type, ReadOnlySpan<byte> value)
    {
        value.CopyTo(Room(type, value.Length));
        return this;
    }

    /// <summary>Makes room for a value that is to be read.</summary>
    /// <param name="type">The attribute.</param>
    /// <param name="length">Its greatest length in bytes.</param>
    /// <returns>Where it will be.</returns>
    public Span<byte> Room(CKA type, int length)
    {
        starts.Add(used);
        attributes.Add(new CK_ATTRIBUTE { type = (ulong)type, value = Marshal.UnsafeAddrOfPinnedArrayElement(values, used), valueLen = (ulong)length });
        var room = values.AsSpan(used, length);
        used += (length + Alignment - 1) / Alignment * Alignment;
        return room;
    }

    /// <summary>A value that the library has written.</summary>
    /// <param name="at">Which attribute.</param>
    /// <param name="length">The length it named.</param>
    /// <returns>The value; empty where there is none.</returns>
    public ReadOnlySpan<byte> Value(int at, ulong length) =>
        length <= attributes[at].valueLen ? values.AsSpan(starts[at], (int)length) : default;

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(values);
}
