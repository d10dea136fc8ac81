using System.Security.Cryptography;
using Silo.Backups;
using Silo.Storage;
using Tests.Storage;

namespace Tests.Backups;

/// <summary>What a backup is, and what it refuses.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly StoredData data;

    public BackupTests() => data = new StoredData(folder.File("data"));

    private string Target => folder.File("copy");

    public Task InitializeAsync() => data.Install();

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Each_store_lies_in_a_folder_of_its_own_with_what_it_is()
    {
        await data.Take(Target);
        Assert.Equal(["audit", "keys", "profiles"], Names(Target));
        foreach (var part in BackupPart.Stores)
        {
            Assert.Equal(new[] { "manifest.json", part.File }.Order(), Names(Path.Combine(Target, part.Name)));
            var manifest = BackupManifest.Read(Target, part);
            var file = Path.Combine(Target, part.Name, part.File);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file))), manifest.Sha256);
            Assert.Equal(SchemaScript.Newest(StoreDialect.Sqlite, part.Name), manifest.Schema);
            Assert.True(StoredData.IsPrivate(file));
        }
    }

    [Fact]
    public async Task The_key_ring_is_there_only_when_asked_for_and_for_its_owner_alone()
    {
        await data.Take(Target, "--with-keyring");
        var ring = Path.Combine(Target, "keyring", "keyring.json");
        Assert.Equal(await File.ReadAllBytesAsync(data.File("keyring.json")), await File.ReadAllBytesAsync(ring));
        Assert.True(StoredData.IsPrivate(ring));
    }

    [Fact]
    public async Task A_key_ring_that_does_not_open_the_copied_keys_is_refused()
    {
        await data.Keys(keys => keys.Create(StoredData.Row("another")).AsTask());
        await Refuses("take it again", 1, Target, "--with-keyring");
        await data.Take(Target);
    }

    [Fact]
    public async Task What_was_deleted_is_in_no_copy()
    {
        var canary = RandomNumberGenerator.GetHexString(4000);
        await data.Sql("audit.db", "PRAGMA secure_delete = OFF; CREATE TABLE big (text TEXT); INSERT INTO big VALUES (@canary); DROP TABLE big", new { canary });
        Assert.Contains(canary[..64], await Latin(data.File("audit.db")), StringComparison.Ordinal);
        await data.Take(Target);
        Assert.DoesNotContain(canary[..64], await Latin(Path.Combine(Target, "audit", "audit.db")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_over()
    {
        Directory.CreateDirectory(Target);
        await data.Take(Target); // an empty folder is nothing
        var before = Snapshot();
        await Refuses("is not empty", 1, Target);
        Assert.Equal(before, Snapshot());
        await File.WriteAllTextAsync(folder.File("file"), "mine");
        await Refuses("is not empty", 1, folder.File("file"));
        Assert.Equal("mine", await File.ReadAllTextAsync(folder.File("file")));
    }

    [Fact]
    public async Task A_damaged_store_leaves_no_backup()
    {
        var bytes = await File.ReadAllBytesAsync(data.File("audit.db"));
        Array.Fill(bytes, (byte)0xA5, 4096, bytes.Length - 4096);
        await File.WriteAllBytesAsync(data.File("audit.db"), bytes);
        await Refuses("could not be done", 1, Target);
        Assert.Equal(["data"], Names(folder.Path));
    }

    [Fact]
    public async Task A_folder_without_the_stores_is_named()
    {
        File.Delete(data.File("keys.db"));
        await Refuses("keys.db is missing", 1, Target);
        Assert.Equal(["data"], Names(folder.Path));
    }

    [Theory]
    [InlineData]
    [InlineData("--data", "x")]
    [InlineData("copy", "--data")]
    [InlineData("copy", "--only", "keys")]
    [InlineData("copy", "more")]
    public async Task What_is_not_understood_is_answered_with_the_usage(params string[] arguments)
    {
        await using var errors = new StringWriter();
        Assert.Equal(2, await BackupCommands.Take(arguments, TextWriter.Null, errors));
        Assert.Contains("--with-keyring", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(["data"], Names(folder.Path));
    }

    private static string[] Names(string path) => [.. Directory.GetFileSystemEntries(path).Select(Path.GetFileName).Order()!];

    private static async Task<string> Latin(string path) => global::System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path));

    private string[] Snapshot() =>
        [.. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Order().Select(path => $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}")];

    private async Task Refuses(string named, int code, string target, params string[] options)
    {
        await using var errors = new StringWriter();
        Assert.Equal(code, await BackupCommands.Take([target, "--data", data.Path, .. options], TextWriter.Null, errors));
        Assert.Contains(named, Assert.Single(errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
