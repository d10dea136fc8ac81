using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tests.Api.Access;

/// <summary>
/// An OpenID Connect issuer of the tests' own, on the BCL alone so that any test project can link this file: it mints what it is told to,
/// right or wrong, rotates its keys, and on demand serves discovery and keys on a free loopback port.
/// </summary>
public sealed class TestIssuer : IDisposable
{
    public const string Audience = "profile-platform";

    // Making an RSA key takes long: until they rotate, the issuers of a process have one in common.
    private static readonly Lazy<TestKey> FirstPs256 = new(() => TestKey.Create("PS256"));

    private readonly CancellationTokenSource stop = new();
    private TcpListener? listener;
    private int questions;

    public TestIssuer(string name = "https://issuer.test", TimeProvider? time = null)
    {
        Name = name;
        Time = time ?? TimeProvider.System;
        Keys = [TestKey.Create("ES256"), FirstPs256.Value];
    }

    /// <summary>The issuer's name, and its address where it listens: what <c>Identity:Authority</c> is set to.</summary>
    public string Name { get; private set; }

    public TimeProvider Time { get; }

    /// <summary>The keys in force: what is published.</summary>
    public IReadOnlyList<TestKey> Keys { get; set; } = [];

    public TestKey Es256 => Keys.First(k => k.Algorithm == "ES256");

    public TestKey Ps256 => Keys.First(k => k.Algorithm == "PS256");

    /// <summary>Whether it answers; otherwise it closes every connection.</summary>
    public bool IsReachable { get; set; } = true;

    /// <summary>How often its keys were asked for.</summary>
    public int Questions => Volatile.Read(ref questions);

    public string Jwks => JsonSerializer.Serialize(new { keys = Keys.Select(k => k.Jwk) });

    /// <summary>An issuer that listens.</summary>
    public static TestIssuer Listen(TimeProvider? time = null)
    {
        var issuer = new TestIssuer(time: time) { listener = new TcpListener(IPAddress.Loopback, 0) };
        issuer.listener.Start();
        issuer.Name = $"http://127.0.0.1:{((IPEndPoint)issuer.listener.LocalEndpoint).Port}";
        _ = issuer.Serve();
        return issuer;
    }

    /// <summary>New keys; the old ones are retired at once.</summary>
    public void Rotate() => Keys = [TestKey.Create("ES256"), TestKey.Create("PS256")];

    /// <summary>The claims of a good token, to be changed at will.</summary>
    public Dictionary<string, object?> Claims(string role, string? subject = null, string? purposes = null, TimeSpan? lifetime = null)
    {
        var now = Time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Name,
            ["aud"] = Audience,
            ["sub"] = subject ?? role,
            ["client_id"] = role == "customer" ? "app" : subject ?? role,
            ["iat"] = now,
            ["exp"] = now + (long)(lifetime ?? TimeSpan.FromHours(1)).TotalSeconds,
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["role"] = role,
        };
        if (role == "customer")
        {
            claims["customer_id"] = claims["sub"];
            claims["auth_time"] = now;
        }

        if (purposes is not null)
        {
            claims["purposes"] = purposes;
        }

        return claims;
    }

    /// <summary>A good token.</summary>
    public string Token(string role, string? subject = null, string? purposes = null, TimeSpan? lifetime = null) =>
        Mint(Claims(role, subject, purposes, lifetime));

    /// <summary>A token of any claims, signed with ES256 unless told otherwise.</summary>
    public string Mint(IReadOnlyDictionary<string, object?> claims, TestKey? key = null)
    {
        key ??= Es256;
        return Sign(JsonSerializer.Serialize(new { alg = key.Algorithm, typ = "at+jwt", kid = key.Id }), JsonSerializer.Serialize(claims), key);
    }

    /// <summary>A token of any header and payload, as text.</summary>
    public string Sign(string header, string payload, TestKey? key = null)
    {
        var content = $"{Encode(header)}.{Encode(payload)}";
        return $"{content}.{Base64Url.EncodeToString((key ?? Es256).Sign(Encoding.UTF8.GetBytes(content)))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public void Dispose()
    {
        stop.Cancel();
        listener?.Dispose();
        stop.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                _ = Answer(await listener!.AcceptTcpClientAsync(stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task Answer(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream());
                var path = (await reader.ReadLineAsync(stop.Token))?.Split(' ') is [_, var target, ..] ? target : string.Empty;
                while (!string.IsNullOrEmpty(await reader.ReadLineAsync(stop.Token)))
                {
                    // The headers do not matter.
                }

                if (IsReachable)
                {
                    await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Respond(path)), stop.Token);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The other side has gone.
            }
        }
    }

    private string Respond(string path)
    {
        var body = path switch
        {
            "/.well-known/openid-configuration" => JsonSerializer.Serialize(new { issuer = Name, jwks_uri = $"{Name}/keys" }),
            "/keys" => Jwks,
            _ => null,
        };
        if (path == "/keys")
        {
            Interlocked.Increment(ref questions);
        }

        return $"HTTP/1.1 {(body is null ? "404 Not Found" : "200 OK")}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body ?? string.Empty)}\r\nConnection: close\r\n\r\n{body}";
    }
}

/// <summary>A signing key of any algorithm that a token may claim.</summary>
public sealed record TestKey(string Id, string Algorithm, object Jwk, AsymmetricAlgorithm Pair, Func<byte[], byte[]> Sign)
{
    /// <summary>A new key.</summary>
    /// <param name="algorithm">ES256, ES384, PS256 or RS256.</param>
    public static TestKey Create(string algorithm)
    {
        var id = Guid.NewGuid().ToString("N");
        return algorithm.StartsWith("ES", StringComparison.Ordinal) ? Elliptic(id, algorithm) : Rsa(id, algorithm);
    }

    private static TestKey Elliptic(string id, string algorithm)
    {
        var (curve, name, hash) = algorithm == "ES256"
            ? (ECCurve.NamedCurves.nistP256, "P-256", HashAlgorithmName.SHA256)
            : (ECCurve.NamedCurves.nistP384, "P-384", HashAlgorithmName.SHA384);
        var key = ECDsa.Create(curve);
        var point = key.ExportParameters(false).Q;
        var jwk = new
        {
            kty = "EC", use = "sig", alg = algorithm, kid = id, crv = name, x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y),
        };
        return new TestKey(id, algorithm, jwk, key, data => key.SignData(data, hash));
    }

    private static TestKey Rsa(string id, string algorithm)
    {
        var key = RSA.Create(2048);
        var numbers = key.ExportParameters(false);
        var padding = algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        var jwk = new
        {
            kty = "RSA", use = "sig", alg = algorithm, kid = id, n = Base64Url.EncodeToString(numbers.Modulus), e = Base64Url.EncodeToString(numbers.Exponent),
        };
        return new TestKey(id, algorithm, jwk, key, data => key.SignData(data, HashAlgorithmName.SHA256, padding));
    }
}
