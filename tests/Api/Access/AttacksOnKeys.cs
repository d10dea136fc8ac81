using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using static Tests.Api.Access.TokenAttacks;

namespace Tests.Api.Access;

/// <summary>Signatures by the wrong key, by the right key in the wrong way, or by no key at all.</summary>
internal static class AttacksOnKeys
{
    private const string Fault = "signature";

    // SEC 2, section 2.4.2: the order of P-256.
    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

    public static IEnumerable<TokenAttack> All => Strangers().Concat(Secrets()).Concat(Curves()).Concat(Paddings());

    /// <summary>
    /// The other spelling of a signature: (r, n − s) verifies wherever (r, s) does (RFC 7518 asks for no low s, and half of all honest
    /// signers' are high), so that it is no attack on what a token says, only on whoever knows tokens by their text.
    /// </summary>
    public static string OtherSpelling(string token)
    {
        var at = token.LastIndexOf('.') + 1;
        var signature = Base64Url.DecodeFromChars(token.AsSpan(at));
        var s = Number(Order) - Number(signature[32..]);
        return token[..at] + Base64Url.EncodeToString([.. signature[..32], .. Bytes(s)]);
    }

    private static IEnumerable<TokenAttack> Strangers()
    {
        yield return new("known kid, another's key", Fault, i => i.Sign(Header(i), Payload(i), TestKey.Create("ES256")));
        yield return new("PS256, another's key", Fault, i => i.Sign(Header(i, "PS256", kid: i.Ps256.Id), Payload(i), TestKey.Create("PS256"))) { Good = GoodPs256 };
        yield return new("another's key under its own kid", "unknown-key", i => i.Mint(i.Claims("customer", "C1"), TestKey.Create("ES256")));
        foreach (var embed in new Func<TestKey, string>[]
                 {
                     k => $"\"jwk\":{JsonSerializer.Serialize(k.Jwk)}", k => "\"jku\":\"https://evil.test/jwks.json\"", k => "\"x5u\":\"https://evil.test/chain.pem\"",
                     k => $"\"x5c\":[\"{Certificate(k)}\"]",
                 })
        {
            var key = TestKey.Create("ES256");
            yield return new($"another's key, brought along as {embed(key)[..6]}", "malformed", i => i.Sign($"{Header(i, kid: key.Id)[..^1]},{embed(key)}}}", Payload(i), key));
        }
    }

    /// <summary>The public key taken for an HMAC's secret, in every form that a verifier may hold it in.</summary>
    private static IEnumerable<TokenAttack> Secrets()
    {
        foreach (var (form, secret) in new (string, Func<TestKey, byte[]>)[]
                 {
                     ("JWK", k => JsonSerializer.SerializeToUtf8Bytes(k.Jwk)), ("PEM", k => Encoding.ASCII.GetBytes(k.Pair.ExportSubjectPublicKeyInfoPem())),
                     ("PEM and a line feed", k => Encoding.ASCII.GetBytes(k.Pair.ExportSubjectPublicKeyInfoPem() + "\n")), ("DER", k => k.Pair.ExportSubjectPublicKeyInfo()),
                     ("empty", _ => []), ("kid", k => Encoding.ASCII.GetBytes(k.Id)),
                 })
        {
            yield return new($"HS256 with the public key of ES256 as {form}", "malformed", i => Mac(i, i.Es256, "HS256"));
            yield return new($"HS256 with the public key of PS256 as {form}", "malformed", i => Mac(i, i.Ps256, "HS256")) { Good = GoodPs256 };
            yield return new($"ES256 said, HMAC with the public key as {form}", Fault, i => Mac(i, i.Es256, "ES256"));
            yield return new($"PS256 said, HMAC with the public key as {form}", Fault, i => Mac(i, i.Ps256, "PS256")) { Good = GoodPs256 };

            string Mac(TestIssuer issuer, TestKey key, string alg) =>
                issuer.Sign(Header(issuer, alg, kid: key.Id), Payload(issuer), key with { Sign = data => HMACSHA256.HashData(secret(key), data) });
        }
    }

    private static IEnumerable<TokenAttack> Curves()
    {
        yield return new("ES256 said, ES384 signed", Fault, i => i.Sign(Header(i), Payload(i), TestKey.Create("ES384")));
        yield return new("ES256 said, SHA-384 signed", Fault, i => Curve(i, (key, data) => key.SignData(data, HashAlgorithmName.SHA384)));
        yield return new("ES256 in DER", Fault, i => Curve(i, (key, data) => key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
        foreach (var (name, change) in new (string, Func<byte[], byte[]>)[]
                 {
                     ("zeros", s => new byte[64]), ("ones", s => [.. Enumerable.Repeat((byte)0xFF, 64)]), ("r = 0", s => [.. new byte[32], .. s[32..]]), ("s = 0", s => [.. s[..32], .. new byte[32]]),
                     ("r = n", s => [.. Order, .. s[32..]]), ("s = n", s => [.. s[..32], .. Order]), ("r = s = n", s => [.. Order, .. Order]), ("r and s exchanged", s => [.. s[32..], .. s[..32]]),
                     ("r alone", s => s[..32]), ("a byte more", s => [.. s, 0]), ("a zero before each", s => [0, .. s[..32], 0, .. s[32..]]), ("a zero byte", s => [0]), ("a bit changed", s => [(byte)(s[0] ^ 1), .. s[1..]]),
                 })
        {
            yield return new($"ES256 of {name}", Fault, i => Curve(i, (key, data) => change(key.SignData(data, HashAlgorithmName.SHA256))));
        }

        static string Curve(TestIssuer issuer, Func<ECDsa, byte[], byte[]> sign) =>
            issuer.Sign(Header(issuer), Payload(issuer), issuer.Es256 with { Sign = data => sign((ECDsa)issuer.Es256.Pair, data) });
    }

    private static IEnumerable<TokenAttack> Paddings()
    {
        foreach (var (name, sign) in new (string, Func<RSA, byte[], byte[]>)[]
                 {
                     ("RS256 signed", (rsa, data) => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
                     ("PS384 signed", (rsa, data) => rsa.SignData(data, HashAlgorithmName.SHA384, RSASignaturePadding.Pss)),
                     ("zeros", (rsa, _) => new byte[rsa.KeySize / 8]), ("one", (rsa, _) => [.. new byte[(rsa.KeySize / 8) - 1], 1]), ("the modulus", (rsa, _) => rsa.ExportParameters(false).Modulus!),
                 })
        {
            yield return new($"PS256 said, {name}", Fault, i => i.Sign(
                Header(i, "PS256", kid: i.Ps256.Id), Payload(i), i.Ps256 with { Sign = data => sign((RSA)i.Ps256.Pair, data) })) { Good = GoodPs256 };
        }

        yield return new("RS256 by the key of PS256", "malformed", i => i.Sign(
            Header(i, "RS256", kid: i.Ps256.Id), Payload(i),
            i.Ps256 with { Sign = data => ((RSA)i.Ps256.Pair).SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) })) { Good = GoodPs256 };
        yield return new("PS256 said, ES256 signed", Fault, i => i.Sign(Header(i, "PS256", kid: i.Ps256.Id), Payload(i))) { Good = GoodPs256 };
        yield return new("ES256 said, PS256 signed", Fault, i => i.Sign(Header(i), Payload(i), i.Ps256));
    }

    private static string Certificate(TestKey key)
    {
        var request = new CertificateRequest("CN=evil", (ECDsa)key.Pair, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return Convert.ToBase64String(certificate.RawData);
    }

    private static BigInteger Number(byte[] bigEndian) => new(bigEndian, isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
