using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;
using Silo.Keys;

namespace Silo.Backups;

/// <summary>A SQLite store as it was at one moment, while others go on writing to it: what they write stands in its write-ahead log, and is not seen.</summary>
internal sealed class StoreSnapshot : IDisposable
{
    private readonly SqliteConnection source;
    private readonly BackupPart part;

    private StoreSnapshot(SqliteConnection source, BackupPart part) => (this.source, this.part) = (source, part);

    /// <summary>Sees a store as it is now.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="part">The store.</param>
    /// <returns>The snapshot; the store keeps all that is written meanwhile in its log until it is disposed.</returns>
    public static StoreSnapshot Of(string data, BackupPart part)
    {
        var source = Open(Path.Combine(data, part.File), SqliteOpenMode.ReadWrite); // reads only, but recovers a log that a killed process left
        try
        {
            source.Execute("BEGIN");
            source.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema"); // what is read first is what is seen from now on
            return new StoreSnapshot(source, part);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Copies it, without what was deleted, and checks the copy.</summary>
    /// <param name="backup">The backup's folder.</param>
    /// <param name="takenAt">When it was taken.</param>
    /// <returns>The manifest; the copy is on the disk.</returns>
    /// <exception cref="SqliteException">It cannot be copied.</exception>
    public BackupManifest CopyTo(string backup, DateTimeOffset takenAt)
    {
        var folder = PrivateFolder.Make(Path.Combine(backup, part.Name));
        var (file, pages) = (Path.Combine(folder, part.File), Path.Combine(folder, "pages.tmp"));
        MakeEmpty(file);
        MakeEmpty(pages);
        using (var copy = Open(pages, SqliteOpenMode.ReadWrite))
        {
            copy.Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
            source.BackupDatabase(copy);
            copy.Execute("VACUUM INTO @file", new { file }, commandTimeout: 0); // free pages hold what was deleted, and are left behind
        }

        foreach (var left in Directory.GetFiles(folder, "pages.tmp*"))
        {
            File.Delete(left);
        }

        var schema = Check(file);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        var hash = SHA256.HashData(stream);
        stream.Flush(flushToDisk: true);
        return BackupManifest.Of(part, schema, takenAt, stream.Length, hash);
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    private static void MakeEmpty(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = DurableFile.OwnerOnly;
        }

        new FileStream(path, options).Dispose();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private int Check(string file)
    {
        using var copy = Open($"{new Uri(file).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly);
        if (copy.ExecuteScalar<string>("PRAGMA quick_check(1)", commandTimeout: 0) != "ok")
        {
            throw new IOException($"the {part.Name} store is damaged");
        }

        return copy.ExecuteScalar<int>("SELECT max(number) FROM schema_version WHERE store = @store", new { store = part.Name });
    }
}
