using System.Buffers.Text;

namespace Tests.Benchmarks.Load;

/// <summary>As much of an HTTP/1.1 response as a loader must understand: where it ends and whether it is 2xx. Nothing is pipelined.</summary>
internal static class HttpResponse
{
    /// <summary>Whether all of the response has been received.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> received)
    {
        var head = received.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var headers = received[..(head + 2)];
        var at = headers.IndexOf("\r\nContent-Length: "u8);
        if (at >= 0)
        {
            return Utf8Parser.TryParse(headers[(at + 18)..], out int length, out _) && received.Length >= head + 4 + length;
        }

        // Chunked, or without a body (204). JSON holds no line breaks, so nothing but the last chunk looks like it.
        return headers.IndexOf("\r\nTransfer-Encoding: chunked"u8) < 0 || received.EndsWith("\r\n0\r\n\r\n"u8);
    }

    /// <summary>Whether the status is 2xx.</summary>
    public static bool IsSuccess(ReadOnlySpan<byte> received) => received.StartsWith("HTTP/1.1 2"u8);
}
