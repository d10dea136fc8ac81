using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tests.Benchmarks.Load;

/// <summary>One kept connection of a loader: sends a request, reads its answer, sends the next.</summary>
internal sealed class LoadConnection(LoadRun run) : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] sending = new byte[64 * 1024];
    private readonly byte[] receiving = new byte[1024 * 1024];

    /// <summary>Sends until the run is over.</summary>
    public async Task Run(Uri target)
    {
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target.Port));
        while (run.TryNext(sending, out var length))
        {
            var startedAt = Stopwatch.GetTimestamp();
            await socket.SendAsync(sending.AsMemory(0, length));
            var received = 0;
            do
            {
                var count = await socket.ReceiveAsync(receiving.AsMemory(received));
                if (count == 0)
                {
                    run.Fail("The server closed the connection.");
                    return;
                }

                received += count;
            }
            while (!HttpResponse.IsComplete(receiving.AsSpan(0, received)));

            run.Latencies.Add(startedAt);
            run.Count();
            if (!HttpResponse.IsSuccess(receiving))
            {
                run.Fail(Encoding.UTF8.GetString(receiving, 0, received));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();
}
