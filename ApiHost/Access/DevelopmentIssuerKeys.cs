using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiHost.Access;

/// <summary>
/// The development issuer's keys, in a file that only its owner may read, so that tokens survive a restart: a P-256 key that signs tokens
/// (PKCS#8), and a 256-bit key that OpenIddict wants for what it keeps from its clients.
/// </summary>
internal sealed record DevelopmentIssuerKeys(
    [property: JsonRequired] int Version,
    [property: JsonRequired] byte[] SigningKey,
    [property: JsonRequired] byte[] EncryptionKey)
{
    private const int CurrentVersion = 1;
    private const int EncryptionKeyBytes = 32;
    private const int SigningKeyBits = 256;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Opens the file, or makes it where there is none.</summary>
    /// <param name="path">Where it lies.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="InvalidDataException">The file is damaged; it is left as it is.</exception>
    public static DevelopmentIssuerKeys Open(string path) => File.Exists(path) ? Read(path) : Create(path);

    /// <summary>The signing key.</summary>
    /// <returns>A key that the caller owns.</returns>
    public ECDsa OpenSigningKey()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(SigningKey, out _);
        return key;
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(DevelopmentIssuerKeys);

    private static DevelopmentIssuerKeys Read(string path)
    {
        try
        {
            var keys = JsonSerializer.Deserialize<DevelopmentIssuerKeys>(File.ReadAllBytes(path), Json);
            using var signing = keys?.OpenSigningKey();
            if (keys is { Version: CurrentVersion, EncryptionKey.Length: EncryptionKeyBytes } && signing?.KeySize == SigningKeyBits)
            {
                return keys;
            }
        }
        catch (Exception e) when (e is JsonException or CryptographicException or ArgumentException)
        {
            throw Damaged(path, e);
        }

        throw Damaged(path, null);
    }

    private static DevelopmentIssuerKeys Create(string path)
    {
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = new DevelopmentIssuerKeys(CurrentVersion, signing.ExportPkcs8PrivateKey(), RandomNumberGenerator.GetBytes(EncryptionKeyBytes));
        var draft = path + ".tmp";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(file, keys, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
        return keys;
    }

    private static InvalidDataException Damaged(string path, Exception? cause) => new(
        $"The development issuer's key file '{path}' is damaged. Restore it, or delete it: tokens issued before are then refused.", cause);
}
