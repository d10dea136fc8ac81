using Grains.Keys;
using Silo.Keys;
using Tests.Storage;
using Tests.Keys;

namespace Tests.Cluster.Keys;

/// <summary>The key-ring file as a key wrapper.</summary>
public sealed class KeyRingWrapperTests : KeyWrapperConformance, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<KeyRingFile> opened = [];

    public void Dispose()
    {
        opened.ForEach(static ring => ring.Dispose());
        folder.Dispose();
    }

    private protected override IKeyWrapper With(params (string Id, byte[] Key)[] generations)
    {
        var ring = new KeyRingFile(folder.File("keyring.json"), new KeyRing(new byte[KeyRing.SecretLength], [.. generations.Select(static g =>
        {
            var generation = new KeyGeneration(g.Id);
            g.Key.CopyTo(generation.Key);
            return generation;
        })]));
        opened.Add(ring);
        return ring;
    }
}
