using Silo.Audit;
using Silo.Storage;
using Tests.Storage;

namespace Tests.Audit;

public sealed class SqliteVerifyAuditTests : VerifyAuditConformance
{
    protected override string Place => Folder.Path;

    internal override Task<Stores> Open() => Task.FromResult(Stores.InFolder(Folder.Path));

    /// <summary>Opened while the platform writes ahead, beside its own files and without touching them.</summary>
    [Fact]
    public async Task A_copy_of_the_files_is_verified_as_they_are()
    {
        using var copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Folder.Path, "audit.db*"))
        {
            File.Copy(file, copy.File(Path.GetFileName(file)));
        }

        await using var output = new StringWriter();
        Assert.Equal(0, await VerifyAudit.Run([copy.Path], output));
        Assert.Contains("shard 1: 320 entries", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await VerifyAudit.Run([copy.File("audit.db")], output));
    }

    [Fact]
    public async Task Verifying_a_log_at_rest_leaves_nothing_behind()
    {
        await Close();
        Assert.False(File.Exists(Folder.File("audit.db-wal")));
        var before = Directory.GetFiles(Folder.Path).Order(StringComparer.Ordinal);
        Assert.Contains("shard 1: 320 entries", await Verify(0), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(Folder.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData]
    [InlineData("--sink", "nowhere")]
    [InlineData(".", "--key")]
    [InlineData(".", "--key", "nonsense")]
    [InlineData(".", "--sink", "nowhere")]
    [InlineData(".", "--what", "x")]
    public async Task What_is_no_order_is_answered_by_how_to_give_one(params string[] arguments)
    {
        await using var output = new StringWriter();
        Assert.Equal(2, await VerifyAudit.Run(arguments, output));
        Assert.StartsWith("verify-audit <data folder", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("Nonsense=1")]
    [InlineData("Host=127.0.0.1;Port=1;Username=a;Database=b")]
    [InlineData("empty")]
    [InlineData("garbage")]
    [InlineData("garbage/audit.db")]
    public async Task What_cannot_be_read_is_said_in_one_line(string place)
    {
        Directory.CreateDirectory(Folder.File("empty"));
        Directory.CreateDirectory(Folder.File("garbage"));
        await File.WriteAllTextAsync(Folder.File("garbage/audit.db"), new string('x', 5000));
        var given = place.Contains('=', StringComparison.Ordinal) ? place : Folder.File(place);
        await using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(2, await VerifyAudit.Run([given], output));
        Assert.StartsWith("the log cannot be read (", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, output.ToString().Count(c => c == '\n'));
        Assert.Empty(Directory.GetFiles(Folder.File("empty")));
    }
}
