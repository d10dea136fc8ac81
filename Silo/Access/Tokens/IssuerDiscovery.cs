using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Silo.Access.Tokens;

/// <summary>Reads an issuer's name and keys from its discovery document (OpenID Connect Discovery 1.0) over HTTPS.</summary>
internal sealed class IssuerDiscovery : IDocumentRetriever, IDisposable
{
    private const int MaxDocumentBytes = 1024 * 1024;

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = MaxDocumentBytes,
    };

    private readonly string name;
    private readonly bool development;

    /// <summary>Takes the issuer's address.</summary>
    /// <param name="authority">The configured <c>Identity:Authority</c>.</param>
    /// <param name="development">Whether http is accepted on loopback.</param>
    /// <exception cref="InvalidOperationException">It is no address that may be trusted; the message names the fix.</exception>
    public IssuerDiscovery(string authority, bool development)
    {
        this.development = development;
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var uri) || !IsSafe(uri) || uri.Query.Length + uri.Fragment.Length + uri.UserInfo.Length > 0)
        {
            throw new InvalidOperationException(
                $"Identity:Authority must be the issuer's https address (http is accepted on loopback in Development only), and '{authority}' is not.");
        }

        name = authority.TrimEnd('/');
    }

    /// <summary>Asks the issuer.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Its name and keys.</returns>
    public async Task<IssuerKeySet> Fetch(CancellationToken cancellationToken)
    {
        var found = await OpenIdConnectConfigurationRetriever.GetAsync($"{name}/.well-known/openid-configuration", this, cancellationToken);

        // Discovery 1.0, section 4.3: the document must be this issuer's. Only a trailing slash is forgiven, which some issuers add.
        if (found.Issuer?.TrimEnd('/') != name)
        {
            throw new InvalidOperationException($"The discovery document of {name} names another issuer, '{found.Issuer}'.");
        }

        return IssuerKeySet.Of(found.Issuer, found.JsonWebKeySet?.Keys ?? []);
    }

    /// <inheritdoc/>
    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        var uri = new Uri(address);
        return IsSafe(uri)
            ? await client.GetStringAsync(uri, cancel)
            : throw new InvalidOperationException($"The issuer's document at {uri.GetLeftPart(UriPartial.Path)} must be served over https.");
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private bool IsSafe(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || (development && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback);
}
