using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using ApiHost.Activity;
using CsCheck;

namespace Tests.Unit.Activity;

public sealed class ImportLinesTests
{
    [Fact]
    public async Task Lines_end_with_LF_or_CRLF_and_the_last_one_needs_no_end() =>
        Assert.Equal(["1:a", "2:b", "3:c"], await Read("a\nb\r\nc"));

    [Fact]
    public async Task A_newline_at_the_end_is_no_further_line() => Assert.Equal(["1:a", "2:b"], await Read("a\nb\n"));

    [Fact]
    public async Task Blank_lines_are_empty_and_counted() => Assert.Equal(["1:", "2:", "3:", "4:x"], await Read("\n\r\n \t \nx\n"));

    [Fact]
    public async Task A_byte_order_mark_before_the_first_line_is_no_part_of_it() => Assert.Equal(["1:a", "2:\uFEFFb"], await Read("\uFEFFa\n\uFEFFb\n"));

    [Fact]
    public async Task An_empty_stream_has_no_lines() => Assert.Empty(await Read(string.Empty));

    [Fact]
    public async Task A_line_of_exactly_one_MiB_is_whole_and_one_byte_more_is_too_large()
    {
        var most = new string('x', ImportLines.MaxBytes);
        Assert.Equal([$"1:{most}", "2:too large", $"3:{most}", "4:too large", "5:b"], await Read($"{most}\n{most}x\n{most}\r\n{most}x\r\nb\n"));
    }

    [Fact]
    public async Task A_line_of_ten_MiB_is_skipped_without_being_kept()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 2 << 20, resumeWriterThreshold: 1 << 20));
        var seen = Collect(new ImportLines(pipe.Reader));
        var chunk = new byte[64 << 10];
        chunk.AsSpan().Fill((byte)'x');
        for (var i = 0; i < 160; i++)
        {
            await pipe.Writer.WriteAsync(chunk);
        }

        pipe.Writer.Write("\nafter"u8);
        await pipe.Writer.CompleteAsync();
        Assert.Equal(["1:too large", "2:after"], await seen);
    }

    [Fact]
    public async Task A_too_large_last_line_without_an_end_is_still_reported() =>
        Assert.Equal(["1:too large"], await Read(new string('x', ImportLines.MaxBytes + 2)));

    [Fact]
    public async Task However_the_bytes_arrive_the_lines_are_the_same() =>
        await Gen.Select(Gen.String[Gen.OneOf('a', 'b', '\n', '\r', ' '), 0, 60], Gen.Int[1, 9]).SampleAsync(async (text, size) =>
        {
            var pipe = new Pipe();
            var seen = Collect(new ImportLines(pipe.Reader));
            foreach (var chunk in Encoding.UTF8.GetBytes(text).Chunk(size))
            {
                await pipe.Writer.WriteAsync(chunk);
            }

            await pipe.Writer.CompleteAsync();
            Assert.Equal(await Read(text), await seen);
        });

    [Fact]
    public async Task What_is_left_after_a_stop_can_be_let_go()
    {
        var pipe = new Pipe();
        pipe.Writer.Write("a\nb\nc\n"u8);
        await pipe.Writer.FlushAsync();
        var lines = new ImportLines(pipe.Reader);
        await foreach (var line in lines.Read(CancellationToken.None))
        {
            Assert.Equal(1, line.Number);
            break;
        }

        var draining = lines.Drain(CancellationToken.None);
        pipe.Writer.Write("d\n"u8);
        await pipe.Writer.CompleteAsync();
        await draining;
    }

    private static Task<List<string>> Read(string text) => Collect(new ImportLines(PipeReader.Create(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)))));

    private static async Task<List<string>> Collect(ImportLines lines)
    {
        var seen = new List<string>();
        await foreach (var line in lines.Read(CancellationToken.None))
        {
            seen.Add($"{line.Number}:{(line.IsTooLarge ? "too large" : Encoding.UTF8.GetString(line.Utf8.Span))}");
        }

        return seen;
    }
}
