using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Tests.System.Processes;

namespace Tests.System.Activity;

/// <summary>An import on a bare connection, so that a test decides when it sends and when it reads.</summary>
internal sealed class RawImport : IDisposable
{
    private readonly TcpClient tcp = new();
    private readonly StringBuilder read = new();
    private readonly byte[] buffer = new byte[64 << 10];
    private NetworkStream stream = null!;

    /// <summary>Everything read so far, as it came.</summary>
    public string Text => read.ToString();

    /// <summary>Connects and sends the head of a chunked request.</summary>
    public static async Task<RawImport> Begin(EmbeddedPlatform platform)
    {
        var token = await platform.Token(("grant_type", "client_credentials"), ("client_id", "frontend"), ("client_secret", "demo"));
        var import = new RawImport();
        await import.tcp.ConnectAsync(platform.Http.BaseAddress!.Host, platform.Http.BaseAddress.Port);
        import.stream = import.tcp.GetStream();
        await import.SendRaw(
            $"POST /v1/import HTTP/1.1\r\nHost: localhost\r\nAuthorization: {token}\r\nProcessing-Purpose: servicing\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        return import;
    }

    /// <summary>Sends a piece of the body.</summary>
    public async Task Send(string piece)
    {
        var utf8 = Encoding.UTF8.GetBytes(piece);
        await SendRaw(utf8.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
        await stream.WriteAsync(utf8);
        await SendRaw("\r\n");
    }

    /// <summary>Ends the body.</summary>
    public Task End() => SendRaw("0\r\n\r\n");

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendRaw(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>Reads until a text has come or the connection ends.</summary>
    public async Task<string> ReadUntil(string text)
    {
        while (!Text.Contains(text, StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var count)
        {
            read.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return Text;
    }

    public void Dispose() => tcp.Dispose();
}
