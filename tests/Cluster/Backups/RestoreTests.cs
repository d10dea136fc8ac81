using Grains.Keys;
using Silo.Backups;
using Silo.Storage;
using Tests.Storage;

namespace Tests.Backups;

/// <summary>What a restore does and refuses, and that one that was cut off anywhere is run again.</summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly StoredData data;
    private CustomerKeyRow old = null!;
    private CustomerKeyRow since = null!;

    public RestoreTests() => data = new StoredData(folder.File("data"));

    private string Copy => folder.File("copy");

    private string Mark => data.File(DataFolder.UnfinishedRestore);

    public async Task InitializeAsync()
    {
        await data.Install();
        old = await data.Keys(keys => keys.Create(StoredData.Row("g")).AsTask());
        await data.Take(Copy);
        since = await data.Keys(keys => keys.Create(StoredData.Row("g")).AsTask());
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_stores_are_as_they_were_and_what_was_there_is_aside()
    {
        var output = await Restores(data.Path);
        Assert.Equal((true, false), await Holds(data));
        var aside = Assert.Single(Directory.GetDirectories(data.Path, "before-restore-*"));
        Assert.Contains(aside, output, StringComparison.Ordinal);
        Assert.Equal((true, true), await Holds(new StoredData(aside)));
        Assert.False(File.Exists(Mark));
        DataFolder.Open(data.Path).Dispose();
    }

    [Fact]
    public async Task One_store_is_restored_and_the_others_stay()
    {
        var profiles = await File.ReadAllBytesAsync(data.File("profiles.db"));
        await Restores(data.Path, "--only", "keys");
        Assert.Equal((true, false), await Holds(data));
        Assert.Equal(profiles, await File.ReadAllBytesAsync(data.File("profiles.db")));
    }

    [Fact]
    public async Task A_new_folder_gets_the_stores_and_a_word_about_the_key_ring()
    {
        var fresh = new StoredData(folder.File("fresh"));
        Assert.Contains("there is no keyring.json", await Restores(fresh.Path), StringComparison.Ordinal);
        Assert.Equal((true, false), await Holds(fresh));
        Assert.True(StoredData.IsPrivate(fresh.File("keys.db")));
        Assert.Empty(Directory.GetDirectories(fresh.Path));
    }

    [Fact]
    public async Task A_key_ring_that_was_copied_comes_back()
    {
        await data.Take(folder.File("whole"), "--with-keyring");
        var fresh = new StoredData(folder.File("fresh"));
        await Run(0, [folder.File("whole"), "--data", fresh.Path, "--with-keyring"]);
        Assert.Equal(await File.ReadAllBytesAsync(data.File("keyring.json")), await File.ReadAllBytesAsync(fresh.File("keyring.json")));
        Assert.True(StoredData.IsPrivate(fresh.File("keyring.json")));
    }

    [Fact]
    public async Task A_folder_that_a_platform_runs_on_is_refused()
    {
        using var running = DataFolder.Open(data.Path);
        await Refuses("in use by another process");
    }

    [Fact]
    public async Task A_backup_of_which_a_byte_was_changed_is_refused()
    {
        var file = Path.Combine(Copy, "audit", "audit.db");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        await Refuses("audit.db is damaged");
    }

    [Theory]
    [InlineData("\"keys\"", "\"audit\"", "is damaged, or no manifest of keys")]
    [InlineData("keys.db", "../keys.db", "is damaged, or no manifest of keys")]
    [InlineData("{", "[", "is damaged, or no manifest of keys")]
    [InlineData("\"schema\": ", "\"schema\": 9", "is newer")]
    public async Task A_manifest_that_is_not_the_stores_is_refused(string old, string changed, string named)
    {
        var path = Path.Combine(Copy, "keys", "manifest.json");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace(old, changed, StringComparison.Ordinal));
        await Refuses(named);
    }

    [Fact]
    public async Task A_backup_that_is_not_whole_is_refused()
    {
        File.Delete(Path.Combine(Copy, "profiles", "manifest.json"));
        await Refuses("holds no whole backup of profiles");
        File.Delete(Path.Combine(Copy, "keys", "keys.db"));
        await Refuses("could not be done", "--only", "keys");
    }

    /// <summary>Killed while it copied: nothing was changed.</summary>
    [Fact]
    public async Task A_restore_that_was_cut_off_before_its_first_change_leaves_a_folder_that_starts()
    {
        await File.WriteAllTextAsync(data.File("profiles.db.restoring"), "half");
        DataFolder.Open(data.Path).Dispose();
        await Restores(data.Path);
        Assert.Empty(Directory.GetFiles(data.Path, "*.restoring"));
        Assert.Equal((true, false), await Holds(data));
    }

    /// <summary>Killed between two changes, as every step leaves it: no platform starts, and the same restore completes it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_restore_that_was_cut_off_is_run_again_before_anything_starts(int changes)
    {
        await File.WriteAllTextAsync(Mark, "profiles keys audit");
        Directory.CreateDirectory(data.File("before-restore-then"));
        foreach (var (part, i) in BackupPart.Stores.Select((part, i) => (part, i)))
        {
            File.Copy(Path.Combine(Copy, part.Name, part.File), data.File($"{part.File}.restoring"));
            if (changes > 2 * i)
            {
                File.Move(data.File(part.File), Path.Combine(data.File("before-restore-then"), part.File));
            }

            if (changes > (2 * i) + 1)
            {
                File.Move(data.File($"{part.File}.restoring"), data.File(part.File));
            }
        }

        var refused = Assert.Throws<StartRefusedException>(() => DataFolder.Open(data.Path));
        Assert.Contains("was cut off: run it again", refused.Message, StringComparison.Ordinal);
        await using (var errors = new StringWriter())
        {
            Assert.Equal(1, await BackupCommands.Restore([Copy, "--data", data.Path, "--only", "keys"], TextWriter.Null, errors));
            Assert.Contains("restore profiles, audit too", errors.ToString(), StringComparison.Ordinal);
            Assert.Equal(1, await BackupCommands.Take([folder.File("another"), "--data", data.Path], TextWriter.Null, errors));
        }

        await Restores(data.Path);
        DataFolder.Open(data.Path).Dispose();
        Assert.Equal((true, false), await Holds(data));
        Assert.Empty(Directory.GetFiles(data.Path, "*.restoring"));
    }

    [Theory]
    [InlineData]
    [InlineData("copy", "--only")]
    [InlineData("copy", "--only", "everything")]
    [InlineData("copy", "--force")]
    public async Task What_is_not_understood_is_answered_with_the_usage(params string[] arguments)
    {
        await using var errors = new StringWriter();
        Assert.Equal(2, await BackupCommands.Restore(arguments, TextWriter.Null, errors));
        Assert.Contains("--only", errors.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> Run(int expected, string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await BackupCommands.Restore(arguments, output, errors);
        Assert.True(code == expected, $"{expected} was expected, {code} came: {output}{errors}");
        return expected == 0 ? output.ToString() : errors.ToString();
    }

    private Task<string> Restores(string target, params string[] options) => Run(0, [Copy, "--data", target, .. options]);

    private async Task Refuses(string named, params string[] options)
    {
        var line = await Run(1, [Copy, "--data", data.Path, .. options]);
        Assert.Contains(named, Assert.Single(line.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal((true, true), await Holds(data));
        Assert.Empty(Directory.GetFiles(data.Path, "*.restoring"));
        Assert.Empty(Directory.GetDirectories(data.Path));
    }

    /// <summary>Whether a folder knows the customer from before the backup, and the one from after it.</summary>
    private Task<(bool Old, bool Since)> Holds(StoredData of) =>
        of.Keys(async keys => (await keys.Read(old.Customer) is not null, await keys.Read(since.Customer) is not null));
}
