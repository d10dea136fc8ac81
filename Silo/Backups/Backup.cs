using Silo.Keys;
using Silo.Storage;

namespace Silo.Backups;

/// <summary>Copies the stores of a data folder while a platform may be serving from it.</summary>
internal static class Backup
{
    /// <summary>Takes a backup: it is there whole, under its name, or not at all.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="target">The backup's folder, which must not be there or be empty.</param>
    /// <param name="withKeyRing">Whether the key ring goes into it as well.</param>
    /// <param name="clock">The clock.</param>
    /// <returns>What was copied.</returns>
    /// <exception cref="StartRefusedException">It cannot be taken, and nothing was left.</exception>
    public static IReadOnlyList<BackupManifest> Take(string data, string target, bool withKeyRing, TimeProvider clock)
    {
        (data, target) = (Path.GetFullPath(data), Path.TrimEndingDirectorySeparator(Path.GetFullPath(target)));
        Refuse(data, target);
        var partial = $"{target}.partial-{Guid.NewGuid():N}";
        try
        {
            var manifests = Copy(data, PrivateFolder.Make(partial), withKeyRing, clock);
            foreach (var folder in Directory.GetDirectories(partial))
            {
                DurableFile.SyncFolder(folder);
            }

            DurableFile.SyncFolder(partial);
            if (Directory.Exists(target))
            {
                Directory.Delete(target); // empty, or it fails
            }

            Directory.Move(partial, target);
            DurableFile.SyncFolder(Path.GetDirectoryName(target)!);
            return manifests;
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    private static void Refuse(string data, string target)
    {
        foreach (var part in BackupPart.Stores)
        {
            if (!File.Exists(Path.Combine(data, part.File)))
            {
                throw new StartRefusedException($"{data} is no data folder ({part.File} is missing): name it with --data DIR.");
            }
        }

        if (File.Exists(Path.Combine(data, DataFolder.UnfinishedRestore)))
        {
            throw new StartRefusedException($"A restore into {data} was cut off: run it again first.");
        }

        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new StartRefusedException($"{target} is not empty, and a backup writes over nothing: name a new folder.");
        }
    }

    private static List<BackupManifest> Copy(string data, string partial, bool withKeyRing, TimeProvider clock)
    {
        var (manifests, snapshots) = (new List<BackupManifest>(), new Queue<StoreSnapshot>());
        try
        {
            // Seen within milliseconds of each other, then copied: what happens in the hours of copying falls between no two stores.
            var takenAt = clock.GetUtcNow();
            foreach (var part in BackupPart.Stores)
            {
                snapshots.Enqueue(StoreSnapshot.Of(data, part));
            }

            while (snapshots.TryDequeue(out var snapshot))
            {
                using (snapshot)
                {
                    manifests.Add(snapshot.CopyTo(partial, takenAt));
                }
            }

            if (withKeyRing)
            {
                manifests.Add(KeyRingCopy.Take(data, partial, takenAt));
            }
        }
        finally
        {
            while (snapshots.TryDequeue(out var snapshot))
            {
                snapshot.Dispose();
            }
        }

        manifests.ForEach(manifest => manifest.Write(partial));
        return manifests;
    }
}
