namespace Tests.Api.Access;

/// <summary>The whole platform under a bank's own issuer: only its good tokens open anything.</summary>
public sealed class BankIssuerTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly TestIssuer issuer = TestIssuer.Listen();
    private PlatformProcess process = null!;

    public async Task InitializeAsync() => process = await PlatformProcess.Start(folder.Below("data"), 0, ("Identity__Authority", issuer.Name));

    public async Task DisposeAsync()
    {
        await process.DisposeAsync();
        issuer.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_good_token_opens_and_an_expired_a_foreign_or_an_unfit_one_does_not()
    {
        using var stranger = new TestIssuer(issuer.Name);
        (await As(issuer.Token("operator")).Get("/v1/catalog/offers")).Ok();

        var claims = issuer.Claims("operator");
        foreach (var (name, value) in ((string, object?)[])[("exp", 1_700_000_000), ("aud", "another"), ("iss", "https://another"), ("role", "king"), ("sub", null), ("customer_id", "c-1")])
        {
            (await As(issuer.Mint(new Dictionary<string, object?>(claims) { [name] = value })).Get("/v1/catalog/offers")).Problem(401, "token-invalid");
        }

        (await As(stranger.Token("operator")).Get("/v1/catalog/offers")).Problem(401, "token-invalid");
        (await As(issuer.Token("customer", "c-1")).Get("/v1/customers/c-1/profile")).Problem(404, "customer-unknown");
    }

    [Fact]
    public async Task The_development_issuer_is_gone()
    {
        (await As(null).Post("/connect/token")).Problem(401, "token-missing");
        Assert.Empty(Directory.GetFiles(folder.Below("data"), "*issuer*"));
    }

    [Fact]
    public async Task A_purpose_must_be_in_the_token_and_in_the_catalogue()
    {
        var frontend = As(issuer.Token("frontend", purposes: "servicing world-peace"));

        (await frontend.For("servicing").Put("/v1/customers/c-9", new { attributes = new { } })).Ok(201);
        (await frontend.For("security").Get("/v1/customers/c-9/profile")).Problem(403, "purpose-not-allowed");
        (await frontend.For("world-peace").Get("/v1/customers/c-9/profile")).Problem(403, "purpose-not-allowed");
        (await As(issuer.Token("frontend")).For("servicing").Get("/v1/customers/c-9/profile")).Problem(403, "purpose-not-allowed");
    }

    private ApiClient As(string? token) => new(process.Http, token);
}
