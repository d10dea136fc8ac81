using Dapper;
using Microsoft.Data.Sqlite;

namespace Tests.Api.Audit;

/// <summary>The command line on what a platform really wrote, and its outside sink.</summary>
public sealed class VerifyAuditTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Data => folder.Below("data");

    private string Sink => folder.Below("sink");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_folder_is_verified_while_the_platform_runs_and_after_it_and_a_dropped_entry_is_named()
    {
        var key = await Work(async () => await Verifies(0, "good", "--sink", Sink));
        var output = await Verifies(0, "good", "--key", key, "--sink", Sink);
        Assert.All(output.Split('\n').Where(line => line.StartsWith("shard", StringComparison.Ordinal)), line =>
            Assert.EndsWith($"signed up to {line.Split(' ')[2]}", line.TrimEnd(), StringComparison.Ordinal));
        await Verifies(1, "BAD", "--key", Convert.ToBase64String(new byte[32]));

        await using var store = new SqliteConnection($"Data Source={Path.Combine(Data, "audit.db")};Pooling=false");
        var shard = await store.ExecuteScalarAsync<long>("SELECT shard FROM audit_entry GROUP BY shard HAVING count(*) > 1 ORDER BY shard LIMIT 1");
        await store.ExecuteAsync("DELETE FROM audit_entry WHERE shard = @shard AND idx = 0", new { shard });
        await Verifies(1, $"shard {shard}: BAD: entry 0 was dropped", "--key", key);
    }

    [Theory]
    [InlineData("http://sink.example/checkpoints")]
    [InlineData("ftp://sink.example")]
    public async Task A_sink_that_is_none_is_refused_at_start_in_one_line_and_nothing_is_made(string sink)
    {
        await using var process = PlatformProcess.Launch(Data, 0, ("Audit__Sink", sink));
        Assert.NotEqual(0, await process.Exit());
        Assert.Contains("Audit:Sink", Assert.Single(process.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_dead_sink_stops_nobody()
    {
        await using var process = await PlatformProcess.Start(Data, 0, ("Audit__Sink", $"http://127.0.0.1:{PlatformProcess.FreePort()}/"));
        var callers = new Callers(process.Http);
        (await (await callers.Client("frontend")).For("servicing").Put("/v1/customers/c-1", new { attributes = new { givenName = "Jana" } })).Ok(201);
        Assert.Equal(200, (await (await callers.Client("auditor")).Get("/v1/audit/0/checkpoint")).Status);
    }

    /// <summary>Some customers, a checkpoint of every shard, and something to do while all of it runs.</summary>
    /// <returns>The published key.</returns>
    private async Task<string> Work(Func<Task> meanwhile)
    {
        await using var process = await PlatformProcess.Start(Data, 0, ("Audit__Sink", Sink));
        var callers = new Callers(process.Http);
        var frontend = (await callers.Client("frontend")).For("servicing");
        for (var i = 0; i < 20; i++)
        {
            (await frontend.Put($"/v1/customers/c-{i}", new { attributes = new { givenName = "Jana" } })).Ok(201);
        }

        var auditor = await callers.Client("auditor");
        for (var shard = 0; shard < 4; shard++)
        {
            var size = (await auditor.Get($"/v1/audit/{shard}/checkpoint")).Text.Split('\n')[1];
            Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(Sink, $"{shard}-{size}.checkpoint")), TimeSpan.FromSeconds(30)));
        }

        await meanwhile();
        var keys = (await new ApiClient(process.Http, null).Get("/.well-known/jwks.json")).Ok().Items("keys");
        Assert.Equal(0, await process.Interrupt());
        return keys.Single(key => key.Text("kty") == "OKP").Text("x")!;
    }

    private async Task<string> Verifies(int expected, string named, params string[] options)
    {
        var output = await SiloCommand.Run(expected, ["verify-audit", Data, .. options]);
        Assert.Contains(named, output, StringComparison.Ordinal);
        return output;
    }
}
