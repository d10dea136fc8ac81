using Grains.Keys;
using Microsoft.Extensions.Configuration;
using Silo.Storage;

namespace Silo.Keys;

/// <summary>What wraps the customers' keys here: an HSM where one is configured, else a key-ring file.</summary>
internal sealed class KeyProtection : IDisposable
{
    private readonly KeyRingFile? ring;

    private KeyProtection(KeyRingFile? ring, HsmKeyWrapper? hsm, string place) => (this.ring, Hsm, Place) = (ring, hsm, place);

    /// <summary>Wraps and unwraps.</summary>
    public IKeyWrapper Wrapper => (IKeyWrapper?)Hsm ?? ring!;

    /// <summary>The HSM; null where a key-ring file is used.</summary>
    public HsmKeyWrapper? Hsm { get; }

    /// <summary>Names it in a line for the operator.</summary>
    public string Place { get; }

    /// <summary>The key ring's pseudonym secret, valid until disposal; empty with an HSM, where it is configured.</summary>
    public ReadOnlyMemory<byte> PseudonymSecret => ring?.PseudonymSecret ?? default;

    /// <summary>Opens it. That a key-ring file is used in Development only is for the caller to see to.</summary>
    /// <param name="configuration">The configuration; it names an HSM or none.</param>
    /// <param name="ringPath">The key-ring file.</param>
    /// <param name="keysExist">Whether the keys store holds keys.</param>
    /// <returns>The protection, owned by the caller.</returns>
    /// <exception cref="StartRefusedException">It cannot be used.</exception>
    public static KeyProtection Open(IConfiguration configuration, string? ringPath, bool keysExist) => HsmOptions.Of(configuration) is { } options
        ? new KeyProtection(null, HsmKeyWrapper.Open(options, keysExist), $"The HSM's token {options.TokenLabel}")
        : new KeyProtection(KeyRingFile.Open(ringPath!, isDevelopment: true, keysExist), null, $"The key ring {ringPath}");

    /// <inheritdoc/>
    public void Dispose()
    {
        ring?.Dispose();
        Hsm?.Dispose();
    }
}
