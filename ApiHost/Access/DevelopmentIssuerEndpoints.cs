using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Silo.Access.Tokens;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace ApiHost.Access;

/// <summary>Serves the development issuer: discovery, keys and tokens, by OpenIddict without a store.</summary>
internal static class DevelopmentIssuerEndpoints
{
    private const string Discovery = "/.well-known/openid-configuration";
    private const string Keys = "/connect/jwks";
    private const string Token = "/connect/token";
    private const int MaxRequestBytes = 16 * 1024;

    private static readonly FrozenSet<string> Paths = new[] { Discovery, Keys, Token }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Brings the development issuer.</summary>
    /// <param name="services">The services.</param>
    /// <param name="environment">Must be Development.</param>
    /// <param name="issuer">The issuer.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">The environment is not Development.</exception>
    public static IServiceCollection AddDevelopmentIssuer(this IServiceCollection services, IHostEnvironment environment, DevelopmentIssuer issuer)
    {
        if (!environment.IsDevelopment())
        {
            throw new InvalidOperationException(
                "The development issuer hands out tokens to anybody and runs in Development only. Set Identity:Authority to the bank's issuer.");
        }

        services.AddSingleton(issuer);
        services.AddOpenIddict().AddServer(options =>
        {
            options.EnableDegradedMode().DisableAccessTokenEncryption().AllowClientCredentialsFlow().AllowPasswordFlow();
            options.SetIssuer(issuer.Address).SetAccessTokenLifetime(DevelopmentIssuer.Lifetime);

            // The first of each is published, and does not follow the Host header; the second answers whatever name the host is called by.
            options.SetConfigurationEndpointUris(Discovery);
            options.SetJsonWebKeySetEndpointUris(new Uri(issuer.Address, Keys).AbsoluteUri, Keys);
            options.SetTokenEndpointUris(new Uri(issuer.Address, Token).AbsoluteUri, Token);
            options.AddSigningKey(issuer.SigningKey).AddEncryptionKey(issuer.EncryptionKey);
            options.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(Validate));
            options.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(c => Answer(c, issuer)));
            options.AddEventHandler<ApplyTokenResponseContext>(handler => handler.UseInlineHandler(Round).SetOrder(int.MinValue));
            options.UseAspNetCore().DisableTransportSecurityRequirement().SuppressJsonResponseIndentation(); // one line, which a shell can read
        });
        services.Replace(ServiceDescriptor.Singleton<IAuthenticationSchemeProvider, SchemesBesideIssuer>());
        return services;
    }

    /// <summary>Serves the issuer's own paths, where there is one; to be called before authorization.</summary>
    /// <param name="app">The pipeline.</param>
    /// <returns>The pipeline.</returns>
    public static IApplicationBuilder UseDevelopmentIssuer(this IApplicationBuilder app) =>
        app.ApplicationServices.GetService<DevelopmentIssuer>() is null
            ? app
            : app.UseWhen(context => Paths.Contains(context.Request.Path.Value ?? string.Empty), issuer => issuer.Use(Serve));

    private static async Task Serve(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxRequestBytes;
        }

        try
        {
            var handlers = context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
            var server = await handlers.GetHandlerAsync(context, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
            if (!await ((IAuthenticationRequestHandler)server!).HandleRequestAsync())
            {
                await next(context);
            }
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException && !context.Response.HasStarted)
        {
            // A form that cannot be read is the sender's fault.
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = Errors.InvalidRequest });
        }
    }

    private static ValueTask Validate(ValidateTokenRequestContext context)
    {
        var request = context.Request;
        if (request.IsPasswordGrantType())
        {
            if (request.ClientId != DevelopmentGrant.CustomerApp)
            {
                context.Reject(Errors.InvalidClient, "Customers sign in with the client demo-app.");
            }
            else if (!DevelopmentGrant.IsSecret(request.Password) || !Grains.Interfaces.Access.CustomerId.IsWellFormed(request.Username))
            {
                context.Reject(Errors.InvalidGrant, "The user name must be a well-formed customer id, and the password is demo.");
            }
        }
        else if (!DevelopmentGrant.IsSecret(request.ClientSecret) || DevelopmentGrant.OfClient(request.ClientId, []) is null)
        {
            context.Reject(Errors.InvalidClient, "No such client, or another secret.");
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The lifetime as it was granted: OpenIddict says what is left of it, which is a second less at times.</summary>
    private static ValueTask Round(ApplyTokenResponseContext context)
    {
        if (context.Response.AccessToken is not null)
        {
            context.Response.ExpiresIn = (long)DevelopmentIssuer.Lifetime.TotalSeconds;
        }

        return ValueTask.CompletedTask;
    }

    private static ValueTask Answer(HandleTokenRequestContext context, DevelopmentIssuer issuer)
    {
        var grant = context.Request.IsPasswordGrantType()
            ? DevelopmentGrant.OfCustomer(context.Request.Username, context.Options.TimeProvider!.GetUtcNow())
            : issuer.GrantOf(context.Request.ClientId);

        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        foreach (var (name, value) in grant!.Claims)
        {
            _ = value is long number ? identity.SetClaim(name, number) : identity.SetClaim(name, (string)value);
        }

        identity.SetResources(TokenVerifier.Audience);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        context.SignIn(new ClaimsPrincipal(identity));
        return ValueTask.CompletedTask;
    }
}
