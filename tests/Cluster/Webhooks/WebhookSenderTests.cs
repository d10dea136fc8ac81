using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grains.Interfaces.Webhooks;
using Grains.Webhooks;
using Microsoft.Extensions.Options;
using Silo.Webhooks;

namespace Tests.Cluster.Webhooks;

/// <summary>The way out, against sockets on loopback.</summary>
public sealed class WebhookSenderTests : IDisposable
{
    private readonly TcpListener inside = new(IPAddress.Loopback, 0);

    public WebhookSenderTests() => inside.Start();

    private int Port => ((IPEndPoint)inside.LocalEndpoint).Port;

    public void Dispose() => inside.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task It_connects_to_no_address_inside_whatever_was_registered(string host)
    {
        using var sender = Sender(allowLoopback: false);

        Assert.Null(await sender.Send(new SignedAttempt($"http://{host}:{Port}/", 1, "v1,c2lnbmVk"), Guid.NewGuid(), "{}"u8.ToArray()));
        Assert.False(inside.Pending());
        Assert.False(await sender.IsAllowed(new Uri($"http://{host}:{Port}/")));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var sender = Sender(allowLoopback: true);
        var served = Serve();

        Assert.Null(await sender.Send(new SignedAttempt($"https://localhost:{Port}/", 1, "v1,c2lnbmVk"), Guid.NewGuid(), "{}"u8.ToArray()));
        Assert.False(await served);
    }

    private static WebhookSender Sender(bool allowLoopback) => new(Options.Create(new WebhookOptions { AllowLoopback = allowLoopback }));

    /// <summary>Serves one connection under a certificate of its own; true where anything was sent over it.</summary>
    private async Task<bool> Serve()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var own = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        using var client = await inside.AcceptTcpClientAsync();
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(own);
            return await tls.ReadAsync(new byte[1]) > 0;
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            return false;
        }
    }
}
