using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ApiHost.Access;

/// <summary>Brings the bearer scheme.</summary>
internal static class BearerRegistration
{
    /// <summary>Makes bearer tokens the way in. Needs an <c>ITokenVerifier</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder, for further schemes.</returns>
    public static AuthenticationBuilder AddBearer(this IServiceCollection services, Action<BearerOptions>? configure = null)
    {
        services.TryAddSingleton<TokenRefusals>();
        return services.AddAuthentication(BearerHandler.SchemeName).AddScheme<BearerOptions, BearerHandler>(BearerHandler.SchemeName, configure);
    }
}
