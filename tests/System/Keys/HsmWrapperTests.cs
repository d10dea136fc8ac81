using Grains.Keys;
using Silo.Keys;
using Tests.Keys;

namespace Tests.System.Keys;

/// <summary>The HSM as a key wrapper.</summary>
[Collection(HsmTests.Name)]
public sealed class HsmWrapperTests(SoftHsm hsm) : KeyWrapperConformance, IDisposable
{
    private readonly List<HsmKeyWrapper> opened = [];

    public void Dispose() => opened.ForEach(static wrapper => wrapper.Dispose());

    private protected override IKeyWrapper With(params (string Id, byte[] Key)[] generations)
    {
        Skip.If(SoftHsm.Missing is not null, SoftHsm.Missing);
        var label = hsm.NewToken();
        foreach (var (at, (id, key)) in generations.Index())
        {
            SoftHsm.Import(label, at + 1, id, key);
        }

        var wrapper = SoftHsm.Open(label, keysExist: true);
        opened.Add(wrapper);
        return wrapper;
    }
}
