namespace Grains.Keys;

/// <summary>A key wrapped with AES-KWP (RFC 5649) by the key-encryption key.</summary>
/// <param name="WrappedBy">The id of the key-encryption key.</param>
/// <param name="Bytes">40 bytes for a 256-bit key.</param>
internal sealed record WrappedKey(string WrappedBy, byte[] Bytes);

/// <summary>Wraps and unwraps 256-bit keys under the key-encryption key: a key-ring file in Development, an HSM elsewhere.</summary>
internal interface IKeyWrapper
{
    /// <summary>Wraps a key under the newest key-encryption key.</summary>
    /// <param name="key">32 bytes.</param>
    /// <returns>The wrapped key.</returns>
    WrappedKey Wrap(ReadOnlySpan<byte> key);

    /// <summary>Unwraps a key.</summary>
    /// <param name="wrapped">The wrapped key.</param>
    /// <param name="key">Where the 32 bytes go; the caller owns and zeroes them.</param>
    /// <exception cref="KeyUnavailableException">It does not unwrap; every cause looks the same.</exception>
    void Unwrap(WrappedKey wrapped, Span<byte> key);

    /// <summary>The generation that wraps.</summary>
    string Newest { get; }

    /// <summary>Makes a new generation, durable before it wraps anything.</summary>
    /// <returns>Its id.</returns>
    ValueTask<string> Begin();

    /// <summary>Destroys a generation that wraps nothing any more.</summary>
    /// <param name="generation">Its id; not the newest.</param>
    /// <returns>When it is gone; repeating it does no harm.</returns>
    ValueTask Destroy(string generation);

    /// <summary>Looks for generations that another silo has made since.</summary>
    void Reload();
}

/// <summary>A new key was wrapped by a generation that another silo has retired since: look for the newest and wrap again.</summary>
internal sealed class RetiredGenerationException() : Exception("The key-encryption key that wrapped it is retired.");

/// <summary>A key could not be had. Says no more: all cryptographic failures look the same.</summary>
internal sealed class KeyUnavailableException() : Exception("A key is not available.");
