using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Silo.Access.Tokens;

namespace ApiHost.Access;

/// <summary>
/// The embedded mode's own OpenID Connect issuer: demo clients and demo customers, never outside Development. Its HTTP side is
/// <see cref="DevelopmentIssuerEndpoints"/>.
/// </summary>
internal sealed class DevelopmentIssuer
{
    /// <summary>The key file's name in the data folder.</summary>
    public const string KeyFile = "issuer.json";

    /// <summary>How long a token lives.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly IReadOnlyCollection<string> purposes;
    private readonly JsonWebTokenHandler handler = new();

    /// <summary>Opens the issuer.</summary>
    /// <param name="address">Its address, which makes its name; the same at every start, or older tokens are refused.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="purposes">Every purpose of the catalogue.</param>
    /// <exception cref="InvalidDataException">The key file is damaged.</exception>
    public DevelopmentIssuer(Uri address, string folder, IReadOnlyCollection<string> purposes)
    {
        this.purposes = purposes;
        Address = new Uri(address.GetLeftPart(UriPartial.Authority));
        var keys = DevelopmentIssuerKeys.Open(Path.Combine(folder, KeyFile));
        SigningKey = new ECDsaSecurityKey(keys.OpenSigningKey());
        SigningKey.KeyId = Base64UrlEncoder.Encode(SigningKey.ComputeJwkThumbprint());
        EncryptionKey = new SymmetricSecurityKey(keys.EncryptionKey);
    }

    /// <summary>The address; its absolute form, which ends in a slash, is the issuer's name.</summary>
    public Uri Address { get; }

    /// <summary>Signs tokens.</summary>
    public ECDsaSecurityKey SigningKey { get; }

    /// <summary>Hides what the issuer keeps from its clients.</summary>
    public SymmetricSecurityKey EncryptionKey { get; }

    /// <summary>The issuer's name and public key, for the verifiers of this process.</summary>
    public IssuerKeySet PublicKeys
    {
        get
        {
            var point = SigningKey.ECDsa.ExportParameters(includePrivateParameters: false).Q;
            var key = new JsonWebKey
            {
                Kty = "EC",
                Crv = "P-256",
                Kid = SigningKey.KeyId,
                X = Base64UrlEncoder.Encode(point.X),
                Y = Base64UrlEncoder.Encode(point.Y),
            };
            return IssuerKeySet.Of(Address.AbsoluteUri, [key]);
        }
    }

    /// <summary>The grant of a client.</summary>
    /// <param name="clientId">The client.</param>
    /// <returns>Null where there is no such client.</returns>
    public DevelopmentGrant? GrantOf(string? clientId) => DevelopmentGrant.OfClient(clientId, purposes);

    /// <summary>Mints a token in process, as the token endpoint would.</summary>
    /// <param name="grant">What the token says.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>The token.</returns>
    public string Mint(DevelopmentGrant grant, DateTimeOffset now) => handler.CreateToken(new SecurityTokenDescriptor
    {
        TokenType = "at+jwt",
        Issuer = Address.AbsoluteUri,
        Audience = TokenVerifier.Audience,
        IssuedAt = now.UtcDateTime,
        NotBefore = now.UtcDateTime,
        Expires = (now + Lifetime).UtcDateTime,
        Claims = new Dictionary<string, object>(grant.Claims) { ["jti"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)) },
        SigningCredentials = new SigningCredentials(SigningKey, SecurityAlgorithms.EcdsaSha256),
    });
}
