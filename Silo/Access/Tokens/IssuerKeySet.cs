using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Silo.Access.Tokens;

/// <summary>An issuer's name and its public signing keys at one moment.</summary>
internal sealed class IssuerKeySet
{
    private const int MinRsaBits = 2048;

    private readonly FrozenDictionary<(string KeyId, string Algorithm), SecurityKey> keys;
    private readonly string fingerprint;

    private IssuerKeySet(string issuer, FrozenDictionary<(string KeyId, string Algorithm), SecurityKey> keys)
    {
        Issuer = issuer;
        this.keys = keys;
        fingerprint = string.Join('\n', keys
            .Select(k => $"{k.Key.KeyId} {k.Key.Algorithm} {Convert.ToHexString(k.Value.ComputeJwkThumbprint())}")
            .Order(StringComparer.Ordinal)
            .Prepend(issuer));
    }

    /// <summary>The issuer's name: what <c>iss</c> must be, character by character.</summary>
    public string Issuer { get; }

    /// <summary>How many keys there are.</summary>
    public int Count => keys.Count;

    /// <summary>Takes from a published key set what may sign access tokens: P-256 for ES256 and RSA for PS256, each with a key id.</summary>
    /// <param name="issuer">The issuer's name.</param>
    /// <param name="published">The JSON Web Keys (RFC 7517); all others are passed over.</param>
    /// <returns>The set.</returns>
    public static IssuerKeySet Of(string issuer, IEnumerable<JsonWebKey> published)
    {
        var keys = new Dictionary<(string, string), SecurityKey>();
        foreach (var jwk in published)
        {
            if (string.IsNullOrEmpty(jwk.Kid) || jwk.Use is not (null or "" or "sig"))
            {
                continue;
            }

            var (algorithm, key) = Import(jwk);
            if (key is not null && (string.IsNullOrEmpty(jwk.Alg) || jwk.Alg == algorithm))
            {
                keys.TryAdd((jwk.Kid, algorithm), key);
            }
        }

        return new IssuerKeySet(issuer, keys.ToFrozenDictionary());
    }

    /// <summary>Finds a key.</summary>
    /// <param name="keyId">Its id.</param>
    /// <param name="algorithm">The algorithm it must serve.</param>
    /// <returns>Null where the issuer publishes none.</returns>
    public SecurityKey? Find(string keyId, string algorithm) => keys.GetValueOrDefault((keyId, algorithm));

    /// <summary>Whether another set holds the same keys of the same issuer.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>True where it does.</returns>
    public bool IsSameAs(IssuerKeySet? other) => fingerprint == other?.fingerprint;

    // From the bare numbers only: certificates and private members that a key may carry are never looked at.
    private static (string Algorithm, SecurityKey? Key) Import(JsonWebKey jwk)
    {
        try
        {
            if (jwk is { Kty: "EC", Crv: "P-256" })
            {
                var point = new ECPoint { X = Base64UrlEncoder.DecodeBytes(jwk.X), Y = Base64UrlEncoder.DecodeBytes(jwk.Y) };
                var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
                return ("ES256", new ECDsaSecurityKey(ec) { KeyId = jwk.Kid });
            }

            if (jwk is { Kty: "RSA" })
            {
                var rsa = RSA.Create(new RSAParameters
                {
                    Modulus = Base64UrlEncoder.DecodeBytes(jwk.N),
                    Exponent = Base64UrlEncoder.DecodeBytes(jwk.E),
                });
                return ("PS256", rsa.KeySize >= MinRsaBits ? new RsaSecurityKey(rsa) { KeyId = jwk.Kid } : null);
            }
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            // A damaged key is one that the issuer does not publish; the others still count.
        }

        return (string.Empty, null);
    }
}
