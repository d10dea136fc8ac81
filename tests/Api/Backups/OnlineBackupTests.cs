using System.Collections.Concurrent;

namespace Tests.Api.Backups;

/// <summary>A backup is taken while customers are served, and another place goes on from it.</summary>
public sealed class OnlineBackupTests : IDisposable
{
    private const int Writers = 4;
    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentDictionary<string, int> acknowledged = new();
    private readonly TaskCompletionSource warm = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string Data => folder.Below("data");

    private string Copy => folder.Below("copy");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task All_that_was_acknowledged_before_the_backup_is_there_after_its_restore_elsewhere()
    {
        Dictionary<string, int> before;
        await using (var process = await PlatformProcess.Start(Data))
        {
            var callers = new Callers(process.Http);
            var bank = (await callers.Client("frontend")).For("servicing");
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, Writers).Select(_ => Task.Run(() => Write(bank, callers, stop.Token))).ToArray();
            await warm.Task.WaitAsync(TimeSpan.FromSeconds(60));
            before = new Dictionary<string, int>(acknowledged);

            await SiloCommand.Run(0, "backup", Copy, "--data", Data, "--with-keyring");
            Assert.Contains("in use by another process", await SiloCommand.Run(1, "restore", Copy, "--data", Data), StringComparison.Ordinal);
            Assert.Contains("is not empty", await SiloCommand.Run(1, "backup", Copy, "--data", Data), StringComparison.Ordinal);
            await stop.CancelAsync();
            await Task.WhenAll(writers);
            Assert.True(acknowledged.Sum(customer => customer.Value) > before.Sum(customer => customer.Value), "nothing was written during the backup");
        }

        Assert.Contains("good", await SiloCommand.Run(0, "verify-audit", Path.Combine(Copy, "audit", "audit.db")), StringComparison.Ordinal);
        await SiloCommand.Run(0, "restore", Copy, "--data", folder.Below("elsewhere"), "--with-keyring");
        await using var restored = await PlatformProcess.Start(folder.Below("elsewhere"));
        var heirs = new Callers(restored.Http);
        var heir = (await heirs.Client("frontend")).For("servicing");
        foreach (var (id, rounds) in before)
        {
            var self = await heirs.Customer(id);
            Assert.True(Round((await self.Get($"/v1/customers/{id}/profile")).Ok()) >= rounds, "an acknowledged write is lost");
            Assert.True((await self.Get($"/v1/customers/{id}/consents/history")).Ok().Items("events").Length >= rounds);
            (await heir.Patch($"/v1/customers/{id}/profile", new { attributes = new { city = "city 99" } })).Ok(); // and it goes on
        }

        Assert.Equal(0, await restored.Interrupt());
        Assert.Contains("good", await SiloCommand.Run(0, "verify-audit", folder.Below("elsewhere")), StringComparison.Ordinal);
    }

    private static int Round(System.Text.Json.JsonElement profile) =>
        int.Parse(profile.GetProperty("attributes").GetProperty("city").GetProperty("value").GetString()![5..]);

    private async Task Write(ApiClient bank, Callers callers, CancellationToken stop)
    {
        var id = Platform.NewId();
        (await bank.Put($"/v1/customers/{id}", new { attributes = new { city = "city 0" } })).Ok(201);
        var self = await callers.Customer(id);
        for (var round = 1; !stop.IsCancellationRequested; round++)
        {
            (await self.Put($"/v1/customers/{id}/consents/advice", new { state = round % 2 == 0 ? "withdrawn" : "given" })).Ok();
            (await bank.Patch($"/v1/customers/{id}/profile", new { attributes = new { city = $"city {round}" } })).Ok();
            acknowledged[id] = round;
            if (acknowledged.Count == Writers && acknowledged.Values.All(static rounds => rounds > 5))
            {
                warm.TrySetResult();
            }
        }
    }
}
