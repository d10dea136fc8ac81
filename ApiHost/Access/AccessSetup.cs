using Microsoft.AspNetCore.Authorization;
using Silo.Access.Tokens;
using ApiHost.Hosting;

namespace ApiHost.Access;

/// <summary>The front door: a verified token for everything that does not say otherwise. Role, purpose and consent are the silo's to refuse.</summary>
internal static class AccessSetup
{
    /// <summary>Adds the deny list where one is configured. Comes before anything is opened, so that a faulty one changes nothing.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <exception cref="StartException">The list cannot be used.</exception>
    public static void AddDenyList(this WebApplicationBuilder builder) =>
        Try(() => builder.Services.AddDenyList(builder.Configuration[DenyListFile.Key]));

    /// <summary>Adds bearer tokens, by the bank's issuer or, in Development, by this process's own.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="issuer">The development issuer; null where the bank's is configured.</param>
    public static void AddAccess(this WebApplicationBuilder builder, DevelopmentIssuer? issuer)
    {
        var services = builder.Services;
        Try(() => issuer is null
            ? services.AddTokenVerifier(builder.Configuration["Identity:Authority"]!, builder.Environment.IsDevelopment())
            : services.AddDevelopmentIssuer(builder.Environment, issuer).AddTokenVerifier(issuer.PublicKeys));

        services.AddBearer(static options => options.Refuse = Problems.Write);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<Customers>();
    }

    private static void Try(Func<IServiceCollection> add)
    {
        try
        {
            add();
        }
        catch (InvalidOperationException exception)
        {
            throw new StartException(exception.Message);
        }
    }
}
