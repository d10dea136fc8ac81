using System.Globalization;
using System.Security.Cryptography;
using Silo.Keys;
using Silo.Storage;

namespace Silo.Backups;

/// <summary>
/// Brings parts of a backup into a data folder that no platform runs on. What was there goes aside and is never written over. From the first change
/// to the last a mark stands in the folder, on which no platform starts: a restore that was cut off is run again.
/// </summary>
internal static class Restore
{
    private const string Fresh = ".restoring";

    /// <summary>Restores.</summary>
    /// <param name="backup">The backup's folder.</param>
    /// <param name="target">The data folder; made where there is none.</param>
    /// <param name="parts">Which parts.</param>
    /// <param name="clock">The clock.</param>
    /// <returns>Where the former files are now; null where there were none.</returns>
    /// <exception cref="StartRefusedException">It cannot be restored, and nothing was changed.</exception>
    public static string? Run(string backup, string target, IReadOnlyList<BackupPart> parts, TimeProvider clock)
    {
        var manifests = parts.Select(part => (Part: part, Manifest: Known(BackupManifest.Read(backup, part)))).ToList();
        using var folder = DataFolder.OpenForRestore(target);
        var mark = Path.Combine(folder.Path, DataFolder.UnfinishedRestore);
        RefuseLess(mark, parts);
        try
        {
            foreach (var (part, manifest) in manifests)
            {
                CopyVerified(Path.Combine(backup, part.Name, part.File), Path.Combine(folder.Path, part.File + Fresh), manifest);
            }
        }
        catch
        {
            parts.ToList().ForEach(part => File.Delete(Path.Combine(folder.Path, part.File + Fresh)));
            throw;
        }

        DurableFile.TryCreate(mark, System.Text.Encoding.UTF8.GetBytes(string.Join(' ', parts.Select(static part => part.Name))));
        var aside = Swap(folder.Path, parts, clock);
        File.Delete(mark);
        DurableFile.SyncFolder(folder.Path);
        return aside;
    }

    private static BackupManifest Known(BackupManifest manifest)
    {
        var newest = manifest.Store == BackupPart.KeyRing.Name ? 1 : SchemaScript.Newest(StoreDialect.Sqlite, manifest.Store);
        return manifest.Schema <= newest ? manifest : throw new StartRefusedException(
            $"The backup of {manifest.Store} is newer (schema {manifest.Schema}) than this program (schema {newest}): restore it with the newer program.");
    }

    private static void RefuseLess(string mark, IReadOnlyList<BackupPart> parts)
    {
        var unfinished = File.Exists(mark) ? File.ReadAllText(mark).Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        if (unfinished.Except(parts.Select(static part => part.Name)).ToList() is { Count: > 0 } missing)
        {
            throw new StartRefusedException($"A restore of {string.Join(", ", unfinished)} was cut off here: restore {string.Join(", ", missing)} too.");
        }
    }

    private static void CopyVerified(string from, string to, BackupManifest manifest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0L;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = DurableFile.OwnerOnly;
        }

        var buffer = GC.AllocateArray<byte>(1 << 20, pinned: true); // the key ring passes through it
        using (var source = new FileStream(from, FileMode.Open, FileAccess.Read))
        using (var copy = new FileStream(to, options))
        {
            while (source.Read(buffer) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                copy.Write(buffer, 0, read);
                length += read;
            }

            copy.Flush(flushToDisk: true);
            CryptographicOperations.ZeroMemory(buffer);
        }

        if (length != manifest.Bytes || Convert.ToHexStringLower(hash.GetHashAndReset()) != manifest.Sha256)
        {
            throw new StartRefusedException($"{from} is damaged (it is not what its manifest says), and nothing was changed: use another backup.");
        }
    }

    private static string? Swap(string target, IReadOnlyList<BackupPart> parts, TimeProvider clock)
    {
        var aside = Path.Combine(target, $"before-restore-{clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}");
        foreach (var part in parts)
        {
            // The log belongs to the file: a former log beside a restored file would be written into it.
            string[] former = [part.File, $"{part.File}-wal", $"{part.File}-shm"];
            foreach (var name in former.Where(name => File.Exists(Path.Combine(target, name))))
            {
                File.Move(Path.Combine(target, name), Path.Combine(PrivateFolder.Make(aside), name));
            }

            File.Move(Path.Combine(target, part.File + Fresh), Path.Combine(target, part.File));
        }

        DurableFile.SyncFolder(target);
        if (!Directory.Exists(aside))
        {
            return null;
        }

        DurableFile.SyncFolder(aside);
        return aside;
    }
}
