using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Grains.Interfaces.Webhooks;
using Grains.Webhooks;
using Microsoft.Extensions.Options;

namespace Silo.Webhooks;

/// <summary>
/// The HTTP client of webhooks. It connects to addresses that it judged itself, not to a name that may lead elsewhere a moment later; it follows no
/// redirect, uses no proxy, keeps no cookie, and reads nothing of an answer but its status. Certificates are checked as the system does.
/// </summary>
internal sealed class WebhookSender : IWebhookSender, IDisposable
{
    private const string MediaType = "application/cloudevents+json";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly WebhookOptions options;
    private readonly HttpClient http;

    /// <summary>Makes the client.</summary>
    /// <param name="options">How long a receiver may take, and whether loopback is allowed.</param>
    public WebhookSender(IOptions<WebhookOptions> options)
    {
        this.options = options.Value;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = Patience, PooledConnectionLifetime = TimeSpan.FromMinutes(1), ConnectCallback = Connect,
            ActivityHeadersPropagator = null, // a trace leads to the calls of a customer
        };
        http = new HttpClient(handler) { Timeout = this.options.Timeout };
    }

    /// <inheritdoc/>
    public async ValueTask<bool> IsAllowed(Uri url)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await Resolve(url.IdnHost, patience.Token) is { Length: > 0 } addresses && addresses.All(IsAllowed);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ArgumentException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int?> Send(SignedAttempt attempt, Guid id, ReadOnlyMemory<byte> body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, attempt.Url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        request.Headers.Add("webhook-id", id.ToString());
        request.Headers.Add("webhook-timestamp", attempt.Timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", attempt.Signature);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return (int)answer.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        IPAddress[] allowed = [.. (await Resolve(context.DnsEndPoint.Host, cancellationToken)).Where(IsAllowed)];
        if (allowed.Length == 0)
        {
            throw new HttpRequestException("The host has no public address.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<IPAddress[]> Resolve(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal]
        : PublicAddresses.IsSpecialName(host) && !(options.AllowLoopback && host == "localhost") ? []
        : await Dns.GetHostAddressesAsync(host, cancellationToken);

    private bool IsAllowed(IPAddress address) => PublicAddresses.Contain(address) || (options.AllowLoopback && IPAddress.IsLoopback(address));
}
