using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ApiHost;
using ApiHost.Access;
using ApiHost.Activity;
using ApiHost.Audit;
using ApiHost.Catalog;
using ApiHost.Consent;
using ApiHost.Demo;
using ApiHost.Hosting;
using ApiHost.Insights;
using ApiHost.Keys;
using ApiHost.OpenApi;
using ApiHost.Operations;
using ApiHost.Personalization;
using ApiHost.Profile;
using ApiHost.Rights;
using ApiHost.Webhooks;

try
{
    var builder = WebApplication.CreateBuilder(args);
    var urls = ListenAddresses.Of(builder.Configuration);
    ListenAddresses.Probe(urls);
    var wantsDemo = DemoStart.IsWanted(builder.Configuration);
    builder.WebHost.UseUrls([.. urls]);
    builder.ConfigureServer();
    builder.AddTelemetry();
    builder.AddDenyList();
    var hasLimits = builder.AddRateLimits();
    await using var embedded = ClusterClient.IsConfigured(builder.Configuration) ? null : await EmbeddedSilo.Open(builder, urls[0]);
    if (embedded is null)
    {
        builder.AddClusterClient();
    }

    builder.AddAccess(embedded?.Issuer);
    builder.Services.AddHealth();
    builder.Services.AddContractDocument();

    await using var app = builder.Build();
    app.UseMiddleware<ProblemMiddleware>();
    app.UseRouting();
    app.UseDevelopmentIssuer();
    app.UseAuthentication();
    app.UseAuthorization();
    if (hasLimits)
    {
        app.UseRateLimiter();
    }

    app.MapHealth();
    app.MapWellKnown();
    app.MapExportSchema();
    app.MapContractDocument();
    app.MapDashboard(embedded is not null);
    var v1 = app.MapGroup("/v1").RequireAuthorization().AddEndpointFilter(AcceptFilter.Invoke).AddEndpointFilter(CallContextFilter.Invoke);
    v1.MapCatalog();
    v1.MapAudit();
    v1.MapImport();
    v1.MapReviews();
    v1.MapRightsQueue();
    v1.MapKeys();
    v1.MapWebhooks();
    var customer = v1.MapGroup("/customers/{id}");
    customer.MapProfile();
    customer.MapConsent();
    customer.MapActivity();
    customer.MapRecommendations();
    customer.MapInsights();
    customer.MapAdvice();
    customer.MapScreen();
    customer.MapUsage();
    customer.MapRights();
    customer.MapExport();
    customer.MapLegalHold();
    customer.MapCustomerKeys();

    await app.StartAsync();
    if (wantsDemo && embedded is { Issuer: { } issuer })
    {
        await app.OpenDemoBank(embedded.IsNew, issuer, urls[0]);
    }

    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (exception is StartException or OptionsValidationException or IOException { InnerException: AddressInUseException })
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
