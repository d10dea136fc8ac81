using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Keys;
using Grains.Keys;
using NSec.Cryptography;

namespace Silo.Keys;

/// <summary>The platform's signing keys, made from two 256-bit platform keys that the keys store holds wrapped: the private scalar of a P-256
/// key and the seed of an Ed25519 key (RFC 8032).</summary>
internal sealed class SigningKeys : ISigningKeys, IDisposable
{
    private readonly ECDsa statement;
    private readonly Key checkpoint;

    /// <summary>Makes the keys.</summary>
    /// <param name="scalar">32 bytes, the P-256 key's private scalar; a random one is out of range once in 2^32.</param>
    /// <param name="seed">32 bytes, the Ed25519 key's seed.</param>
    public SigningKeys(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> seed)
    {
        var d = GC.AllocateArray<byte>(CustomerKey.Length, pinned: true);
        scalar.CopyTo(d);
        statement = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
        CryptographicOperations.ZeroMemory(d);
        checkpoint = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        var point = statement.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        StatementKey = new PublishedKey
        {
            Kty = "EC", Crv = "P-256", Alg = "ES256", X = x, Y = y,
            Kid = Thumbprint($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}"""),
        };
        var key = Base64Url.EncodeToString(checkpoint.PublicKey.Export(KeyBlobFormat.RawPublicKey));
        CheckpointKey = new PublishedKey
        {
            Kty = "OKP", Crv = "Ed25519", Alg = "EdDSA", X = key, Kid = Thumbprint($$"""{"crv":"Ed25519","kty":"OKP","x":"{{key}}"}"""),
        };
    }

    /// <inheritdoc/>
    public PublishedKey StatementKey { get; }

    /// <inheritdoc/>
    public PublishedKey CheckpointKey { get; }

    /// <inheritdoc/>
    public string SignStatement(string type, ReadOnlySpan<byte> payload)
    {
        var header = $$"""{"alg":"ES256","kid":"{{StatementKey.Kid}}","typ":"{{type}}"}""";
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(payload)}";
        var signature = statement.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <inheritdoc/>
    public byte[] SignCheckpoint(ReadOnlySpan<byte> text) => SignatureAlgorithm.Ed25519.Sign(checkpoint, text);

    /// <inheritdoc/>
    public bool VerifyCheckpoint(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
        SignatureAlgorithm.Ed25519.Verify(checkpoint.PublicKey, text, signature);

    /// <inheritdoc/>
    public void Dispose()
    {
        statement.Dispose();
        checkpoint.Dispose();
    }

    /// <summary>RFC 7638: SHA-256 of the required members in lexical order.</summary>
    private static string Thumbprint(string members) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(members)));
}
