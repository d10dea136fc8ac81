using System.Text.Json;

namespace Tests.Api.Keys;

/// <summary>Rotating the key-encryption key while customers are served.</summary>
public sealed class KeyRotationTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private PlatformProcess process = null!;

    public async Task InitializeAsync() => process = await PlatformProcess.Start(folder.Below("data"));

    public async Task DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_rotation_re_wraps_every_key_while_serving_and_destroys_the_old_generation()
    {
        var callers = new Callers(process.Http);
        var (bank, keeper) = ((await callers.Client("frontend")).For("servicing"), await callers.Client("operator"));
        var ids = Enumerable.Range(0, 30).Select(_ => Platform.NewId()).ToArray();
        foreach (var id in ids)
        {
            (await bank.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Jana" } })).Ok(201);
        }

        var before = (await keeper.Get("/v1/keys")).Ok();
        var old = before.Items("generations").Single();
        Assert.Equal(("current", "id state since wrappedKeys"), (old.Text("state"), old.Members()));
        Assert.True(before.GetProperty("rotatesAt").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddDays(29));

        var once = keeper.Once(Guid.NewGuid());
        var answer = await once.Post("/v1/keys/rotations");
        var begun = answer.Ok(202);
        Assert.Equal($"/v1/keys/rotations/{begun.Text("rotationId")}", answer.Header("Location"));
        foreach (var id in ids)
        {
            (await bank.Get($"/v1/customers/{id}/profile")).Ok();
        }

        var done = await Done(keeper, answer.Header("Location")!);
        Assert.Equal(0, done.GetProperty("remaining").GetInt64());
        Assert.True(done.GetProperty("finishedAt").IsInstant());
        var after = (await keeper.Get("/v1/keys")).Ok().Items("generations");
        Assert.Equal([(old.Text("id"), "destroyed", 0L), (begun.Text("rotationId"), "current", old.GetProperty("wrappedKeys").GetInt64())],
            after.Select(g => (g.Text("id"), g.Text("state")!, g.GetProperty("wrappedKeys").GetInt64())));
        Assert.DoesNotContain(old.Text("id")!, await File.ReadAllTextAsync(Path.Combine(folder.Below("data"), "keyring.json")), StringComparison.Ordinal);
        Assert.Equal(begun.Text("rotationId"), (await once.Post("/v1/keys/rotations")).Ok(202).Text("rotationId")); // the same key begins no second one

        await process.DisposeAsync();
        process = await PlatformProcess.Start(folder.Below("data"));
        callers = new Callers(process.Http);
        bank = (await callers.Client("frontend")).For("servicing");
        foreach (var id in ids)
        {
            (await bank.Get($"/v1/customers/{id}/profile")).Ok();
        }
    }

    [Fact]
    public async Task Only_an_operator_rotates_and_an_unknown_rotation_is_not_found()
    {
        var callers = new Callers(process.Http);
        (await (await callers.Client("officer")).Post("/v1/keys/rotations")).Problem(403, "role-not-allowed");
        (await (await callers.Client("frontend")).For("servicing").Get("/v1/keys")).Problem(403, "role-not-allowed");
        (await (await callers.Client("operator")).Get("/v1/keys/rotations/0000000000000000")).Problem(404, "not-found");
        (await (await callers.Client("operator")).Instead("Idempotency-Key", "again").Post("/v1/keys/rotations")).Problem(422, "invalid-value");
        Assert.Single((await (await callers.Client("operator")).Get("/v1/keys")).Ok().Items("generations"));
    }

    private static async Task<JsonElement> Done(ApiClient keeper, string rotation)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await tick.WaitForNextTickAsync(patience.Token))
        {
            var known = (await keeper.Get(rotation)).Ok();
            if (known.Text("status") == "done")
            {
                return known;
            }
        }

        throw new TimeoutException();
    }
}
