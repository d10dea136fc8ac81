using System.Net;
using System.Text;
using Grains.Audit;
using Silo.Audit;
using Silo.Storage;
using Tests.Storage;

namespace Tests.Audit;

public sealed class AuditSinkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpListener listener = new();

    public void Dispose()
    {
        ((IDisposable)listener).Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_folder_gets_a_file_for_each_checkpoint_and_none_is_written_over()
    {
        var sink = AuditSinks.Of(folder.File("made/here"));
        await sink.Take(2, Checkpoint(7, "seven\n"));
        await sink.Take(2, Checkpoint(7, "seven\n"));
        await sink.Take(0, Checkpoint(0, "none\n"));
        await Assert.ThrowsAsync<IOException>(async () => await sink.Take(2, Checkpoint(7, "another seven\n")));
        var files = FolderSink.Files(folder.File("made/here")).OrderBy(file => file.Shard).ToList();
        Assert.Equal([(0, 0L), (2, 7L)], files.Select(file => (file.Shard, file.Size)));
        Assert.Equal("seven\n", await File.ReadAllTextAsync(files[1].Path));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.File("made/here")).Length);
    }

    [Fact]
    public async Task Other_files_in_the_folder_are_no_checkpoints()
    {
        foreach (var name in new[] { "x.checkpoint", "1-2-3.checkpoint", "1-2.txt", "-1-2.checkpoint", "1-99999999999999999999.checkpoint", "1-5.checkpoint" })
        {
            await File.WriteAllTextAsync(folder.File(name), "x");
        }

        Assert.Equal([(1, 5L)], FolderSink.Files(folder.Path).Select(file => (file.Shard, file.Size)));
    }

    [Fact]
    public async Task An_address_gets_the_note_as_plain_text_and_must_say_that_it_has_it()
    {
        var sink = AuditSinks.Of(Listen());
        var received = Receive(HttpStatusCode.NoContent);
        await sink.Take(1, Checkpoint(7, "note \u2014 7\n"));
        Assert.Equal(("POST", "text/plain; charset=utf-8", "note \u2014 7\n"), await received);
        received = Receive(HttpStatusCode.InternalServerError);
        await Assert.ThrowsAsync<HttpRequestException>(async () => await sink.Take(1, Checkpoint(8, "note 8\n")));
        await received;
        received = Receive(HttpStatusCode.Redirect);
        await Assert.ThrowsAsync<HttpRequestException>(async () => await sink.Take(1, Checkpoint(8, "note 8\n")));
        await received;
    }

    [Theory]
    [InlineData("http://sink.example/checkpoints")]
    [InlineData("ftp://sink.example/checkpoints")]
    [InlineData("https://")]
    [InlineData("://")]
    [InlineData("a\0b")]
    public void What_is_neither_a_folder_nor_an_address_is_refused_in_one_line(string value)
    {
        var refused = Assert.Throws<StartRefusedException>(() => AuditSinks.Of(value));
        Assert.Contains("Audit:Sink", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task A_file_is_no_folder()
    {
        await File.WriteAllTextAsync(folder.File("file"), "x");
        Assert.Throws<StartRefusedException>(() => AuditSinks.Of(folder.File("file")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_a_setting_nothing_is_taken_anywhere(string? value) => await AuditSinks.Of(value).Take(0, Checkpoint(1, "note\n"));

    private static AuditCheckpoint Checkpoint(long size, string note) => new(size, new byte[32], note);

    private string Listen()
    {
        for (var port = 20_000; ; port++)
        {
            try
            {
                listener.Prefixes.Clear();
                listener.Prefixes.Add($"http://127.0.0.1:{port}/");
                listener.Start();
                return $"http://127.0.0.1:{port}/checkpoints";
            }
            catch (HttpListenerException) when (port < 21_000)
            {
            }
        }
    }

    private async Task<(string Method, string? Type, string Note)> Receive(HttpStatusCode answer)
    {
        var exchange = await listener.GetContextAsync();
        using var body = new StreamReader(exchange.Request.InputStream, Encoding.UTF8);
        var note = await body.ReadToEndAsync();
        exchange.Response.StatusCode = (int)answer;
        exchange.Response.Close();
        return (exchange.Request.HttpMethod, exchange.Request.ContentType, note);
    }
}
