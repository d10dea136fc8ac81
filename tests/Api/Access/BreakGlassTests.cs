namespace Tests.Api.Access;

/// <summary>Broken glass over HTTP, with a client that the configuration names for it.</summary>
public sealed class BreakGlassTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private PlatformProcess platform = null!;
    private Callers callers = null!;

    public async Task InitializeAsync()
    {
        platform = await PlatformProcess.Start(folder.Below("data"), settings: ("BreakGlass__Clients__0", "advisor"));
        callers = new Callers(platform.Http);
    }

    public async Task DisposeAsync()
    {
        await platform.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task From_the_breaking_to_its_review()
    {
        var id = Platform.NewId();
        var bank = (await callers.Client("frontend")).For("servicing");
        (await bank.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Jana" } })).Ok(201);
        var advisor = (await callers.Client("advisor")).For("security");
        (await advisor.Get($"/v1/customers/{id}/profile")).Problem(403, "purpose-not-allowed");

        (await advisor.With("Break-Glass", "card reported stolen").Get($"/v1/customers/{id}/profile")).Ok();
        (await bank.With("Break-Glass", "curious").Get($"/v1/customers/{id}/profile")).Problem(403, "break-glass-not-allowed");

        var usage = (await (await callers.Customer(id)).Get($"/v1/customers/{id}/usage")).Ok().Items("entries");
        Assert.Single(usage, e => e.TryGetProperty("breakGlass", out var reason) && reason.GetString() == "card reported stolen");

        var officer = await callers.Client("officer");
        var review = Assert.Single((await officer.Get("/v1/reviews?status=open")).Ok().Items("reviews"));
        Assert.Equal((id, "advisor", "card reported stolen"), (review.Text("customerId"), review.Text("client"), review.Text("reason")));
        var path = $"/v1/reviews/{review.Text("id")}";
        (await advisor.Post(path, new { outcome = "justified" })).Problem(403, "role-not-allowed");
        (await officer.Post("/v1/reviews/nonsense", new { outcome = "justified" })).Problem(404, "not-found");
        (await officer.Post(path, new { outcome = "splendid" })).Problem(422, "invalid-value");
        var once = officer.Once(Guid.NewGuid());
        Assert.Equal(204, (await once.Post(path, new { outcome = "justified" })).Status);
        Assert.Equal(204, (await once.Post(path, new { outcome = "justified" })).Status);
        (await once.Post(path, new { outcome = "unjustified" })).Problem(422, "idempotency-key-reused");
        (await (await callers.Client("officer2")).Post(path, new { outcome = "unjustified" })).Problem(409, "conflict");

        Assert.Empty((await officer.Get("/v1/reviews")).Ok().Items("reviews"));
        Assert.Equal("justified", Assert.Single((await officer.Get("/v1/reviews?status=closed")).Ok().Items("reviews")).Text("outcome"));
        (await officer.Get("/v1/reviews?status=lost")).Problem(422, "invalid-value");
        (await bank.Get("/v1/reviews")).Problem(403, "role-not-allowed");
    }
}
