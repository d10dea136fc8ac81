using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Silo.Storage;

namespace Silo.Keys;

/// <summary>Where the key-encryption key lives: a token of an HSM, reached through its PKCS#11 client library.</summary>
/// <param name="module">The client library's path.</param>
/// <param name="tokenLabel">The token's label.</param>
/// <param name="pin">The user's PIN in pinned memory; owned by this object.</param>
internal sealed class HsmOptions(string module, string tokenLabel, byte[] pin) : IDisposable
{
    /// <summary>Names the client library; an HSM is used where it is set.</summary>
    public const string ModuleKey = "Hsm:Module";

    // A secret mounted for a group is still the service's own; one that everybody reads, or others write, is not.
    private const UnixFileMode Open = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    /// <summary>The client library's path.</summary>
    public string Module => module;

    /// <summary>The token's label.</summary>
    public string TokenLabel => tokenLabel;

    /// <summary>The user's PIN; valid until disposal.</summary>
    public byte[] Pin => pin;

    /// <summary>Whether the token has refused the PIN: asking again and again would lock it, for every silo.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Held while logging in, so that a refusal is known before the next try.</summary>
    public Lock LoggingIn { get; } = new();

    /// <summary>Whether the configuration names an HSM.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>True where it does.</returns>
    public static bool IsConfigured(IConfiguration configuration) => configuration[ModuleKey] is { Length: > 0 };

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The options, owned by the caller; null where no HSM is configured.</returns>
    /// <exception cref="StartRefusedException">Something is missing, or the PIN's file cannot be used.</exception>
    public static HsmOptions? Of(IConfiguration configuration)
    {
        if (!IsConfigured(configuration))
        {
            return null;
        }

        if (configuration["Hsm:TokenLabel"] is not { Length: > 0 } label)
        {
            throw new StartRefusedException("Set Hsm:TokenLabel (Hsm__TokenLabel) to the label of the HSM's token that holds the key-encryption key.");
        }

        var (pin, file) = (configuration["Hsm:Pin"], configuration["Hsm:PinFile"]);
        if (string.IsNullOrEmpty(pin) == string.IsNullOrEmpty(file))
        {
            throw new StartRefusedException("Set one of Hsm:PinFile (Hsm__PinFile), a file that holds the token's user PIN, and Hsm:Pin (Hsm__Pin), the PIN itself.");
        }

        return new HsmOptions(configuration[ModuleKey]!, label, string.IsNullOrEmpty(file) ? Pinned(Encoding.UTF8.GetBytes(pin!)) : Load(file));
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(pin);

    private static byte[] Load(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Open) is not UnixFileMode.None and var open)
            {
                throw new StartRefusedException($"Hsm:PinFile (Hsm__PinFile) {path} is open to others ({open}): run chmod 600 on it, and change the PIN where others may have read it.");
            }

            var pin = Pinned(File.ReadAllBytes(path));
            return pin.Length > 0 ? pin : throw new StartRefusedException($"Hsm:PinFile (Hsm__PinFile) {path} is empty: write the token's user PIN into it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"Hsm:PinFile (Hsm__PinFile) {path} cannot be read ({exception.GetType().Name}): name a file that holds the token's user PIN.");
        }
    }

    private static byte[] Pinned(byte[] text)
    {
        var trimmed = text.AsSpan().TrimEnd("\r\n"u8);
        var pin = GC.AllocateArray<byte>(trimmed.Length, pinned: true);
        trimmed.CopyTo(pin);
        CryptographicOperations.ZeroMemory(text);
        return pin;
    }
}
