using Grains.Keys;

namespace Tests.Unit.Keys;

/// <summary>Wraps by name only: how keys are wrapped is tested where it is done. Counts, and can move on to a newer generation when asked to look.</summary>
internal sealed class PlainWrapper : IKeyWrapper
{
    public string Newest { get; set; } = "plain";

    /// <summary>What a look at the other silos' generations finds; null for nothing new.</summary>
    public string? Newer { get; set; }

    public int Reloads { get; private set; }

    /// <summary>Whether nothing unwraps.</summary>
    public bool IsBroken { get; set; }

    public WrappedKey Wrap(ReadOnlySpan<byte> key) => new(Newest, key.ToArray());

    public void Unwrap(WrappedKey wrapped, Span<byte> key)
    {
        if (IsBroken)
        {
            throw new KeyUnavailableException();
        }

        wrapped.Bytes.CopyTo(key);
    }

    public ValueTask<string> Begin() => throw new NotSupportedException();

    public ValueTask Destroy(string generation) => throw new NotSupportedException();

    public void Reload()
    {
        Reloads++;
        Newest = Newer ?? Newest;
    }
}
