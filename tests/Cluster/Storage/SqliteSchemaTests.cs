using Dapper;
using Silo.Storage;

namespace Tests.Storage;

public sealed class SqliteSchemaTests : SchemaConformance, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("profiles")]
    [InlineData("keys")]
    [InlineData("audit")]
    public async Task A_store_writes_ahead_syncs_and_queues(string name)
    {
        await using var store = Connect(await NewDatabase(), name);
        await SchemaInstaller.Install(store);
        await using var connection = await store.Source.OpenConnectionAsync();
        Assert.Equal("wal", await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode"));
        Assert.Equal(2, await connection.ExecuteScalarAsync<long>("PRAGMA synchronous"));
        Assert.Equal(5000, await connection.ExecuteScalarAsync<long>("PRAGMA busy_timeout"));
        Assert.Equal(2, await connection.ExecuteScalarAsync<long>("PRAGMA secure_delete"));
        var first = await store.TakeTurn();
        var second = store.TakeTurn();
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var path = await NewDatabase();
        await File.WriteAllTextAsync(path, new string('x', 5000));
        await RefusesFile(path);
    }

    [Fact]
    public async Task A_damaged_database_is_refused_and_left_alone()
    {
        var path = await NewDatabase();
        await using (var store = Connect(path))
        {
            await SchemaInstaller.Install(store);
        }

        var bytes = await File.ReadAllBytesAsync(path);
        Array.Fill(bytes, (byte)0xA5, 4096, bytes.Length - 4096);
        await File.WriteAllBytesAsync(path, bytes);
        await RefusesFile(path);
    }

    [Fact]
    public async Task A_truncated_database_is_refused_and_left_alone()
    {
        var path = await NewDatabase();
        await using (var store = Connect(path))
        {
            await SchemaInstaller.Install(store);
        }

        await using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length / 2);
        }

        await RefusesFile(path);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_refused()
    {
        await using var store = Connect(folder.File("nowhere/profiles.db"));
        await Assert.ThrowsAsync<StartRefusedException>(() => SchemaInstaller.Install(store));
    }

    internal override Task<string> NewDatabase() => Task.FromResult(folder.File($"{Guid.NewGuid():N}.db"));

    internal override Store Connect(string database, string name = "profiles") => new(name, StoreDialect.Sqlite, new SqliteSource(database));

    private async Task RefusesFile(string path)
    {
        var before = await File.ReadAllBytesAsync(path);
        await using (var store = Connect(path))
        {
            var refused = await Assert.ThrowsAsync<StartRefusedException>(() => SchemaInstaller.Install(store));
            Assert.Contains("is damaged: restore", refused.Message, StringComparison.Ordinal);
            Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }
}
