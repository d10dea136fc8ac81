using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;
using Silo.Keys;
using Silo.Storage;

namespace Silo.Backups;

/// <summary>Copies the key ring into a backup. Only when asked to: whoever has it and the other parts can read everything.</summary>
internal static class KeyRingCopy
{
    /// <summary>Copies it, mode 0600.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="backup">The backup's folder, the keys store's copy in it.</param>
    /// <param name="takenAt">When it is taken.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="StartRefusedException">It is missing or damaged, or does not open the copied keys.</exception>
    public static BackupManifest Take(string data, string backup, DateTimeOffset takenAt)
    {
        var (part, json) = (BackupPart.KeyRing, GC.AllocateArray<byte>(KeyRingFormat.MaxLength, pinned: true));
        try
        {
            var ring = json.AsSpan(0, Load(Path.Combine(data, part.File), json));
            Check(ring, backup);
            DurableFile.TryCreate(Path.Combine(PrivateFolder.Make(Path.Combine(backup, part.Name)), part.File), ring);
            return BackupManifest.Of(part, 1, takenAt, ring.Length, SHA256.HashData(ring));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    private static int Load(string path, byte[] json)
    {
        if (!File.Exists(path))
        {
            throw new StartRefusedException($"There is no key ring {path} to copy: leave --with-keyring out, and back up the HSM by its own means.");
        }

        using var file = File.OpenHandle(path);
        return RandomAccess.Read(file, json, 0);
    }

    /// <summary>A key that was rotated between the two copies would make the backup useless.</summary>
    private static void Check(ReadOnlySpan<byte> json, string backup)
    {
        using var ring = KeyRingFormat.Read(json) ?? throw new StartRefusedException("The key ring is damaged: restore it before anything else.");
        var (name, file) = BackupPart.Stores[1];
        using var keys = new SqliteConnection($"Data Source={new Uri(Path.Combine(backup, name, file)).AbsoluteUri}?immutable=1;Mode=ReadOnly;Pooling=False");
        foreach (var generation in keys.Query<string>(
            "SELECT wrapped_by FROM platform_key UNION SELECT personal_wrapped_by FROM customer_key WHERE personal IS NOT NULL "
            + "UNION SELECT evidence_wrapped_by FROM customer_key WHERE evidence IS NOT NULL "
            + "UNION SELECT pending_wrapped_by FROM customer_key WHERE pending IS NOT NULL", commandTimeout: 0))
        {
            if (ring.Find(generation) is null)
            {
                throw new StartRefusedException("The key-encryption key was rotated while the backup was taken, and the key ring does not open its keys: take it again.");
            }
        }
    }
}
