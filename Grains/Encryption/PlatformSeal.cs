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
    private readonly SealPlace notes = new(cluster.Value.ServiceId, GrainId.Create("platform", "0"), "due-note");

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
}
