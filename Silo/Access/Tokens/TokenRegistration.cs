using Grains.Interfaces.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Silo.Access.Tokens;

/// <summary>Brings token verification. Who comes first decides: an embedded silo shares the verifier of its host, cache and all.</summary>
internal static class TokenRegistration
{
    /// <summary>Verifies the tokens of an issuer that is asked for its keys over HTTP. Needs a <see cref="Pseudonyms"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="authority">The configured <c>Identity:Authority</c>.</param>
    /// <param name="development">Whether http is accepted on loopback.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">The authority is no address that may be trusted.</exception>
    public static IServiceCollection AddTokenVerifier(this IServiceCollection services, string authority, bool development)
    {
        if (services.Any(s => s.ServiceType == typeof(ITokenVerifier)))
        {
            return services;
        }

        var discovery = new IssuerDiscovery(authority, development);
        services.AddSingleton(s => new RefreshedIssuerKeys(
            discovery.Fetch, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<RefreshedIssuerKeys>>()));
        services.AddSingleton<IIssuerKeys>(s => s.GetRequiredService<RefreshedIssuerKeys>());
        services.AddHostedService(s => s.GetRequiredService<RefreshedIssuerKeys>());
        return services.AddVerifier();
    }

    /// <summary>Verifies the tokens of an issuer in this process. Needs a <see cref="Pseudonyms"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="keys">The issuer's name and public keys.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddTokenVerifier(this IServiceCollection services, IssuerKeySet keys)
    {
        services.TryAddSingleton<IIssuerKeys>(new FixedIssuerKeys(keys));
        return services.AddVerifier();
    }

    /// <summary>Refuses the tokens on a list, which is watched while the process runs.</summary>
    /// <param name="services">The services.</param>
    /// <param name="path">The configured <c>Identity:DenyList</c>; null or empty where nobody is denied.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">The list cannot be used; the message is one line.</exception>
    public static IServiceCollection AddDenyList(this IServiceCollection services, string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return services;
        }

        var file = DenyListFile.Open(path);
        services.AddSingleton(s => new WatchedDenyList(file, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<WatchedDenyList>>()));
        services.AddSingleton<IDenyList>(s => s.GetRequiredService<WatchedDenyList>());
        return services.AddHostedService(s => s.GetRequiredService<WatchedDenyList>());
    }

    private static IServiceCollection AddVerifier(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IDenyList>(new FixedDenyList(DenyList.Empty));
        services.TryAddSingleton<ITokenVerifier, TokenVerifier>();
        return services;
    }
}
