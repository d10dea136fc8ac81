using Dapper;
using Microsoft.Data.Sqlite;

namespace Tests.Api.Backups;

/// <summary>
/// Yesterday's copies come back, each beside today's other stores: who was erased since stays erased, and what was withdrawn since stays withdrawn.
/// Jana is erased after the backup, Ivo withdraws after it, and Eva does nothing.
/// </summary>
public sealed class RestoredStoreTests : IAsyncLifetime
{
    private const string Purpose = "personalised-offers";
    private readonly TemporaryFolder folder = new();
    private readonly string jana = Platform.NewId();
    private readonly string ivo = Platform.NewId();
    private readonly string eva = Platform.NewId();
    private string requestId = null!;
    private string[] foundWhileRunning = null!;

    private string Data => folder.Below("data");

    private string Yesterday => folder.Below("yesterday");

    private (string Name, string Value) Sink => ("Audit__Sink", folder.Below("sink"));

    public async Task InitializeAsync()
    {
        await using var process = await PlatformProcess.Start(Data, 0, Sink);
        var callers = new Callers(process.Http);
        var bank = (await callers.Client("frontend")).For("servicing");
        foreach (var id in (string[])[jana, ivo, eva])
        {
            (await bank.Put($"/v1/customers/{id}", new { attributes = new { givenName = "Jana", city = "Brno" } })).Ok(201);
            (await (await callers.Customer(id)).Put($"/v1/customers/{id}/consents/{Purpose}", new { state = "given" })).Ok();
        }

        await SiloCommand.Run(0, "backup", Yesterday, "--data", Data);
        (await (await callers.Customer(ivo)).Put($"/v1/customers/{ivo}/consents/{Purpose}", new { state = "withdrawn" })).Ok();
        await Erase(callers);
        foundWhileRunning = await FilesWithTheKey();
        Assert.Equal(0, await process.Interrupt());
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_wrapped_key_is_in_no_byte_of_the_stores_or_their_logs()
    {
        Assert.Empty(foundWhileRunning);
        Assert.Empty(await FilesWithTheKey());
        Assert.NotEmpty(await FilesWithTheKey(Yesterday)); // the search finds what is there
    }

    [Fact]
    public async Task An_older_profiles_store_holds_noise_and_withdrawn_consents()
    {
        await SiloCommand.Run(0, "restore", Yesterday, "--data", Data, "--only", "profiles");
        await using var process = await PlatformProcess.Start(Data, 0, Sink);
        var callers = new Callers(process.Http);
        await IsGone(callers);
        Assert.Equal("withdrawn", await StateOf(callers, ivo));
        Assert.False((await (await callers.Customer(ivo)).Get($"/v1/customers/{ivo}/recommendations")).Ok().GetProperty("personalised").GetBoolean());
        Assert.Equal("given", await StateOf(callers, eva));
        Assert.Contains("Brno", (await (await callers.Customer(eva)).Get($"/v1/customers/{eva}/profile")).Ok().GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_keys_store_is_put_right_by_the_log_before_the_first_request()
    {
        await SiloCommand.Run(0, "restore", Yesterday, "--data", Data, "--only", "keys");
        Assert.Equal(0, await Tombstones());
        await using (var process = await PlatformProcess.Start(Data))
        {
            Assert.Equal(1, await Tombstones());
            Assert.Contains("1 customer keys that were destroyed had come back", process.Output, StringComparison.Ordinal);
            var callers = new Callers(process.Http);
            await IsGone(callers);
            Assert.Equal("withdrawn", await StateOf(callers, ivo));
            var certificate = await (await callers.Client("officer")).Get($"/v1/customers/{jana}/rights/{requestId}/certificate");
            Assert.Equal((200, "application/jose"), (certificate.Status, certificate.Type));
            Assert.Equal(0, await process.Interrupt());
        }

        Assert.Contains("good", await SiloCommand.Run(0, "verify-audit", Data, "--sink", Sink.Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Even_with_an_older_log_it_is_put_right_by_the_sink_which_also_tells_that_the_log_is_older()
    {
        await SiloCommand.Run(0, "restore", Yesterday, "--data", Data, "--only", "keys");
        await SiloCommand.Run(0, "restore", Yesterday, "--data", Data, "--only", "audit");
        await using (var process = await PlatformProcess.Start(Data, 0, Sink))
        {
            Assert.Equal(1, await Tombstones());
            await IsGone(new Callers(process.Http));
            Assert.Equal(0, await process.Interrupt());
        }

        Assert.Contains("good", await SiloCommand.Run(0, "verify-audit", Data), StringComparison.Ordinal);
        Assert.Contains("BAD", await SiloCommand.Run(1, "verify-audit", Data, "--sink", Sink.Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_restore_of_yesterday_brings_back_nobody_whom_the_sink_knows_to_be_erased()
    {
        await SiloCommand.Run(0, "restore", Yesterday, "--data", Data);
        await using var process = await PlatformProcess.Start(Data, 0, Sink);
        var callers = new Callers(process.Http);
        await IsGone(callers);
        Assert.Equal("given", await StateOf(callers, eva));
    }

    private static async Task<string?> StateOf(Callers callers, string id) =>
        (await (await callers.Customer(id)).Get($"/v1/customers/{id}/consents")).Ok().Items("purposes").Single(purpose => purpose.Text("purpose") == Purpose).Text("state");

    private async Task IsGone(Callers callers)
    {
        (await (await callers.Customer(jana)).Get($"/v1/customers/{jana}/profile")).Problem(410, "customer-erased");
        (await (await callers.Client("frontend")).For("servicing").Put($"/v1/customers/{jana}", new { attributes = new { city = "Praha" } })).Problem(410, "customer-erased");
    }

    private async Task Erase(Callers callers)
    {
        requestId = (await (await callers.Customer(jana)).Post($"/v1/customers/{jana}/rights", new { right = "erasure", regime = "gdpr" })).Ok(202).Text("requestId")!;
        var officer = await callers.Client("officer");
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await officer.Get($"/v1/customers/{jana}/rights/{requestId}")).Ok().Items("steps").All(static step => step.Text("step") != "certificate"))
        {
            await tick.WaitForNextTickAsync(patience.Token);
        }
    }

    private async Task<long> Tombstones()
    {
        await using var keys = Keys(Data);
        return await keys.ExecuteScalarAsync<long>("SELECT count(*) FROM customer_key WHERE status = 1 AND personal IS NULL");
    }

    /// <summary>The files that hold Jana's wrapped key as it was yesterday.</summary>
    private async Task<string[]> FilesWithTheKey(string? below = null)
    {
        await using var now = Keys(Data);
        await using var then = Keys(Path.Combine(Yesterday, "keys"));
        var customer = await now.QuerySingleAsync<string>("SELECT customer FROM customer_key WHERE status = 1");
        var key = await then.QuerySingleAsync<byte[]>("SELECT personal FROM customer_key WHERE customer = @customer", new { customer });
        return [.. Directory.GetFiles(below ?? Data, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "platform.lock" && Holds(file, key))];
    }

    private static SqliteConnection Keys(string folder) => new($"Data Source={Path.Combine(folder, "keys.db")};Mode=ReadOnly;Pooling=false");

    private static bool Holds(string path, byte[] key)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(key) >= 0;
    }
}
