using System.Text.Json;
using System.Text.Json.Serialization;
using Silo.Keys;
using Silo.Storage;

namespace Silo.Backups;

/// <summary>One part of a backup, in a folder of its own so that it can be kept in a place of its own: a store, or the key ring.</summary>
/// <param name="Name">The part's name, also its folder's.</param>
/// <param name="File">Its file, named as in the data folder.</param>
internal sealed record BackupPart(string Name, string File)
{
    /// <summary>The manifest's file name, beside the part's file.</summary>
    public const string ManifestName = "manifest.json";

    /// <summary>The key ring, which opens all the others.</summary>
    public static readonly BackupPart KeyRing = new("keyring", KeyRingFile.FileName);

    /// <summary>
    /// The stores, in the order in which a backup sees them. Profiles before keys: each record then finds the key that it was sealed with, or a key
    /// that was rightly destroyed meanwhile, and no older version floor than its own; the other way round a new customer's record would have no
    /// key and be noise. The log last: what it records stands there before it is done, so it knows of every key that the copy lacks.
    /// </summary>
    public static readonly IReadOnlyList<BackupPart> Stores = [new("profiles", "profiles.db"), new("keys", "keys.db"), new("audit", "audit.db")];
}

/// <summary>What a part of a backup is, written beside it; where there is none, there is no part.</summary>
internal sealed record BackupManifest
{
    private const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The manifest's form.</summary>
    public required int Format { get; init; }

    /// <summary>The part's name.</summary>
    public required string Store { get; init; }

    /// <summary>The part's file, beside the manifest.</summary>
    public required string File { get; init; }

    /// <summary>The store's schema: the number of its newest script; of a key ring, 1.</summary>
    public required int Schema { get; init; }

    /// <summary>When it was taken, UTC.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The file's length, in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The manifest of a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="takenAt">When it was taken.</param>
    /// <param name="bytes">The file's length.</param>
    /// <param name="hash">SHA-256 of the file.</param>
    /// <returns>The manifest.</returns>
    public static BackupManifest Of(BackupPart part, int schema, DateTimeOffset takenAt, long bytes, ReadOnlySpan<byte> hash) => new()
    {
        Format = CurrentFormat, Store = part.Name, File = part.File, Schema = schema, TakenAt = takenAt, Bytes = bytes, Sha256 = Convert.ToHexStringLower(hash),
    };

    /// <summary>Reads the manifest of a part.</summary>
    /// <param name="backup">The backup's folder.</param>
    /// <param name="part">The part.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="StartRefusedException">There is none, or it is not this part's.</exception>
    public static BackupManifest Read(string backup, BackupPart part)
    {
        var path = Path.Combine(backup, part.Name, BackupPart.ManifestName);
        if (!System.IO.File.Exists(path))
        {
            throw new StartRefusedException($"{backup} holds no whole backup of {part.Name} ({path} is missing): name a folder that a backup made.");
        }

        try
        {
            if (JsonSerializer.Deserialize<BackupManifest>(System.IO.File.ReadAllBytes(path), Json) is { Format: CurrentFormat } manifest
                && manifest.Store == part.Name && manifest.File == part.File)
            {
                return manifest;
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new StartRefusedException($"{path} is damaged, or no manifest of {part.Name}: use another backup.");
    }

    /// <summary>Writes it where the part is, once that is on the disk.</summary>
    /// <param name="backup">The backup's folder.</param>
    public void Write(string backup) =>
        DurableFile.TryCreate(Path.Combine(backup, Store, BackupPart.ManifestName), JsonSerializer.SerializeToUtf8Bytes(this, Json));
}
