using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Grains.Interfaces.Access;

namespace Grains.Interfaces.Keys;

/// <summary>The public keys of what the platform signs. Key 0. They sign receipts, certificates and checkpoints, never tokens.</summary>
[Alias("IPublishedKeys")]
public interface IPublishedKeys : IGrainWithIntegerKey
{
    /// <summary>The keys as a JSON Web Key Set (RFC 7517).</summary>
    /// <returns>The keys.</returns>
    [Public, Alias("Keys")]
    ValueTask<PublishedKeys> Keys();
}

/// <summary>A JSON Web Key Set (RFC 7517).</summary>
/// <param name="Keys">The keys.</param>
[GenerateSerializer, Immutable, Alias("published-keys")]
public sealed record PublishedKeys([property: Id(0)] ImmutableArray<PublishedKey> Keys);

/// <summary>A public key (RFC 7517): P-256 for ES256 (receipts, certificates), or Ed25519 (RFC 8037; checkpoints).</summary>
[GenerateSerializer, Immutable, Alias("published-key")]
public sealed record PublishedKey
{
    /// <summary>Key type: <c>EC</c> or <c>OKP</c>.</summary>
    [Id(0)]
    public required string Kty { get; init; }

    /// <summary>Curve: <c>P-256</c> or <c>Ed25519</c>.</summary>
    [Id(1)]
    public required string Crv { get; init; }

    /// <summary>Algorithm: <c>ES256</c> or <c>EdDSA</c>.</summary>
    [Id(2)]
    public required string Alg { get; init; }

    /// <summary>Use: <c>sig</c>.</summary>
    [Id(3)]
    public string Use { get; init; } = "sig";

    /// <summary>Key id: the JWK's thumbprint (RFC 7638).</summary>
    [Id(4)]
    public required string Kid { get; init; }

    /// <summary>The x coordinate, or the Ed25519 key; base64url.</summary>
    [Id(5)]
    public required string X { get; init; }

    /// <summary>The y coordinate; absent for Ed25519.</summary>
    [Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Y { get; init; }
}
