using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace ApiHost.Activity;

/// <summary>One line as it came.</summary>
/// <param name="Number">Counts from 1, blank lines included.</param>
/// <param name="Utf8">Its bytes without the line's end, valid until the next line is asked for; empty where it is blank or too large.</param>
/// <param name="IsTooLarge">Whether it was longer than a line may be; its bytes are gone.</param>
internal readonly record struct ImportBytes(long Number, ReadOnlyMemory<byte> Utf8, bool IsTooLarge);

/// <summary>Cuts a stream of any size into lines, holding one line's bytes at most: one that is too large is skipped without being kept.</summary>
/// <param name="reader">The stream.</param>
internal sealed class ImportLines(PipeReader reader)
{
    /// <summary>The longest line, in bytes, without its end.</summary>
    public const int MaxBytes = 1 << 20;

    private bool isSkipping;

    /// <summary>How many lines were read.</summary>
    public long Number { get; private set; }

    /// <summary>The lines, LF or CR LF between them, with or without an end after the last one.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The lines in order.</returns>
    public async IAsyncEnumerable<ImportBytes> Read([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            try
            {
                while (rest.PositionOf((byte)'\n') is { } newline)
                {
                    var line = rest.Slice(0, newline);
                    rest = rest.Slice(rest.GetPosition(1, newline));
                    yield return Cut(line);
                }

                if (read.IsCompleted && (isSkipping || !rest.IsEmpty))
                {
                    yield return Cut(rest);
                    rest = rest.Slice(rest.End);
                }

                if (isSkipping || rest.Length > MaxBytes + 1)
                {
                    isSkipping = !read.IsCompleted;
                    rest = rest.Slice(rest.End);
                }
            }
            finally
            {
                reader.AdvanceTo(rest.Start, rest.End);
            }

            if (read.IsCompleted)
            {
                yield break;
            }
        }
    }

    /// <summary>Reads what is left and lets it go, so that a client that is still sending gets to read its answer.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>At the stream's end.</returns>
    public async ValueTask Drain(CancellationToken cancellationToken)
    {
        ReadResult read;
        do
        {
            read = await reader.ReadAsync(cancellationToken);
            reader.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);
    }

    private ImportBytes Cut(ReadOnlySequence<byte> line)
    {
        Number++;
        var isTooLarge = isSkipping || line.Length > MaxBytes + 1;
        isSkipping = false;
        if (isTooLarge)
        {
            return new ImportBytes(Number, default, true);
        }

        var utf8 = line.IsSingleSegment ? line.First : line.ToArray();
        if (Number == 1 && utf8.Span.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        if (utf8.Span.EndsWith("\r"u8))
        {
            utf8 = utf8[..^1];
        }

        return utf8.Length > MaxBytes
            ? new ImportBytes(Number, default, true)
            : new ImportBytes(Number, utf8.Span.IndexOfAnyExcept(" \t"u8) < 0 ? default : utf8, false);
    }
}
