using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OpenIddict.Server.AspNetCore;

namespace ApiHost.Access;

/// <summary>
/// Hides the development issuer from the authentication middleware, which would let it look at every request; on its own paths
/// <see cref="DevelopmentIssuerEndpoints"/> calls it.
/// </summary>
internal sealed class SchemesBesideIssuer(IOptions<AuthenticationOptions> options) : AuthenticationSchemeProvider(options)
{
    /// <inheritdoc/>
    public override async Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() =>
        (await base.GetRequestHandlerSchemesAsync()).Where(scheme => scheme.Name != OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
}
