using System.Security.Cryptography;
using Dapper;
using Grains.Keys;
using Microsoft.Data.Sqlite;
using Silo.Backups;
using Silo.Keys;
using Silo.Storage;

namespace Tests.Backups;

/// <summary>A data folder as a platform leaves it: the stores and a key ring.</summary>
internal sealed class StoredData(string path)
{
    public string Path => path;

    /// <summary>A keys row of a customer who was never before, its keys wrapped by some generation.</summary>
    public static CustomerKeyRow Row(string generation) => new()
    {
        Customer = Guid.NewGuid(), PersonalKeyId = Guid.NewGuid(), EvidenceKeyId = Guid.NewGuid(),
        Personal = new WrappedKey(generation, RandomNumberGenerator.GetBytes(40)), Evidence = new WrappedKey(generation, RandomNumberGenerator.GetBytes(40)),
    };

    /// <summary>Whether only its owner can read a file.</summary>
    public static bool IsPrivate(string file) =>
        OperatingSystem.IsWindows() || global::System.IO.File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite);

    public string File(string name) => global::System.IO.Path.Combine(path, name);

    /// <summary>Makes the folder as a first start does.</summary>
    public async Task Install()
    {
        using var folder = DataFolder.Open(path);
        await using var stores = Stores.InFolder(path);
        await SchemaInstaller.Install(stores);
        KeyRingFile.Open(File(KeyRingFile.FileName), isDevelopment: true, keysExist: false).Dispose();
    }

    public async Task<T> Keys<T>(Func<CustomerKeyStore, Task<T>> work)
    {
        await using var stores = Stores.InFolder(path);
        return await work(new CustomerKeyStore(stores));
    }

    public async Task Sql(string file, string statement, object? values = null)
    {
        await using var connection = new SqliteConnection($"Data Source={File(file)};Pooling=false");
        await connection.ExecuteAsync(statement, values);
    }

    /// <summary>Takes a backup, which must succeed.</summary>
    public async Task Take(string target, params string[] options)
    {
        await using var errors = new StringWriter();
        var code = await BackupCommands.Take([target, "--data", path, .. options], TextWriter.Null, errors);
        Assert.True(code == 0, errors.ToString());
    }
}
