using Microsoft.AspNetCore.Authorization;
using Silo.Access.Tokens;
using ApiHost.Hosting;

namespace ApiHost.Access;

/// <summary>The front door: a verified token for everything that does not say otherwise. Role, purpose and consent are the silo's to refuse.</summary>
internal static class AccessSetup
{
    /// <summary>Adds bearer tokens, by the bank's issuer or, in Development, by this process's own.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="issuer">The development issuer; null where the bank's is configured.</param>
    public static void AddAccess(this WebApplicationBuilder builder, DevelopmentIssuer? issuer)
    {
        var services = builder.Services;
        try
        {
            if (issuer is null)
            {
                services.AddTokenVerifier(builder.Configuration["Identity:Authority"]!, builder.Environment.IsDevelopment());
            }
            else
            {
                services.AddDevelopmentIssuer(builder.Environment, issuer).AddTokenVerifier(issuer.PublicKeys);
            }
        }
        catch (InvalidOperationException exception)
        {
            throw new StartException(exception.Message);
        }

        services.AddBearer(static options => options.Refuse = Problems.Write);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<Customers>();
    }
}
