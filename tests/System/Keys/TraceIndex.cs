using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Tests.System.Keys;

/// <summary>
/// What is looked for in memory: a secret counts as found where any of its quarters is, eight bytes, wherever they begin. That finds copies that
/// were half overwritten or spilled word by word, and random memory answers to none of a few thousand such words.
/// </summary>
internal sealed class TraceIndex
{
    /// <summary>Bytes of a word.</summary>
    public const int Window = 8;

    private readonly bool[] beginnings = new bool[1 << 16];
    private readonly Dictionary<ulong, string> words = [];

    /// <summary>Adds a secret.</summary>
    /// <param name="name">Whose and what; never its bytes.</param>
    /// <param name="secret">Its bytes.</param>
    public void Add(string name, ReadOnlySpan<byte> secret)
    {
        for (var at = 0; at + Window <= secret.Length; at += Window)
        {
            beginnings[BinaryPrimitives.ReadUInt16LittleEndian(secret[at..])] = true;
            words[BinaryPrimitives.ReadUInt64LittleEndian(secret[at..])] = name;
        }
    }

    /// <summary>Finds words in memory.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="found">Takes the name of every one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Match(ReadOnlySpan<byte> memory, Action<string> found)
    {
        for (var at = 0; at + Window <= memory.Length; at++)
        {
            if (beginnings[BinaryPrimitives.ReadUInt16LittleEndian(memory[at..])]
                && words.TryGetValue(BinaryPrimitives.ReadUInt64LittleEndian(memory[at..]), out var name))
            {
                found(name);
            }
        }
    }
}
