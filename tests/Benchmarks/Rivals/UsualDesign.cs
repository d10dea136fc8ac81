extern alias silo;
using ApiHost;
using Grains.Interfaces.Access;
using Npgsql;
using silo::Silo.Access.Tokens;

namespace Tests.Benchmarks.Rivals;

/// <summary>
/// The usual design: a stateless endpoint behind a token check with a cache; each request reads the customer's row by its primary key
/// (pooled connections, prepared statements), unwraps the row's key (AES-KWP), decrypts (AES-256-GCM), scores every offer and answers JSON.
/// It is spared what it would also need: consent, purposes, an audit.
/// </summary>
internal static class UsualDesign
{
    /// <summary>Runs <c>usual URL ISSUER CONNECTION-STRING</c> until it is stopped.</summary>
    public static async Task<int> Run(string url, string issuer, string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new Pseudonyms(UsualCrypto.KeyEncryptionKey));
        builder.Services.AddTokenVerifier(issuer, development: true);
        builder.Services.AddSingleton(new UsualStore(NpgsqlDataSource.Create(database + ";Max Auto Prepare=16;Auto Prepare Min Usages=1")));
        builder.Services.AddSingleton<UsualScore>();
        await using var app = builder.Build();
        app.MapGet("/health/ready", static () => Results.Ok());
        var customer = app.MapGroup("/v1/customers/{id}").AddEndpointFilter(Authenticate);
        customer.MapGet("/recommendations", static async (string id, UsualStore store, UsualScore score) => Results.Ok(score.Rank(await store.Read(id))));
        customer.MapGet("/profile", static async (string id, UsualStore store) => Results.Ok((await store.Read(id)).Profile));
        customer.MapPost("/transactions", static async (string id, UsualStore store, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            return Results.Ok(await store.Append(id, body.ToArray()));
        });
        await app.RunAsync();
        return 0;
    }

    /// <summary>Fills its tables with the benchmark's customers.</summary>
    public static async Task Fill(string database, int customers)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await new UsualStore(source).Fill(Enumerable.Range(0, customers).Select(UsualCustomer.Of));
    }

    private static async ValueTask<object?> Authenticate(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var verifier = http.RequestServices.GetRequiredService<ITokenVerifier>();
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal)
            || (await verifier.Verify(header["Bearer ".Length..], http.RequestAborted)).Token is not { } token)
        {
            return Results.Unauthorized();
        }

        var pseudonyms = http.RequestServices.GetRequiredService<Pseudonyms>();
        return token.Customer is null || token.Customer == pseudonyms.Of((string)http.Request.RouteValues["id"]!) ? await next(context) : Results.NotFound();
    }
}
