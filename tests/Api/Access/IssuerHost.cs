using ApiHost.Access;
using Grains.Interfaces.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Server.AspNetCore;
using Silo.Access.Tokens;

namespace Tests.Api.Access;

/// <summary>A web application that has nothing but the doors: the bearer scheme, one protected route, and the development issuer where asked.</summary>
internal sealed class IssuerHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private IssuerHost(WebApplication app)
    {
        this.app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    /// <summary>With the development issuer on a data folder.</summary>
    public static Task<IssuerHost> Start(string folder, string environment = "Development") => Start(environment, builder =>
    {
        var issuer = new DevelopmentIssuer(new Uri("http://localhost:5080"), folder, ["servicing", "personalised-offers"]);
        builder.Services.AddDevelopmentIssuer(builder.Environment, issuer).AddTokenVerifier(issuer.PublicKeys);
    });

    /// <summary>With an issuer elsewhere.</summary>
    public static Task<IssuerHost> StartWith(string authority) =>
        Start("Development", builder => builder.Services.AddTokenVerifier(authority, development: true));

    public async Task<HttpResponseMessage> Whoami(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/whoami");
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }

    private static async Task<IssuerHost> Start(string environment, Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new Pseudonyms(new byte[32]));
        builder.Services.AddBearer();
        builder.Services.AddAuthorization();
        configure(builder);

        var app = builder.Build();
        app.UseDevelopmentIssuer();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/whoami", (HttpContext context) =>
        {
            var caller = context.Features.Get<Caller>()!;
            return new Answer(
                caller.Verified.Role.ToString(),
                caller.Verified.Subject,
                caller.Verified.ClientId,
                caller.Verified.Customer?.ToString(),
                string.Join(' ', caller.Verified.Purposes.Order()),
                caller.Verified.AuthTime is not null,
                caller.Token.Length,
                context.User.FindFirst("role")?.Value);
        }).RequireAuthorization();
        app.MapGet("/operators", () => "yes").RequireAuthorization(policy => policy.RequireRole("operator"));
        app.MapGet("/open", (HttpContext context) => context.Features.Get<OpenIddictServerAspNetCoreFeature>() is null ? "untouched" : "touched");
        await app.StartAsync();
        return new IssuerHost(app);
    }

    /// <summary>What the protected route answers.</summary>
    internal sealed record Answer(
        string Role, string Subject, string ClientId, string? Customer, string Purposes, bool HasAuthTime, int TokenLength, string? RoleClaim);
}
