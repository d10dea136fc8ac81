using Grains.Keys;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Grains.Encryption;

/// <summary>Seals what belongs to no customer, under a platform key. One per silo; every silo of a deployment holds the same key.</summary>
/// <param name="key">The key; owned by the host.</param>
/// <param name="serializer">Turns values into bytes.</param>
/// <param name="cluster">The deployment's service id.</param>
internal sealed class PlatformSeal(CustomerKey key, Serializer serializer, IOptions<ClusterOptions> cluster)
{
    private static readonly GrainId Owner = GrainId.Create("platform", "0");
    private readonly SealPlace notes = new(cluster.Value.ServiceId, Owner, "due-note");

    /// <summary>Seals a note of the due table.</summary>
    /// <typeparam name="T">The note's type.</typeparam>
    /// <param name="note">The note.</param>
    /// <returns>The sealed bytes.</returns>
    public byte[] SealNote<T>(T note) => serializer.SerializeToArray(Sealed<T>.Seal(note, key, notes, serializer));

    /// <summary>Opens a note of the due table.</summary>
    /// <typeparam name="T">The note's type.</typeparam>
    /// <param name="note">The sealed bytes.</param>
    /// <returns>The note.</returns>
    /// <exception cref="SealBrokenException">It does not open.</exception>
    public T OpenNote<T>(byte[] note) => serializer.Deserialize<Sealed<T>>(note)!.Open(key, notes, serializer);

    /// <summary>Seals a section of the platform's own record.</summary>
    /// <typeparam name="T">The section's type.</typeparam>
    /// <param name="value">The section.</param>
    /// <param name="section">Its name.</param>
    /// <returns>The sealed section.</returns>
    public Sealed<T> Seal<T>(T value, string section) => Sealed<T>.Seal(value, key, Place(section), serializer);

    /// <summary>Opens a section of the platform's own record.</summary>
    /// <typeparam name="T">The section's type.</typeparam>
    /// <param name="value">The sealed section.</param>
    /// <param name="section">Its name.</param>
    /// <returns>The section.</returns>
    /// <exception cref="SealBrokenException">It does not open.</exception>
    public T Open<T>(Sealed<T> value, string section) => value.Open(key, Place(section), serializer);

    /// <summary>Seals an answer for the operation journal.</summary>
    /// <param name="answer">A <see cref="Grains.Interfaces.Access.Reply{T}"/>; it is kept with its type.</param>
    /// <param name="section">The journal's name.</param>
    /// <returns>The sealed answer.</returns>
    public Sealed<byte[]> SealAnswer(object answer, string section) => Seal(serializer.SerializeToArray(answer), section);

    /// <summary>Opens an answer of the operation journal.</summary>
    /// <param name="answer">The sealed answer.</param>
    /// <param name="section">The journal's name.</param>
    /// <returns>The answer.</returns>
    public object OpenAnswer(Sealed<byte[]> answer, string section) => serializer.Deserialize<object>(Open(answer, section))!;

    private SealPlace Place(string section) => new(cluster.Value.ServiceId, Owner, section);
}
