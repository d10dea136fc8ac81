using System.Text.Json;

namespace Tests.Api.Audit;

/// <summary>The embedded platform is killed while consents and their audit entries are written: afterwards every change that was acknowledged is in
/// the log exactly once, and the log still verifies.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int Customers = 6;
    private const int RoundsEach = 6;
    private readonly TemporaryFolder folder = new();
    private readonly TaskCompletionSource warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int acknowledged;
    private int repeated;

    [Fact]
    public async Task A_killed_process_leaves_one_entry_for_each_acknowledged_change()
    {
        var (data, port) = (folder.Below("data"), PlatformProcess.FreePort());
        await using var first = await PlatformProcess.Start(data, port);
        var callers = new Callers(first.Http); // the same address and key after the restart, so the same tokens
        var bank = (await callers.Client("frontend")).For("servicing");
        var customers = new Dictionary<string, ApiClient>();
        while (customers.Count < Customers)
        {
            var id = Platform.NewId();
            customers.Add(id, await callers.Customer(id));
        }

        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var work = customers.Select(c => Task.Run(() => Work(c.Key, bank, c.Value, giveUp.Token))).ToArray();
        await warm.Task.WaitAsync(giveUp.Token);

        await first.Kill();
        await using var second = await PlatformProcess.Start(data, port);
        await Task.WhenAll(work);

        Assert.True(repeated > 0, "the kill hit nothing");
        foreach (var (id, self) in customers)
        {
            var usage = (await self.Get($"/v1/customers/{id}/usage?limit=1000")).Ok().Items("entries");
            Assert.Equal(1, Entries(usage, "profile.put"));
            Assert.Equal(RoundsEach, Entries(usage, "profile.patch"));
            Assert.Equal(RoundsEach, Entries(usage, "consent.decide"));
            Assert.Equal(RoundsEach, (await self.Get($"/v1/customers/{id}/consents/history")).Ok().Items("events").Length);
        }
    }

    public void Dispose() => folder.Dispose();

    private static int Entries(IEnumerable<JsonElement> usage, string operation) =>
        usage.Count(e => e.Text("operation") == operation && e.Text("outcome") == "allowed");

    private async Task Work(string id, ApiClient bank, ApiClient self, CancellationToken giveUp)
    {
        var path = $"/v1/customers/{id}";
        await Acknowledged(key => bank.Once(key).Put(path, new { attributes = new { givenName = "Jana" } }), giveUp);
        for (var round = 0; round < RoundsEach; round++)
        {
            var (city, state) = ($"city {round}", round % 2 == 0 ? "given" : "withdrawn");
            await Acknowledged(key => self.Once(key).Patch($"{path}/profile", new { attributes = new { city } }), giveUp);
            await Acknowledged(key => self.Once(key).Put($"{path}/consents/advice", new { state }), giveUp);
            if (Interlocked.Increment(ref acknowledged) == Customers)
            {
                warm.SetResult();
            }
        }
    }

    /// <summary>Makes a change under one operation id until it is acknowledged.</summary>
    private async Task Acknowledged(Func<Guid, Task<Answer>> change, CancellationToken giveUp)
    {
        var key = Guid.NewGuid();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            try
            {
                if (await change(key) is { Status: < 300 })
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Nobody answered: the outcome is unknown, so it is asked for again.
            }

            Interlocked.Increment(ref repeated);
            await pause.WaitForNextTickAsync(giveUp);
        }
    }
}
